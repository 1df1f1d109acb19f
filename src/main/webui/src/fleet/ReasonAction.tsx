import { useState } from 'react';
import { nextStep } from '../api/problem';
import type { Account } from '../api/types';
import { PhoneNumberDialog } from '../account/PhoneNumberDialog';
import { accountPath } from '../app/useRoute';
import { useTask } from '../app/useTask';
import { useWharf } from '../app/wharf';
import { canConnect, nextTurn } from '../state/words';
import { Countdown } from '../ui/Countdown';
import { TaskButton } from '../ui/TaskButton';

interface Props {
  account: Account;
  /** In a list row: only what is short. */
  compact?: boolean;
}

/**
 * What a person can do about where the account stands: a button where Wharf can do it, else words. On
 * the account's own page the Connect button itself takes the action's name, see {@link Actions}.
 */
export function ReasonAction({ account, compact = false }: Props) {
  const { api, dispatch, go } = useWharf();
  const { busy, run } = useTask();
  const [asking, setAsking] = useState(false);
  const action = account.reason?.action ?? null;
  const turn = nextTurn(account);

  const connect = () =>
    run('connect', async () => {
      dispatch({ type: 'answered', account: await api.command(account.id, 'initialize') });
    });

  if (turn !== null) {
    return (
      <span className="turn">
        {compact ? '' : 'Next try in '}
        <Countdown to={turn} />
      </span>
    );
  }
  switch (action) {
    case 'scan_qr':
      return compact ? showButton() : null;
    case 'retry_initialize':
      return compact ? connectButton() : null;
    case 'update_phone':
      return (
        <>
          <button type="button" className="button button-small" onClick={() => setAsking(true)}>
            Enter number
          </button>
          {asking && <PhoneNumberDialog account={account} onClose={() => setAsking(false)} />}
        </>
      );
    case 'wait':
    case 'open_phone':
    case 'upgrade':
    case 'contact_support':
      // While pairing, the words beside the code say it.
      return compact || account.status === 'warming' ? null : <span className="next-step">{nextStep(action)}</span>;
    case null:
      return null;
  }

  function showButton() {
    return (
      <button
        type="button"
        className="button button-small"
        onClick={() => {
          go(accountPath(account.id));
          if (canConnect(account)) void connect();
        }}
      >
        Show QR
      </button>
    );
  }

  function connectButton() {
    return (
      <TaskButton className="button-small" running={busy === 'connect'} onClick={() => void connect()}>
        Connect again
      </TaskButton>
    );
  }
}
