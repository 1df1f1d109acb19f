import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import type { Accepted, Party } from '../api/messages';
import { nextStep, Problem } from '../api/problem';
import type { Account } from '../api/types';
import { useTask } from '../app/useTask';
import { useWharf } from '../app/wharf';
import { sendRefusal } from '../state/messageWords';
import { TaskButton } from '../ui/TaskButton';
import { useRequestKey } from './useRequestKey';

const FIELDS = ['to', 'text'] as const;
type Field = (typeof FIELDS)[number];

interface Props {
  account: Account;
  /** Whom it goes to unless something else is entered. */
  party: Party | null;
  /** Where writing starts, if somebody asked to write. */
  start?: Field | null;
  onSent: (accepted: Accepted) => void;
}


const EMPTY: Record<Field, string> = {
  to: 'Enter a phone number with country code, or a jid.',
  text: 'Write a text first.',
};

/** Writes a text. Enter sends it, Shift and Enter break the line. */
export function Composer({ account, party, start = null, onSent }: Props) {
  const { api } = useWharf();
  const usual = party ? (party.phone ?? party.jid) : '';
  const [to, setTo] = useState(usual);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const { busy, run } = useTask(setProblem);
  const { keyFor, done } = useRequestKey();
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const refusal = sendRefusal(account);
  const focus = (field: Field) => form.current?.querySelector<HTMLElement>(`[name=${field}]`)?.focus();

  useEffect(() => {
    if (start !== null) focus(start);
  }, [start]);

  function refuse(found: Problem) {
    setProblem(found);
    const field = FIELDS.find((name) => name in found.fields);
    if (field) focus(field);
  }

  async function send() {
    if (refusal !== null || busy !== null) return;
    const missing = FIELDS.find((name) => (name === 'to' ? to : text).trim() === '');
    if (missing) return refuse(new Problem(0, 'empty', '', '', null, { [missing]: EMPTY[missing] }));
    // The number may belong to somebody else by now: what was not touched goes to this very chat.
    const recipient = party !== null && to === usual ? party.jid : to.trim();
    setProblem(null);
    await run('send', async () => {
      try {
        const accepted = await api.sendText(account.id, recipient, text, keyFor(`${recipient}\n${text}`));
        done();
        setText('');
        setTo(usual);
        focus('text');
        onSent(accepted);
      } catch (cause) {
        refuse(Problem.of(cause));
      }
    });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void send();
  }

  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  }

  const wrong = (field: Field) => problem?.fields[field];
  const described = (field: Field) => ({
    'aria-invalid': wrong(field) !== undefined,
    'aria-describedby': wrong(field) === undefined ? undefined : `${id}-${field}-wrong`,
  });

  return (
    <form className="composer" onSubmit={submit} ref={form} noValidate aria-label="Write a message">
      <div className="composer-field">
        <label htmlFor={`${id}-to`}>To</label>
        <input
          id={`${id}-to`}
          name="to"
          value={to}
          onChange={(event) => setTo(event.target.value)}
          placeholder="+55 11 91234 5678"
          autoComplete="off"
          spellCheck={false}
          required
          {...described('to')}
          data-testid="message-to"
        />
        <Wrong id={`${id}-to-wrong`} message={wrong('to')} />
      </div>
      <div className="composer-field">
        <label htmlFor={`${id}-text`}>Text</label>
        <textarea
          id={`${id}-text`}
          name="text"
          rows={2}
          dir="auto"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
          required
          {...described('text')}
          data-testid="message-text"
        />
        <Wrong id={`${id}-text-wrong`} message={wrong('text')} />
      </div>
      <Refused problem={problem} />
      <div className="composer-foot">
        <p id={`${id}-hint`} className={refusal ? 'composer-refusal' : 'hint'} data-testid="send-hint">
          {refusal ?? hint(account)}
        </p>
        <TaskButton
          submit
          kind="primary"
          running={busy !== null}
          disabled={refusal !== null}
          aria-describedby={`${id}-hint`}
          testId="message-send"
        >
          Send
        </TaskButton>
      </div>
    </form>
  );
}

function Wrong({ id, message }: { id: string; message: string | undefined }) {
  return (
    <p id={id} className="field-wrong" role="alert">
      {message && message.charAt(0).toUpperCase() + message.slice(1)}
    </p>
  );
}

/** A refusal that is about none of the two fields. */
function Refused({ problem }: { problem: Problem | null }) {
  const about = problem && !FIELDS.some((field) => field in problem.fields) ? problem : null;
  return (
    <div role="alert">
      {about && (
        <p className="problem">
          <strong>{about.title}.</strong> {about.detail} {nextStep(about.action)}
        </p>
      )}
    </div>
  );
}

function hint({ status }: Account): string {
  return status === 'active'
    ? 'Enter sends, Shift + Enter breaks the line.'
    : 'The account is not connected now: what you send waits until it is.';
}
