import { useState, type ReactNode } from 'react';
import type { Account } from '../api/types';
import { useTask } from '../app/useTask';
import { useWharf } from '../app/wharf';
import { ConfirmDialog } from '../ui/ConfirmDialog';

type Step = 'logout' | 'reset' | 'delete';

interface Words {
  button: string;
  title: (name: string) => string;
  short: string;
  lost: ReactNode;
}

const WORDS: Record<Step, Words> = {
  logout: {
    button: 'Log out',
    title: (name) => `Log “${name}” out?`,
    short: 'Unlinks this device on the phone. Pairing again needs a new QR code.',
    lost: (
      <p>
        The phone removes Wharf from its linked devices and messages stop at once. To come back, somebody with the
        phone has to scan a new QR code. The account, its settings and its history stay.
      </p>
    ),
  },
  reset: {
    button: 'Reset',
    title: (name) => `Reset “${name}”?`,
    short: 'Throws the pairing away and starts from nothing. For when nothing else helps.',
    lost: (
      <>
        <p>The account becomes inactive, and this is lost:</p>
        <ul>
          <li>its pairing and keys: a new QR code has to be scanned</li>
          <li>messages on their way that were encrypted for those keys</li>
        </ul>
        <p>Its name, settings and history stay. The phone may list the old device until you remove it there.</p>
      </>
    ),
  },
  delete: {
    button: 'Delete',
    title: (name) => `Delete “${name}”?`,
    short: 'Removes the account with everything stored about it. Cannot be undone.',
    lost: <p>Everything stored about this account goes: its pairing, settings and history. This cannot be undone.</p>,
  },
};

/** The three steps that lose something: each says what, and asks. And the one that takes two of them back. */
export function Maintenance({ account }: { account: Account }) {
  const { api, dispatch, go } = useWharf();
  const { busy, run } = useTask();
  const [asked, setAsked] = useState<Step | null>(null);

  async function confirmed(step: Step) {
    await run(step, async () => {
      if (step === 'delete') {
        await api.remove(account.id);
        dispatch({ type: 'removed', id: account.id });
        go('/');
      } else {
        dispatch({ type: 'answered', account: await api.command(account.id, step) });
      }
    });
    setAsked(null);
  }

  const undo = () =>
    void run('undo', async () => {
      dispatch({ type: 'answered', account: await api.command(account.id, 'restore-credentials') });
    });

  return (
    <section className="card maintenance" aria-label="Maintenance">
      <h2>Maintenance</h2>
      <ul>
        {!account.paired && account.status === 'inactive' && account.reason?.code !== 'never_connected' && (
          <li>
            <p>Takes the keys back that a logout or a reset put aside, for 7 days. Then connect without a new code.</p>
            <button type="button" className="button" disabled={busy !== null} onClick={undo} data-testid="undo">
              Undo the logout
            </button>
          </li>
        )}
        {(['logout', 'reset', 'delete'] as const).map((step) => (
          <li key={step}>
            <p>{WORDS[step].short}</p>
            <button
              type="button"
              className={step === 'delete' ? 'button button-danger' : 'button'}
              disabled={busy !== null || (step === 'logout' && !account.paired)}
              title={step === 'logout' && !account.paired ? 'It is not paired.' : undefined}
              onClick={() => setAsked(step)}
              data-testid={step}
            >
              {WORDS[step].button}
            </button>
          </li>
        ))}
      </ul>
      {asked && (
        <ConfirmDialog
          title={WORDS[asked].title(account.name)}
          confirmLabel={WORDS[asked].button}
          typeToConfirm={asked === 'delete' ? account.name : undefined}
          busy={busy !== null}
          onConfirm={() => void confirmed(asked)}
          onClose={() => setAsked(null)}
        >
          {WORDS[asked].lost}
        </ConfirmDialog>
      )}
    </section>
  );
}
