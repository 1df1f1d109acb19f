import { useId, useState, type FormEvent } from 'react';
import type { Problem } from '../api/problem';
import type { Account } from '../api/types';
import { useTask } from '../app/useTask';
import { useWharf } from '../app/wharf';
import { Dialog } from '../ui/Dialog';
import { ProblemText } from '../ui/ProblemText';
import { TaskButton } from '../ui/TaskButton';

/** Manual recovery: WhatsApp did not tell which number the account has. */
export function PhoneNumberDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { api, dispatch } = useWharf();
  const [problem, setProblem] = useState<Problem | null>(null);
  const { busy, run } = useTask(setProblem);
  const [number, setNumber] = useState('');
  const id = useId();

  async function submit(event: FormEvent) {
    event.preventDefault();
    setProblem(null);
    const done = await run('number', async () => {
      dispatch({ type: 'answered', account: await api.setPhoneNumber(account.id, number.trim()) });
    });
    if (done) onClose();
  }

  return (
    <Dialog title="Enter the phone number" onClose={onClose} locked={busy !== null}>
      <form onSubmit={(event) => void submit(event)}>
        <div className="field">
          <label htmlFor={id}>Phone number of “{account.name}”, with country code</label>
          <input
            id={id}
            type="tel"
            inputMode="tel"
            placeholder="+55 11 91234 5678"
            required
            autoFocus
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        </div>
        <ProblemText problem={problem} />
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose} disabled={busy !== null}>
            Cancel
          </button>
          <TaskButton submit kind="primary" running={busy !== null}>
            Save
          </TaskButton>
        </div>
      </form>
    </Dialog>
  );
}
