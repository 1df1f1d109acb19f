import type { Chat, Party } from '../api/messages';
import { useWharf } from '../app/wharf';
import { previewOf } from '../state/messageWords';
import { whenOf } from '../state/time';
import { Ticks } from './Ticks';
import type { Paged } from './usePaged';

interface Props {
  chats: Paged<Chat>;
  called: (party: Party) => string;
  openJid: string | null;
  onOpen: (party: Party) => void;
}

export function ChatList({ chats, called, openJid, onOpen }: Props) {
  return (
    <div className="chats">
      <ul aria-label="Chats">
        {chats.found?.items.map((chat) => (
          <Row
            key={chat.chat.jid}
            chat={chat}
            name={called(chat.chat)}
            open={chat.chat.jid === openJid}
            onOpen={() => onOpen(chat.chat)}
          />
        ))}
      </ul>
      {chats.found?.next != null && (
        <button type="button" className="link-button" onClick={chats.loadMore} disabled={chats.loading}>
          Show more chats
        </button>
      )}
    </div>
  );
}

interface RowProps {
  chat: Chat;
  name: string;
  open: boolean;
  onOpen: () => void;
}

function Row({ chat: { lastMessage, lastAt, unread }, name, open, onOpen }: RowProps) {
  const { clock } = useWharf();
  return (
    <li>
      <button type="button" className="chat" aria-current={open ? 'true' : undefined} onClick={onOpen} data-testid="chat-row">
        <span className="chat-top">
          <bdi className="chat-name">{name}</bdi>
          <time dateTime={lastAt}>{whenOf(lastAt, clock.now())}</time>
        </span>
        <span className="chat-bottom">
          <span className="chat-last" dir="auto">
            {lastMessage?.fromMe && <Ticks state={lastMessage.state} />}
            {lastMessage ? previewOf(lastMessage) : 'No message is kept'}
          </span>
          {unread > 0 && (
            <span className="chat-unread">
              {unread}
              <span className="sr-only"> unread</span>
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
