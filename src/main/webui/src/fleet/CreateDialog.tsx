import { useId, useState, type FormEvent } from 'react';
import type { Problem } from '../api/problem';
import type { NewAccount } from '../api/types';
import { accountPath } from '../app/useRoute';
import { useTask } from '../app/useTask';
import { useWharf } from '../app/wharf';
import { Dialog } from '../ui/Dialog';
import { ProblemText } from '../ui/ProblemText';
import { TaskButton } from '../ui/TaskButton';

export function CreateDialog({ onClose }: { onClose: () => void }) {
  const { api, dispatch, go } = useWharf();
  const [problem, setProblem] = useState<Problem | null>(null);
  const { busy, run } = useTask(setProblem);
  const id = useId();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setProblem(null);
    const done = await run('create', async () => {
      const account = await api.create(newAccount(form));
      dispatch({ type: 'answered', account });
      go(accountPath(account.id));
    });
    if (done) onClose();
  }

  return (
    <Dialog title="New account" onClose={onClose} locked={busy !== null}>
      <form onSubmit={(event) => void submit(event)}>
        <div className="field">
          <label htmlFor={`${id}-name`}>Name</label>
          <input
            id={`${id}-name`}
            name="name"
            required
            maxLength={100}
            autoFocus
            autoComplete="off"
            placeholder="Front desk"
            data-testid="account-name"
          />
          <p className="hint">For you and your team; the phone's owner does not see it.</p>
        </div>
        <details className="more">
          <summary>More</summary>
          <div className="field">
            <label htmlFor={`${id}-tenant`}>Tenant</label>
            <input id={`${id}-tenant`} name="tenant" maxLength={100} autoComplete="off" />
            <p className="hint">Which customer of yours it belongs to.</p>
          </div>
          <div className="field">
            <label htmlFor={`${id}-external`}>External id</label>
            <input id={`${id}-external`} name="externalId" maxLength={200} autoComplete="off" />
            <p className="hint">Its id in your own system.</p>
          </div>
        </details>
        <ProblemText problem={problem} />
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose} disabled={busy !== null}>
            Cancel
          </button>
          <TaskButton submit kind="primary" running={busy !== null} testId="create-submit">
            Create
          </TaskButton>
        </div>
      </form>
    </Dialog>
  );
}

function newAccount(form: FormData): NewAccount {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const tenant = text('tenant');
  const externalId = text('externalId');
  return { name: text('name'), ...(tenant && { tenant }), ...(externalId && { externalId }) };
}
