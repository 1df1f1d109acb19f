import type { Chat, Limits, Message, Party } from '../api/messages';

export const ANA: Party = { jid: '111111111111111@lid', lid: '111111111111111@lid', phone: '+5511911112222', pushName: 'Ana' };

const SELF: Party = { jid: '999999999999999@lid', lid: '999999999999999@lid', phone: '+5511987654321', pushName: null };

export function aMessage(messageId: string, fields: Partial<Message> = {}): Message {
  const fromMe = fields.fromMe ?? false;
  return {
    messageId,
    chat: ANA,
    sender: fromMe ? SELF : ANA,
    fromMe,
    at: '2026-01-01T10:00:00.000Z',
    kind: 'text',
    content: { type: 'text', text: `text of ${messageId}` },
    state: fromMe ? 'sent' : 'received',
    waiting: null,
    failure: null,
    editedAt: null,
    deletedAt: null,
    reactions: {},
    votes: {},
    ...fields,
  };
}

export function aChat(fields: Partial<Chat> = {}): Chat {
  return { chat: ANA, group: false, lastAt: '2026-01-01T10:00:00.000Z', unread: 0, lastMessage: aMessage('m1'), ...fields };
}

export function someLimits(fields: Partial<Limits> = {}): Limits {
  const bucket = (name: string, windowSeconds: number, left: number, capacity: number) => ({
    name,
    windowSeconds,
    capacity,
    left,
    nextFreeAt: null,
    heldUntil: null,
    heldWhy: null,
  });
  const at = '2026-01-01T10:00:00.000Z';
  return {
    at,
    readable: true,
    buckets: [
      bucket('messages_per_minute', 60, 18, 20),
      bucket('messages_per_hour', 3600, 190, 200),
      bucket('messages_per_day', 86_400, 960, 1000),
      bucket('new_contacts_per_day', 86_400, 4, 5),
    ],
    quietHours: null,
    warmUp: { enabled: true, day: 9, until: null },
    nextMessage: { at, limit: null, why: null },
    nextFirstMessage: { at, limit: null, why: null },
    ...fields,
  };
}
