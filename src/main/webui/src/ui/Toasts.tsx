import { useEffect, useState } from 'react';
import { Icon } from './Icon';
import type { Toast } from './toasts';

const SHOWN_MS = 12_000;

interface Props {
  toasts: Toast[];
  onDismiss: (id: number) => void;
}

export function Toasts({ toasts, onDismiss }: Props) {
  return (
    <div className="toasts" role="region" aria-label="Notices" aria-live="assertive">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} onDismiss={onDismiss} />
      ))}
    </div>
  );
}

function ToastCard({ toast, onDismiss }: { toast: Toast; onDismiss: (id: number) => void }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => onDismiss(toast.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, toast.id, onDismiss]);

  return (
    <div
      className="toast"
      data-testid="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon name="alert" />
      <div className="toast-text">
        <strong>
          {toast.title}
          {toast.times > 1 && <span className="toast-times"> × {toast.times}</span>}
        </strong>
        {toast.detail && <p>{toast.detail}</p>}
        {toast.next && <p className="toast-next">{toast.next}</p>}
        <code>{toast.code}</code>
      </div>
      <button
        type="button"
        className="button button-quiet button-icon"
        onClick={() => onDismiss(toast.id)}
        aria-label="Dismiss"
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
