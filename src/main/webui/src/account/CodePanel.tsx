import { useId, useState, type FormEvent } from 'react';
import type { Problem } from '../api/problem';
import type { Account, PairingCode } from '../api/types';
import { useNow } from '../app/useNow';
import { useTask } from '../app/useTask';
import { useWharf } from '../app/wharf';
import { clockOf } from '../state/time';
import { CopyButton } from '../ui/CopyButton';
import { ProblemText } from '../ui/ProblemText';
import { TaskButton } from '../ui/TaskButton';

interface Props {
  account: Account;
  code: PairingCode | null;
  onCode: (code: PairingCode | null) => void;
}

export function CodePanel({ account, code, onCode }: Props) {
  return (
    <div className="code-panel">
      <h2>Pair with a phone number</h2>
      {code ? <CodeShown code={code} onAgain={() => onCode(null)} /> : <NumberForm account={account} onCode={onCode} />}
    </div>
  );
}

function NumberForm({ account, onCode }: { account: Account; onCode: (code: PairingCode) => void }) {
  const { api } = useWharf();
  const [problem, setProblem] = useState<Problem | null>(null);
  const { busy, run } = useTask(setProblem);
  const [number, setNumber] = useState('');
  const id = useId();

  function submit(event: FormEvent) {
    event.preventDefault();
    setProblem(null);
    void run('code', async () => onCode(await api.pairingCode(account.id, number.trim())));
  }

  return (
    <form onSubmit={submit}>
      <div className="field">
        <label htmlFor={id}>Phone number, with country code</label>
        <div className="field-row">
          <input
            id={id}
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            placeholder="+55 11 91234 5678"
            required
            autoFocus
            value={number}
            onChange={(event) => setNumber(event.target.value)}
            aria-describedby={`${id}-hint`}
            data-testid="pairing-number"
          />
          <TaskButton submit kind="primary" running={busy !== null} testId="get-code">
            Get a code
          </TaskButton>
        </div>
        <p className="hint" id={`${id}-hint`}>
          The number of the phone that will be linked. It gets a notification to enter the code.
        </p>
      </div>
      <ProblemText problem={problem} />
    </form>
  );
}

function CodeShown({ code, onAgain }: { code: PairingCode; onAgain: () => void }) {
  const { clock } = useWharf();
  const left = Date.parse(code.expiresAt) - useNow() - clock.offset();
  const over = left <= 0;
  return (
    <div role="status">
      <p className="code" data-over={over}>
        <output data-testid="pairing-code" aria-label={code.code.split('').join(' ')}>
          {code.code}
        </output>
        <CopyButton text={code.code} what="code" />
      </p>
      <p className="code-left" aria-live="off">
        {over ? 'This code has expired.' : `Valid for ${clockOf(left)}`}
        <button type="button" className="link-button" onClick={onAgain}>
          {over ? 'Get a new one' : 'Another number'}
        </button>
      </p>
      <ol className="steps">
        <li>
          On the phone: WhatsApp → <strong>Linked devices</strong> → <strong>Link a device</strong>
        </li>
        <li>
          Tap <strong>Link with phone number instead</strong>
        </li>
        <li>Enter this code</li>
      </ol>
    </div>
  );
}
