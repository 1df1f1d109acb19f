import { MESSAGE_STATES, type Chat, type Message, type Page, type Party, type Receipt } from '../api/messages';

const PHONE_JID = /^([1-9]\d{5,20})@s\.whatsapp\.net$/;

/** What an answer that only tells the address says of a chat. */
export function partyOf(jid: string): Party {
  const digits = PHONE_JID.exec(jid)?.[1];
  return { jid, lid: jid.endsWith('@lid') ? jid : null, phone: digits ? `+${digits}` : null, pushName: null };
}

/** A person goes by a number, and by a hidden id as soon as that is known: any name in common will do. */
export function sameParty(one: Party, other: Party): boolean {
  const names = [one.jid, one.lid, one.phone];
  return [other.jid, other.lid, other.phone].some((name) => name !== null && names.includes(name));
}

export function keyOf({ messageId, fromMe, sender }: Message): string {
  return `${messageId} ${fromMe ? '' : sender.jid}`;
}

const rank = ({ state }: { state: Message['state'] }) => MESSAGE_STATES.indexOf(state);

/** States only move forward: of an answer and a push that overtook it, the further one counts. */
function further(known: Message | undefined, told: Message): Message {
  if (!known || rank(known) <= rank(told)) return told;
  const { state, waiting, failure } = known;
  return { ...told, state, waiting, failure };
}

/** Takes the newest page (newest first) into what is shown (oldest first). */
export function withNewest(shown: Page<Message> | null, page: Page<Message>): Page<Message> {
  const told = page.items.toReversed();
  const keys = new Set(told.map(keyOf));
  const first = shown?.items.findIndex((message) => keys.has(keyOf(message))) ?? -1;
  // Nothing in common: too much came meanwhile, and a hole must not look like a conversation.
  if (!shown || first < 0) return { items: told, next: page.next };
  const known = new Map(shown.items.map((message) => [keyOf(message), message]));
  return {
    items: [...shown.items.slice(0, first), ...told.map((message) => further(known.get(keyOf(message)), message))],
    next: first === 0 ? page.next : shown.next,
  };
}

export function withOlder(shown: Page<Message>, page: Page<Message>): Page<Message> {
  const known = new Set(shown.items.map(keyOf));
  const older = page.items.filter((message) => !known.has(keyOf(message))).toReversed();
  return { items: [...older, ...shown.items], next: page.next };
}

/** The message as it is after a receipt; the same one if that says nothing new of it. */
export function afterReceipt(message: Message, { messages, failure }: Receipt): Message {
  const told = message.fromMe ? messages.find(({ messageId }) => messageId === message.messageId) : undefined;
  if (!told || rank(told) <= rank(message)) return message;
  return { ...message, state: told.state, waiting: null, failure: told.state === 'failed' ? failure : null };
}

export function withLatestChats(shown: Page<Chat> | null, page: Page<Chat>): Page<Chat> {
  const known = shown?.items ?? [];
  const told = page.items.map((chat) => withFurther(known, chat));
  const rest = known.filter(({ chat }) => !told.some((each) => sameParty(each.chat, chat)));
  return { items: [...told, ...rest], next: rest.length === 0 ? page.next : (shown?.next ?? null) };
}

function withFurther(known: Chat[], chat: Chat): Chat {
  const { lastMessage } = chat;
  if (!lastMessage) return chat;
  const before = known.find((each) => each.lastMessage && keyOf(each.lastMessage) === keyOf(lastMessage));
  return before?.lastMessage ? { ...chat, lastMessage: further(before.lastMessage, lastMessage) } : chat;
}

export function withMoreChats(shown: Page<Chat>, page: Page<Chat>): Page<Chat> {
  const more = page.items.filter(({ chat }) => !shown.items.some((known) => sameParty(known.chat, chat)));
  return { items: [...shown.items, ...more], next: page.next };
}
