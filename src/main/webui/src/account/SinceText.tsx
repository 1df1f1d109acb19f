import { useNow } from '../app/useNow';
import { useWharf } from '../app/wharf';
import { dayOf, lasting, timeOf } from '../state/time';

/** How long the status lasts; without a live link, when it was last known to be true. */
export function SinceText({ since }: { since: string }) {
  const { clock, link } = useWharf();
  const age = lasting(useNow() + clock.offset() - Date.parse(since));
  if (link.phase !== 'live' && link.lastMessageAt !== null) {
    const known = new Date(link.lastMessageAt).toISOString();
    return <span className="since since-stale">not live: as it was at {timeOf(known)}</span>;
  }
  return (
    <time className="since" dateTime={since} title={`${dayOf(since)} ${timeOf(since)}`}>
      {age === 'now' ? 'just now' : `for ${age}`}
    </time>
  );
}
