import { useMemo } from 'react';
import type { Message, Party } from '../api/messages';
import { useWharf } from '../app/wharf';
import { afterReceipt, sameParty, withNewest, withOlder } from '../state/messages';
import { usePaged, type Paged, type Paging } from './usePaged';
import { usePushed } from './usePushed';

/** The messages of a chat, oldest first, kept up to date by push. */
export function useConversation(id: string, chat: Party): Paged<Message> {
  const { api } = useWharf();
  const paging = useMemo<Paging<Message>>(
    () => ({ fetch: (after) => api.messages(id, chat.jid, after), newest: withNewest, more: withOlder }),
    [api, id, chat.jid],
  );
  const messages = usePaged(paging);

  usePushed(id, (event) => {
    if (event === null) return messages.renew();
    if (event.type !== 'message' && event.type !== 'receipt') return;
    if (!sameParty(event.data.chat, chat)) return;
    if (event.type === 'message') return messages.renew();
    const { data } = event;
    // Only the server knows what a message waits for, or one that was sent from elsewhere.
    if (data.receipt === 'sent' || data.receipt === 'failed') messages.renew();
    messages.change(({ items, next }) => ({ items: items.map((message) => afterReceipt(message, data)), next }));
  });

  return messages;
}
