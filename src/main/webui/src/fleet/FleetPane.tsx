import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Account } from '../api/types';
import { useWharf } from '../app/wharf';
import { countByStatus, matching } from '../state/filter';
import { Icon } from '../ui/Icon';
import { AccountRow } from './AccountRow';
import { CreateDialog } from './CreateDialog';
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
  const [most, setMost] = useState(PAGE);
  const search = useRef<HTMLInputElement>(null);
  const shown = matching(accounts, filter);
  useSlashToSearch(search);

  return (
    <section className="pane-list" aria-label="Accounts">
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
      <p className="sr-only" role="status">
        {fleet.loaded && `${shown.length} of ${accounts.length} accounts shown`}
      </p>
      {!fleet.loaded && <SkeletonRows />}
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
      {fleet.loaded && accounts.length > 0 && shown.length === 0 && (
        <div className="no-match">
          <p>No account matches.</p>
          <button
            type="button"
            className="button"
            onClick={() => setFilter({ status: null, text: '' })}
          >
            Show all {accounts.length}
          </button>
        </div>
      )}
      {creating && <CreateDialog onClose={() => setCreating(false)} />}
    </section>
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

/** Arrow keys walk along the rows. */
function walkRows(event: KeyboardEvent<HTMLUListElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('.row-link')];
  const next = links[links.indexOf(document.activeElement as HTMLElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function useSlashToSearch(search: React.RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = event.target as HTMLElement;
      if (at.closest('input, textarea, select, dialog')) return;
      event.preventDefault();
      search.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [search]);
}
