import { useRef, useState } from 'react';
import type { Account } from '../api/types';
import { useWharf } from '../app/wharf';
import { NO_FILTER, countByStatus, matching } from '../state/filter';
import { Icon } from '../ui/Icon';
import { AccountRow } from './AccountRow';
import { CreateDialog } from './CreateDialog';
import { useSlashToSearch, walkRows } from './keyboard';
import { StatusFilter } from './StatusFilter';
import { useFilter } from './useFilter';

const PAGE = 150;

interface Props {
  accounts: Account[];
  selectedId: string | null;
}

export function FleetPane({ accounts, selectedId }: Props) {
  const { fleet } = useWharf();
  const [filter, setFilter] = useFilter();
  const [creating, setCreating] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const shown = matching(accounts, filter);
  useSlashToSearch(search);

  return (
    <section className="pane-list" aria-label="Accounts">
      <div className="list-top">
        <div className="list-head">
          <h1>
            Accounts <span className="count">{fleet.loaded ? accounts.length : ''}</span>
          </h1>
          <button
            type="button"
            className="button button-primary"
            onClick={() => setCreating(true)}
            data-testid="create-account"
          >
            <Icon name="plus" /> New account
          </button>
        </div>
        <label className="search">
          <Icon name="search" />
          <input
            ref={search}
            type="search"
            placeholder="Name, number, tenant…"
            aria-label="Search accounts"
            value={filter.text}
            onChange={(event) => setFilter({ text: event.target.value })}
            data-testid="search"
          />
          <kbd aria-hidden="true">/</kbd>
        </label>
        <StatusFilter
          counts={countByStatus(accounts)}
          total={accounts.length}
          chosen={filter.status}
          onChoose={(status) => setFilter({ status })}
        />
      </div>
      <div className="list-rows">
        <p className="sr-only" role="status">
          {fleet.loaded && `${shown.length} of ${accounts.length} accounts shown`}
        </p>
        {fleet.loaded ? <Rows shown={shown} selectedId={selectedId} /> : <SkeletonRows />}
        {accounts.length > 0 && shown.length === 0 && (
          <div className="no-match">
            <p>No account matches.</p>
            <button type="button" className="button" onClick={() => setFilter(NO_FILTER)}>
              Show all {accounts.length}
            </button>
          </div>
        )}
      </div>
      {creating && <CreateDialog onClose={() => setCreating(false)} />}
    </section>
  );
}

function Rows({ shown, selectedId }: { shown: Account[]; selectedId: string | null }) {
  const [most, setMost] = useState(PAGE);
  return (
    <>
      <ul className="rows" onKeyDown={walkRows}>
        {shown.slice(0, most).map((account) => (
          <AccountRow key={account.id} account={account} selected={account.id === selectedId} />
        ))}
      </ul>
      {shown.length > most && (
        <button type="button" className="button button-wide" onClick={() => setMost(most + PAGE)}>
          Show {Math.min(PAGE, shown.length - most)} more
        </button>
      )}
    </>
  );
}

function SkeletonRows() {
  return (
    <ul className="rows" aria-hidden="true">
      {[0, 1, 2, 3].map((each) => (
        <li key={each} className="row row-skeleton" />
      ))}
    </ul>
  );
}
