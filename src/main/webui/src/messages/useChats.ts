import { useMemo } from 'react';
import type { Chat } from '../api/messages';
import { useWharf } from '../app/wharf';
import { afterReceipt, withLatestChats, withMoreChats } from '../state/messages';
import { usePaged, type Paged, type Paging } from './usePaged';
import { usePushed } from './usePushed';

/** The conversations of an account, the latest first. */
export function useChats(id: string): Paged<Chat> {
  const { api } = useWharf();
  const paging = useMemo<Paging<Chat>>(
    () => ({ fetch: (after) => api.chats(id, after), newest: withLatestChats, more: withMoreChats }),
    [api, id],
  );
  const chats = usePaged(paging);

  usePushed(id, (event) => {
    if (event === null || event.type === 'message') return chats.renew();
    if (event.type !== 'receipt') return;
    const { data } = event;
    // What was read on the phone changes the count of unread ones; what was sent elsewhere is not known here.
    if (data.bySelf || data.receipt === 'sent' || data.receipt === 'failed') chats.renew();
    chats.change(({ items, next }) => ({
      items: items.map((chat) => {
        const lastMessage = chat.lastMessage && afterReceipt(chat.lastMessage, data);
        return lastMessage === chat.lastMessage ? chat : { ...chat, lastMessage };
      }),
      next,
    }));
  });

  return chats;
}
