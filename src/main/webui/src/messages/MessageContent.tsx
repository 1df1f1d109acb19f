import type { Message } from '../api/messages';
import { detailOf, kindWord, listIn, partIn, textIn } from '../state/messageWords';

/** What is in a message: its text, and what kind it is if it is more than a text. */
export function MessageContent({ message }: { message: Message }) {
  const { kind, content, deletedAt } = message;
  if (deletedAt !== null) return <p className="message-gone">Deleted</p>;
  if (kind === 'undecryptable') return <p className="message-gone">{kindWord(kind)}. If the sender sends it again, it shows up here.</p>;
  if (content === null) return <p className="message-gone">What was in it is no longer kept.</p>;
  const text = textIn(content, 'text');
  return (
    <>
      {kind !== 'text' && <Label message={message} />}
      {kind === 'poll' && <Options message={message} />}
      {text !== '' && (
        <p className="message-text" dir="auto">
          {text}
        </p>
      )}
    </>
  );
}

function Label({ message }: { message: Message }) {
  const detail = detailOf(message);
  return (
    <p className="message-kind">
      <strong>{kindWord(message.kind)}</strong>
      {detail && <bdi>{detail}</bdi>}
    </p>
  );
}

function Options({ message: { content, votes } }: { message: Message }) {
  const options = listIn(partIn(content, 'poll'), 'options').map(String);
  const times = (option: string) => Object.values(votes).filter((vote) => vote.options?.includes(option)).length;
  return (
    <ul className="poll">
      {options.map((option) => (
        <li key={option}>
          <bdi>{option}</bdi>
          <span>{times(option) === 1 ? '1 vote' : `${times(option)} votes`}</span>
        </li>
      ))}
    </ul>
  );
}
