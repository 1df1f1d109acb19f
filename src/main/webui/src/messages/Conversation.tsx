import { Fragment, useEffect, useLayoutEffect, useRef } from 'react';
import type { Accepted, Message, Party } from '../api/messages';
import type { Account } from '../api/types';
import { useTask } from '../app/useTask';
import { useWharf } from '../app/wharf';
import { keyOf } from '../state/messages';
import { sendRefusal } from '../state/messageWords';
import { phoneForReading } from '../state/phone';
import { dayOf } from '../state/time';
import { TaskButton } from '../ui/TaskButton';
import { Composer } from './Composer';
import { MessageItem } from './MessageItem';
import { BackButton } from './MessagesPanel';
import { useConversation } from './useConversation';

interface Props {
  account: Account;
  party: Party;
  name: string;
  group: boolean;
  unread: number;
  /** It was opened by writing to it: writing goes on. */
  written: boolean;
  onRead: () => void;
  onSent: (accepted: Accepted) => void;
  onBack: () => void;
}

export function Conversation({ account, party, name, group, unread, written, onRead, onSent, onBack }: Props) {
  const { api } = useWharf();
  const { busy, run } = useTask();
  const messages = useConversation(account.id, party);
  const { found, problem } = messages;
  const log = useNewestInSight(found?.items ?? []);
  const canSend = sendRefusal(account) === null;
  const number = party.phone && phoneForReading(party.phone);

  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!written) title.current?.focus();
  }, [written]);

  const markRead = () =>
    void run('read', async () => {
      await api.readChat(account.id, party.jid);
      onRead();
    });

  return (
    <div className="sheet conversation">
      <header className="sheet-head">
        <BackButton onBack={onBack} />
        <div className="sheet-title">
          <h3 ref={title} tabIndex={-1}>
            <bdi>{name}</bdi>
          </h3>
          {number && number !== name && <p className="hint">{number}</p>}
        </div>
        {unread > 0 && (
          <TaskButton
            className="button-small"
            running={busy === 'read'}
            onClick={markRead}
            title="The other side sees that it was read."
            testId="mark-read"
          >
            Mark as read
          </TaskButton>
        )}
      </header>
      <div className="log" role="log" aria-label={`Messages with ${name}`} tabIndex={0} ref={log}>
        {found?.next != null && (
          <button type="button" className="link-button" onClick={messages.loadMore} disabled={messages.loading}>
            Show earlier messages
          </button>
        )}
        {found === null && problem === null && (
          <p className="unknown" aria-busy="true">
            Looking for messages…
          </p>
        )}
        {found?.items.length === 0 && <p className="unknown">No message of this chat is kept.</p>}
        <ol>
          {found?.items.map((message, index) => (
            <Fragment key={keyOf(message)}>
              {startsDay(message, found.items[index - 1]) && <li className="log-day">{dayOf(message.at)}</li>}
              <MessageItem
                message={message}
                group={group}
                connected={account.status === 'active'}
                accountId={account.id}
                canSend={canSend}
              />
            </Fragment>
          ))}
        </ol>
      </div>
      {problem && (
        <p className="problem">
          The messages could not be {found ? 'renewed' : 'loaded'}. {problem.detail}{' '}
          <button type="button" className="link-button" onClick={messages.renew}>
            Try again
          </button>
        </p>
      )}
      <Composer
        account={account}
        party={party}
        start={written ? 'text' : null}
        onSent={(accepted) => {
          messages.renew();
          onSent(accepted);
        }}
      />
    </div>
  );
}

function startsDay(message: Message, before: Message | undefined): boolean {
  return before === undefined || dayOf(before.at) !== dayOf(message.at);
}

const NEAR_PX = 48;

/** Keeps the newest in sight of who looks at it, and where they read, who reads further up. */
function useNewestInSight(items: Message[]) {
  const log = useRef<HTMLDivElement>(null);
  const seen = useRef({ first: '', height: 0 });
  const first = items[0] ? keyOf(items[0]) : '';

  useLayoutEffect(() => {
    const element = log.current!;
    const before = seen.current;
    const fromEnd = before.height - element.scrollTop - element.clientHeight;
    if (before.height === 0 || fromEnd < NEAR_PX) element.scrollTop = element.scrollHeight;
    else if (first !== before.first) element.scrollTop += element.scrollHeight - before.height;
    seen.current = { first, height: element.scrollHeight };
  }, [items, first]);

  return log;
}
