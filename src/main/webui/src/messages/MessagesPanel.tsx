import { useEffect, useRef, useState } from 'react';
import type { Accepted, Party } from '../api/messages';
import type { Account } from '../api/types';
import { partyOf, sameParty } from '../state/messages';
import { nameOf } from '../state/messageWords';
import { Icon } from '../ui/Icon';
import { ChatList } from './ChatList';
import { Composer } from './Composer';
import { Conversation } from './Conversation';
import { LimitsLine } from './LimitsLine';
import { useChats } from './useChats';
import { useGroupNames } from './useGroupNames';

/** What is open beside the list: a chat, by the name it had when it was opened, or an empty sheet. */
type Opened = { sheet: 'chat'; party: Party; written: boolean } | { sheet: 'new'; asked: boolean } | null;

/** The chats of an account, and what is in the one that was chosen. Nothing here marks as read by itself. */
export function MessagesPanel({ account }: { account: Account }) {
  const { id } = account;
  const chats = useChats(id);
  const [opened, setOpened] = useState<Opened>(null);
  const items = chats.found?.items ?? [];
  const groupNames = useGroupNames(id, items.some(({ group }) => group));
  const called = (party: Party) => groupNames[party.jid] || nameOf(party);

  const empty = chats.found !== null && items.length === 0;
  const sheet = opened ?? (empty ? ({ sheet: 'new', asked: false } as const) : null);
  const chat = sheet?.sheet === 'chat' ? items.find((each) => sameParty(each.chat, sheet.party)) : undefined;

  function sent({ chat: jid }: Accepted) {
    chats.renew();
    const party = partyOf(jid);
    setOpened((now) => (now?.sheet === 'chat' && sameParty(chat?.chat ?? now.party, party) ? now : { sheet: 'chat', party, written: true }));
  }

  // The list is back in sight only after this change is drawn.
  const panel = useRef<HTMLElement>(null);
  const [backs, setBacks] = useState(0);
  useEffect(() => {
    if (backs > 0) panel.current?.querySelector<HTMLElement>('.chat')?.focus();
  }, [backs]);
  function back() {
    setOpened(null);
    setBacks((times) => times + 1);
  }

  return (
    <section ref={panel} className="card messages" aria-label="Messages" data-testid="messages">
      <header>
        <h2>Messages</h2>
        <button
          type="button"
          className="button button-small"
          onClick={() => setOpened({ sheet: 'new', asked: true })}
          disabled={sheet?.sheet === 'new'}
          data-testid="new-message"
        >
          <Icon name="plus" /> New message
        </button>
      </header>
      {chats.found === null && chats.problem === null && (
        <p className="unknown" aria-busy="true">
          Looking for messages…
        </p>
      )}
      {chats.problem && (
        <p className="problem">
          The chats could not be {chats.found ? 'renewed' : 'loaded'}. {chats.problem.detail}{' '}
          <button type="button" className="link-button" onClick={chats.renew}>
            Try again
          </button>
        </p>
      )}
      <div className="messages-panes" data-open={sheet !== null} data-empty={items.length === 0}>
        {items.length > 0 && (
          <ChatList
            chats={chats}
            called={called}
            openJid={chat?.chat.jid ?? null}
            onOpen={(party) => setOpened({ sheet: 'chat', party, written: false })}
          />
        )}
        {sheet?.sheet === 'chat' && (
          <Conversation
            key={sheet.party.jid}
            account={account}
            party={chat?.chat ?? sheet.party}
            name={called(chat?.chat ?? sheet.party)}
            group={chat?.group ?? sheet.party.jid.endsWith('@g.us')}
            unread={chat?.unread ?? 0}
            written={sheet.written}
            onRead={chats.renew}
            onSent={sent}
            onBack={back}
          />
        )}
        {sheet?.sheet === 'new' && (
          <div className="sheet sheet-new">
            {empty ? (
              <p className="unknown">No messages yet. Write to a number to try it.</p>
            ) : (
              <header className="sheet-head">
                <BackButton onBack={back} />
                <h3>New message</h3>
              </header>
            )}
            <Composer account={account} party={null} start={sheet.asked ? 'to' : null} onSent={sent} />
          </div>
        )}
        {sheet === null && items.length > 0 && <p className="sheet sheet-none unknown">Choose a chat to read it.</p>}
      </div>
      <LimitsLine id={id} />
    </section>
  );
}

export function BackButton({ onBack }: { onBack: () => void }) {
  return (
    <button type="button" className="button button-quiet button-icon sheet-back" onClick={onBack} aria-label="All chats">
      <Icon name="back" />
    </button>
  );
}
