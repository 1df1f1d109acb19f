import type { Command } from '../api/client';
import type { Account } from '../api/types';
import { useTask } from '../app/useTask';
import { useWharf } from '../app/wharf';
import { canConnect, canReconnect, canStop } from '../state/words';
import { TaskButton } from '../ui/TaskButton';

const CONNECT_WORDS: Record<string, string> = {
  scan_qr: 'Show a QR code',
  retry_initialize: 'Connect again',
};

/** The everyday commands. What cannot be done now stays in its place, disabled. */
export function Actions({ account }: { account: Account }) {
  const { api, dispatch } = useWharf();
  const { busy, run } = useTask();
  const send = (command: Command) =>
    void run(command, async () => {
      dispatch({ type: 'answered', account: await api.command(account.id, command) });
    });
  const connectable = canConnect(account);

  return (
    <div className="actions" role="group" aria-label="Connection">
      <TaskButton
        kind={connectable ? 'primary' : undefined}
        running={busy === 'initialize'}
        disabled={!connectable || busy !== null}
        onClick={() => send('initialize')}
        testId="connect"
      >
        {(connectable && CONNECT_WORDS[account.reason?.action ?? '']) || 'Connect'}
      </TaskButton>
      <TaskButton
        running={busy === 'stop'}
        disabled={!canStop(account) || busy !== null}
        onClick={() => send('stop')}
        testId="stop"
      >
        Stop
      </TaskButton>
      <TaskButton
        running={busy === 'reconnect'}
        disabled={!canReconnect(account) || busy !== null}
        onClick={() => send('reconnect')}
        testId="reconnect"
      >
        {account.status === 'reconnecting' ? 'Reconnect now' : 'Reconnect'}
      </TaskButton>
    </div>
  );
}
