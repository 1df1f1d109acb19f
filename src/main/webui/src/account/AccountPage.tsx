import { useState } from 'react';
import { useWharf } from '../app/wharf';
import { PhonePanel } from '../demo/PhonePanel';
import { MessagesPanel } from '../messages/MessagesPanel';
import { sentence } from '../state/words';
import { Icon } from '../ui/Icon';
import { StatusChip } from '../ui/StatusChip';
import { Actions } from './Actions';
import { Diagnosis } from './Diagnosis';
import { Facts } from './Facts';
import { Maintenance } from './Maintenance';
import { Pairing } from './Pairing';
import { SinceText } from './SinceText';
import { Timeline } from './Timeline';
import { useArrival } from './useArrival';
import { ReasonAction } from '../fleet/ReasonAction';

export function AccountPage({ id }: { id: string }) {
  const { fleet, go, demo } = useWharf();
  const berth = fleet.berths[id];
  const [wasThere, setWasThere] = useState(false);
  const title = useArrival(berth?.account.name);
  if (berth && !wasThere) setWasThere(true);

  if (!berth) {
    if (!fleet.loaded) return null;
    return (
      <div className="blank">
        <p>{wasThere ? 'This account was deleted.' : 'There is no account with this address.'}</p>
        <button type="button" className="button" onClick={() => go('/')}>
          All accounts
        </button>
      </div>
    );
  }
  const { account, qr, revision } = berth;
  const pairing = account.status === 'warming' || account.status === 'authenticating';
  // What is wrong comes first, but neither before a code that waits for its scan nor where all is well.
  const troubled = !pairing && account.status !== 'active';
  const diagnosis = <Diagnosis key="diagnosis" id={id} revision={revision} active={account.status === 'active'} />;

  return (
    <article className="account" data-testid="account" data-demo={demo !== null}>
      <header className="account-head">
        <button type="button" className="button button-quiet back" onClick={() => go('/')}>
          <Icon name="back" /> Accounts
        </button>
        <h1 ref={title} tabIndex={-1}>
          {account.name}
        </h1>
        <div className="account-status">
          <StatusChip status={account.status} state={account.state} />
          <SinceText since={account.since} />
        </div>
        <div className="account-sentence">
          <p role="status" data-testid="sentence">
            {sentence(account)}
          </p>
          <ReasonAction account={account} />
        </div>
        <Actions account={account} />
      </header>
      <div className="account-body">
        {pairing && <Pairing account={account} qr={qr} />}
        {troubled && diagnosis}
        <Facts account={account} />
        <MessagesPanel account={account} />
        {!troubled && diagnosis}
        <Timeline id={id} revision={revision} />
        <Maintenance account={account} />
      </div>
      {demo && <PhonePanel phoneUrl={demo.phoneUrl} account={account} qr={qr} />}
    </article>
  );
}
