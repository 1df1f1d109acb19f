import { useNow } from '../app/useNow';
import { useWharf } from '../app/wharf';
import { clockOf } from '../state/time';

/** Time left, by the server's clock. */
export function Countdown({ to }: { to: string }) {
  const { clock } = useWharf();
  const now = useNow() + clock.offset();
  const left = Date.parse(to) - now;
  return (
    <time className="countdown" dateTime={to} role="timer" aria-live="off">
      {left > 0 ? clockOf(left) : 'any moment'}
    </time>
  );
}
