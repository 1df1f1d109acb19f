import { useId, useState, type FormEvent } from 'react';
import { Mark } from '../ui/Mark';

interface Props {
  refused: boolean;
  onKey: (key: string) => void;
}

export function KeyForm({ refused, onKey }: Props) {
  const [key, setKey] = useState('');
  const [shown, setShown] = useState(false);
  const id = useId();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (key.trim()) onKey(key.trim());
  }

  return (
    <main className="gate">
      <form className="gate-card" onSubmit={submit}>
        <h1 className="brand brand-large">
          <Mark /> Wharf
        </h1>
        <label htmlFor={id}>API key</label>
        <div className="field-row">
          <input
            id={id}
            type={shown ? 'text' : 'password'}
            value={key}
            onChange={(event) => setKey(event.target.value)}
            autoComplete="current-password"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            required
            aria-invalid={refused}
            aria-describedby={`${id}-help`}
            data-testid="api-key"
          />
          <button type="button" className="button" onClick={() => setShown(!shown)} aria-pressed={shown}>
            {shown ? 'Hide' : 'Show'}
          </button>
        </div>
        <p className="gate-refused" role="alert">
          {refused && 'The server refused this key. Check it for missing characters, or get the right one:'}
        </p>
        <p className="hint" id={`${id}-help`}>
          The server prints its key once, in its log at the first start. If whoever runs it set{' '}
          <code>WHARF_API_KEY</code>, it is that value. The key is kept in this browser only.
        </p>
        <button type="submit" className="button button-primary button-wide" data-testid="enter">
          Open the dashboard
        </button>
      </form>
    </main>
  );
}
