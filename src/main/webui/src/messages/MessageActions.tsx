import { useState } from 'react';
import { download } from '../account/download';
import type { Message } from '../api/messages';
import { useTask } from '../app/useTask';
import { useWharf } from '../app/wharf';
import { fileNameOf, holdsFile, kindWord, takesReactions } from '../state/messageWords';
import { TaskButton } from '../ui/TaskButton';

const EMOJIS = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

interface Props {
  accountId: string;
  message: Message;
  /** Whether the account can send at all. */
  canSend: boolean;
}

/** What can be done with a message: take back what waits, save its file, react to it. */
export function MessageActions({ accountId, message, canSend }: Props) {
  const { api } = useWharf();
  const { busy, run } = useTask();
  const waits = message.fromMe && message.state === 'accepted' && message.waiting !== null;
  const file = holdsFile(message);
  const reacts = canSend && takesReactions(message);
  if (!waits && !file && !reacts) return null;

  const save = () =>
    run('file', async () => download(await api.media(accountId, message.messageId, message.chat.jid), fileNameOf(message)));

  return (
    <div className="message-actions">
      {waits && (
        <TaskButton
          className="button-small"
          running={busy === 'cancel'}
          onClick={() => void run('cancel', () => api.cancelMessage(accountId, message.messageId))}
          title="It is not sent then."
          testId="message-cancel"
        >
          Cancel
        </TaskButton>
      )}
      {file && (
        <TaskButton className="button-small" running={busy === 'file'} onClick={() => void save()} testId="message-file">
          Download<span className="sr-only"> {kindWord(message.kind)}</span>
        </TaskButton>
      )}
      {reacts && <React accountId={accountId} message={message} />}
    </div>
  );
}

function React({ accountId, message }: { accountId: string; message: Message }) {
  const { api } = useWharf();
  const { busy, run } = useTask();
  const [open, setOpen] = useState(false);
  const own = message.reactions['']?.emoji;

  async function choose(emoji: string) {
    // Pressed again, it is taken back.
    const text = emoji === own ? '' : emoji;
    if (await run(emoji, () => api.react(accountId, message.chat.jid, message.messageId, text))) setOpen(false);
  }

  return (
    <>
      <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)} data-testid="message-react">
        React
      </button>
      {open && (
        <span className="reaction-choice" role="group" aria-label="React with">
          {EMOJIS.map((emoji) => (
            <TaskButton
              key={emoji}
              kind="quiet"
              className="button-small"
              running={busy === emoji}
              disabled={busy !== null}
              aria-pressed={emoji === own}
              onClick={() => void choose(emoji)}
            >
              {emoji}
            </TaskButton>
          ))}
        </span>
      )}
    </>
  );
}
