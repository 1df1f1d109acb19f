import { memo } from 'react';
import type { Content, Message } from '../api/messages';
import { useWharf } from '../app/wharf';
import { failureStep, kindWord, nameOf, partIn, reactionsOf, textIn, waitingWords } from '../state/messageWords';
import { minuteOf } from '../state/time';
import { MessageActions } from './MessageActions';
import { MessageContent } from './MessageContent';
import { Ticks } from './Ticks';

interface Props {
  message: Message;
  group: boolean;
  connected: boolean;
  accountId: string;
  canSend: boolean;
}

export const MessageItem = memo(function MessageItem({ message, group, connected, accountId, canSend }: Props) {
  const { fromMe, sender, at, editedAt, deletedAt, state } = message;
  const quoted = partIn(message.content, 'quoted');
  const reactions = reactionsOf(message);
  return (
    <li className="message" data-mine={fromMe} data-state={state} data-testid="message">
      <div className="bubble">
        <span className={group && !fromMe ? 'message-sender' : 'sr-only'}>
          <bdi>{fromMe ? 'You' : nameOf(sender)}</bdi>
          <span className="sr-only">:</span>
        </span>
        {quoted && deletedAt === null && <Quote quoted={quoted} />}
        <MessageContent message={message} />
        <p className="message-foot">
          {editedAt !== null && deletedAt === null && <span>edited</span>}
          <time dateTime={at}>{minuteOf(at)}</time>
          {fromMe && <Ticks state={state} />}
        </p>
        {fromMe && <Outlook message={message} connected={connected} />}
      </div>
      {reactions.length > 0 && (
        <ul className="reactions" aria-label="Reactions">
          {reactions.map(([emoji, times]) => (
            <li key={emoji}>
              {emoji}
              {times > 1 && ` ${times}`}
            </li>
          ))}
        </ul>
      )}
      <MessageActions accountId={accountId} message={message} canSend={canSend} />
    </li>
  );
});

function Quote({ quoted }: { quoted: Content }) {
  const text = textIn(quoted, 'text') || kindWord(textIn(quoted, 'type') || 'message');
  return (
    <blockquote dir="auto">
      <span className="sr-only">In answer to: </span>
      {text}
    </blockquote>
  );
}

/** What a message waits for, or why it was not sent and what to do. */
function Outlook({ message: { state, waiting, failure }, connected }: { message: Message; connected: boolean }) {
  const { clock } = useWharf();
  if (state === 'accepted' && waiting) {
    return <p className="message-waits">{waitingWords(waiting, connected, clock.now())}</p>;
  }
  if (state !== 'failed') return null;
  const step = failure && failureStep(failure);
  return (
    <p className="message-failed">
      <strong>Not sent.</strong> {failure?.message} {step} {failure && <code>{failure.code}</code>}
    </p>
  );
}
