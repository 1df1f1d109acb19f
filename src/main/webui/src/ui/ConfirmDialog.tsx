import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { Dialog } from './Dialog';
import { TaskButton } from './TaskButton';

interface Props {
  title: string;
  confirmLabel: string;
  /** When given, this text must be typed first. */
  typeToConfirm?: string | undefined;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}

export function ConfirmDialog(props: Props) {
  const { title, confirmLabel, typeToConfirm, busy, onConfirm, onClose, children } = props;
  const [typed, setTyped] = useState('');
  const id = useId();
  const sure = typeToConfirm === undefined || typed.trim() === typeToConfirm.trim();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (sure && !busy) onConfirm();
  }

  return (
    <Dialog title={title} onClose={onClose} locked={busy}>
      <form onSubmit={submit}>
        {children}
        {typeToConfirm !== undefined && (
          <div className="field">
            <label htmlFor={id}>
              Type <strong className="typed-name">{typeToConfirm}</strong> to confirm
            </label>
            <input
              id={id}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              spellCheck={false}
              data-testid="confirm-name"
            />
          </div>
        )}
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose} disabled={busy} data-testid="cancel">
            Cancel
          </button>
          <TaskButton submit kind="danger-solid" running={busy} disabled={!sure} testId="confirm">
            {confirmLabel}
          </TaskButton>
        </div>
      </form>
    </Dialog>
  );
}
