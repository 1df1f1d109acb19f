import { useNow } from '../app/useNow';
import { useWharf } from '../app/wharf';
import { dayOf, lasting, timeOf } from '../state/time';

export function SinceText({ since }: { since: string }) {
  const { clock } = useWharf();
  const age = lasting(useNow() + clock.offset() - Date.parse(since));
  return (
    <time className="since" dateTime={since} title={`${dayOf(since)} ${timeOf(since)}`}>
      {age === 'now' ? 'just now' : `for ${age}`}
    </time>
  );
}
