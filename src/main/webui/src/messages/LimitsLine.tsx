import type { Limits, Slot } from '../api/messages';
import { useNow } from '../app/useNow';
import { useWharf } from '../app/wharf';
import { Countdown } from '../ui/Countdown';
import { Icon } from '../ui/Icon';
import { useLimits } from './useLimits';

const SHOWN: [name: string, words: string][] = [
  ['messages_per_minute', 'a minute'],
  ['messages_per_hour', 'an hour'],
  ['messages_per_day', 'in 24 hours'],
  ['new_contacts_per_day', 'first contacts in 24 hours'],
];

const number = new Intl.NumberFormat();

/** How much may still be sent, and what a number risks. */
export function LimitsLine({ id }: { id: string }) {
  const { found, problem, renew } = useLimits(id);
  return (
    <footer className="limits" aria-label="Limits" role="group" data-testid="limits">
      {problem && (
        <p>
          The limits could not be {found ? 'renewed' : 'loaded'}. {problem.detail}{' '}
          <button type="button" className="link-button" onClick={renew}>
            Try again
          </button>
        </p>
      )}
      {found && !found.readable && (
        <p className="problem">
          The stored limits cannot be read, so nothing is sent. Set them anew with an empty PATCH of this account’s
          limits.
        </p>
      )}
      {found && <Left limits={found} />}
      <Risk />
    </footer>
  );
}

function Left({ limits }: { limits: Limits }) {
  const { buckets, quietHours, warmUp, nextMessage, nextFirstMessage } = limits;
  return (
    <>
      <p>
        <strong>Still to send:</strong>{' '}
        {SHOWN.map(([name, words], index) => {
          const bucket = buckets.find((each) => each.name === name);
          return (
            bucket && (
              <span key={name} className="limit" data-none={bucket.left === 0}>
                {index > 0 && ' · '}
                {number.format(bucket.left)} of {number.format(bucket.capacity)} {words}
              </span>
            )
          );
        })}
      </p>
      <p>
        <Next slot={nextMessage} what="The next message" />
        {nextMessage.limit === null && nextFirstMessage.limit !== null && (
          <Next slot={nextFirstMessage} what="The next first message to somebody" />
        )}
        {quietHours && (
          <span>
            Quiet hours {quietHours.from}–{quietHours.to} ({quietHours.zone}){quietHours.until !== null && ', now'}.{' '}
          </span>
        )}
        {warmUp.until !== null && <span>Young number, day {warmUp.day}: it may send more each day.</span>}
      </p>
    </>
  );
}

function Next({ slot, what }: { slot: Slot; what: string }) {
  const { clock } = useWharf();
  const now = useNow() + clock.offset();
  if (slot.limit === null) return <span>{what} can go now. </span>;
  const over = Date.parse(slot.at) <= now;
  return (
    <span className="limit-next">
      {what} can go {over ? 'any moment' : <>in <Countdown to={slot.at} /></>}. {slot.why}{' '}
    </span>
  );
}

/** In the words of docs/limits.md. */
function Risk() {
  return (
    <details className="risk">
      <summary>
        <Icon name="alert" /> Wharf is an unofficial client: WhatsApp may restrict or ban a number that uses one.
      </summary>
      <p>
        It may do so whatever is sent, and it does ban numbers that write to people who do not know them. The limits
        lower that risk; they do not take it away, and no setting makes unasked messages safe. Write to people who
        agreed to it, and put no number at risk that you cannot lose.
      </p>
      <p>
        More is in <code>docs/limits.md</code>; to set limits, see{' '}
        <a href="/q/swagger-ui/#/Limits" target="_blank" rel="noreferrer">
          Limits in the API
        </a>
        .
      </p>
    </details>
  );
}
