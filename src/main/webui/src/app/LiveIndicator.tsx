import type { Link } from '../push/PushClient';
import { clockOf, lasting } from '../state/time';
import { useNow } from './useNow';
import { useWharf } from './wharf';

const WORDS: Record<Link['phase'], string> = {
  live: 'Live',
  connecting: 'Connecting',
  offline: 'Offline',
};

/** Whether what the page shows is true now, and how old it is. */
export function LiveIndicator() {
  const { link, retryNow } = useWharf();
  const now = useNow();
  return (
    <div className="live" data-testid="live-indicator" data-phase={link.phase}>
      <span className="live-dot" aria-hidden="true" />
      <span className="live-text">
        <strong role="status">{WORDS[link.phase]}</strong>
        <span className="live-age">{ageOf(link, now)}</span>
      </span>
      {link.phase === 'offline' && (
        <button type="button" className="button button-small" onClick={retryNow}>
          Try now
        </button>
      )}
    </div>
  );
}

function ageOf({ phase, lastMessageAt, nextTryAt }: Link, now: number): string {
  if (phase === 'offline' && nextTryAt !== null) return `next try in ${clockOf(nextTryAt - now)}`;
  if (lastMessageAt === null) return 'no message yet';
  const age = lasting(now - lastMessageAt);
  return age === 'now' ? 'last message now' : `last message ${age} ago`;
}
