import type { ReasonAction } from './types';

/** What the server says of messages, chats and limits, word for word (docs/api.md, docs/limits.md). */

/** A chat or a person, by all that is known of it. */
export interface Party {
  jid: string;
  lid: string | null;
  phone: string | null;
  pushName: string | null;
}

export const MESSAGE_STATES = [
  'accepted',
  'failed',
  'sent',
  'delivered',
  'read',
  'played',
  'received',
  'undecryptable',
] as const;

export type MessageState = (typeof MESSAGE_STATES)[number];

export interface SendFailure {
  code: string;
  message: string;
  action: ReasonAction | null;
}

/** `why` is one word or a sentence of the limit that is in the way. */
export interface Waiting {
  until: string;
  why: string | null;
  expiresAt: string;
  attempts: number;
}

/** By kind; the page reads only what it shows, and trusts none of it to be there. */
export type Content = Readonly<Record<string, unknown>>;

export interface Message {
  messageId: string;
  chat: Party;
  sender: Party;
  fromMe: boolean;
  at: string;
  kind: string;
  content: Content | null;
  state: MessageState;
  waiting: Waiting | null;
  failure: SendFailure | null;
  editedAt: string | null;
  deletedAt: string | null;
  /** By jid; the account's own under the empty name. */
  reactions: Readonly<Record<string, { emoji?: string }>>;
  votes: Readonly<Record<string, { options?: string[] }>>;
}

export interface Chat {
  chat: Party;
  group: boolean;
  lastAt: string;
  unread: number;
  lastMessage: Message | null;
}

/** What the page shows of a group; the server tells more. */
export interface Group {
  jid: string;
  subject: string;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface Accepted {
  messageId: string;
  state: string;
  chat: string;
}

export interface MessageNews {
  messageId: string;
  chat: Party;
  target: string | null;
}

export interface Receipt {
  chat: Party;
  bySelf: boolean;
  receipt: string;
  messages: { messageId: string; state: MessageState }[];
  failure: SendFailure | null;
}

export interface Bucket {
  name: string;
  windowSeconds: number;
  capacity: number;
  left: number;
  nextFreeAt: string | null;
  heldUntil: string | null;
  heldWhy: string | null;
}

export interface Slot {
  at: string;
  limit: string | null;
  why: string | null;
}

export interface Limits {
  at: string;
  readable: boolean;
  buckets: Bucket[];
  quietHours: { from: string; to: string; zone: string; until: string | null } | null;
  warmUp: { enabled: boolean; day: number; until: string | null };
  nextMessage: Slot;
  nextFirstMessage: Slot;
}
