import type { Account } from '../api/types';
import { STATUSES } from '../api/types';
import { countByStatus } from '../state/filter';
import { Icon } from '../ui/Icon';
import { Mark } from '../ui/Mark';
import { LiveIndicator } from './LiveIndicator';
import { useWharf } from './wharf';

interface Props {
  accounts: Account[];
  onSignOut: (() => void) | null;
}

export function Header({ accounts, onSignOut }: Props) {
  const { go, demo } = useWharf();
  const counts = countByStatus(accounts);
  return (
    <header className="header">
      <a className="skip" href="#main">
        Skip to the account
      </a>
      <a
        className="brand"
        href="/"
        onClick={(event) => {
          event.preventDefault();
          go('/');
        }}
      >
        <Mark /> Wharf
      </a>
      {demo && <span className="demo-tag">Demo</span>}
      <span className="header-gap" />
      <LiveIndicator />
      {onSignOut && (
        <button
          type="button"
          className="button button-quiet button-icon"
          onClick={onSignOut}
          aria-label="Forget the API key"
          title="Forget the API key"
        >
          <Icon name="key" />
        </button>
      )}
      <div className="waterline" aria-hidden="true">
        {STATUSES.filter((status) => counts[status] > 0).map((status) => (
          <span key={status} className={`status-${status}`} style={{ flexGrow: counts[status] }} />
        ))}
      </div>
    </header>
  );
}
