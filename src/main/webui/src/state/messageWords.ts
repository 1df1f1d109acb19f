import { nextStep } from '../api/problem';
import type { Content, Message, Party, SendFailure, Waiting } from '../api/messages';
import type { Account } from '../api/types';
import { phoneForReading } from './phone';
import { timeOf } from './time';
import { sentence, stateWord } from './words';

/** What a chat or a person is called, by the best that is known. */
export function nameOf({ pushName, phone, jid }: Party): string {
  return pushName || (phone ? phoneForReading(phone) : jid);
}

const KIND_WORDS: Record<string, string> = {
  image: 'Image',
  video: 'Video',
  videoNote: 'Video note',
  gif: 'GIF',
  audio: 'Audio',
  voice: 'Voice message',
  document: 'Document',
  sticker: 'Sticker',
  location: 'Location',
  liveLocation: 'Live location',
  contacts: 'Contact',
  poll: 'Poll',
  groupInvite: 'Group invitation',
  encrypted: 'Of a kind that cannot be shown here',
  unsupported: 'Of a kind that cannot be shown here',
  undecryptable: 'Came, and cannot be read yet',
};

export function kindWord(kind: string): string {
  return KIND_WORDS[kind] ?? stateWord(kind);
}

/** A text of the content; empty where there is none. */
export function textIn(content: Content | null | undefined, field: string): string {
  const value = content?.[field];
  return typeof value === 'string' ? value : '';
}

export function partIn(content: Content | null, field: string): Content | null {
  const value = content?.[field];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Content) : null;
}

export function listIn(content: Content | null, field: string): unknown[] {
  const value = content?.[field];
  return Array.isArray(value) ? value : [];
}

/** What a person reads of a message that is no text, beside its kind. */
export function detailOf({ kind, content }: Message): string {
  const media = textIn(partIn(content, 'media'), 'fileName');
  const place = partIn(content, 'location');
  switch (kind) {
    case 'location':
    case 'liveLocation':
      return textIn(place, 'name') || textIn(place, 'address') || [place?.latitude, place?.longitude].join(', ');
    case 'contacts':
      return listIn(content, 'contacts')
        .map((card) => textIn(card as Content, 'name'))
        .join(', ');
    case 'poll':
      return textIn(partIn(content, 'poll'), 'name');
    case 'groupInvite':
      return textIn(partIn(content, 'invite'), 'name');
    default:
      return media;
  }
}

const FILES = new Set(['image', 'video', 'videoNote', 'gif', 'audio', 'voice', 'document', 'sticker']);

/** Whether it came, or went, with a file that may still be had. */
export function holdsFile({ kind, content, deletedAt, state }: Message): boolean {
  return FILES.has(kind) && content !== null && deletedAt === null && state !== 'accepted' && state !== 'failed';
}

/** What its file is saved as: the name it came with, or one of its own. */
export function fileNameOf({ messageId, content }: Message): string {
  const media = partIn(content, 'media');
  const type = textIn(media, 'mimetype').split(';')[0]!.split('/')[1];
  return textIn(media, 'fileName') || (type ? `${messageId}.${type}` : messageId);
}

/** Only what both sides have can be reacted to. */
export function takesReactions({ state, deletedAt }: Message): boolean {
  return deletedAt === null && state !== 'accepted' && state !== 'failed' && state !== 'undecryptable';
}

/** One line of a message, for a list. */
export function previewOf(message: Message): string {
  const { kind, content, deletedAt } = message;
  if (deletedAt !== null) return 'Deleted';
  if (content === null && kind !== 'undecryptable') return 'No longer kept';
  const text = textIn(content, 'text');
  if (kind === 'text') return text;
  return [kindWord(kind), text || detailOf(message)].filter(Boolean).join(': ');
}

/** `👍` twice, `❤️` once; in the order in which they came to be. */
export function reactionsOf({ reactions }: Message): [emoji: string, times: number][] {
  const counted = new Map<string, number>();
  for (const { emoji } of Object.values(reactions)) {
    if (emoji) counted.set(emoji, (counted.get(emoji) ?? 0) + 1);
  }
  return [...counted];
}

export const STATE_WORDS: Record<Message['state'], string> = {
  accepted: 'Not sent yet',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  played: 'Played',
  failed: 'Not sent',
  received: 'Received',
  undecryptable: 'Cannot be read yet',
};

const WAITING_WORDS: Record<string, string> = {
  rate_limited: 'WhatsApp wants a pause.',
  server_trouble: 'WhatsApp has trouble of its own.',
  group: 'Wharf asks who is in the group.',
};

/** What an accepted message waits for. */
export function waitingWords({ why, until, attempts }: Waiting, connected: boolean, now: number): string {
  const reason = why ? (WAITING_WORDS[why] ?? (why.includes(' ') ? why : `${stateWord(why)}.`)) : unnamed(connected, attempts);
  return Date.parse(until) > now + 1000 ? `${reason} Not before ${timeOf(until)}.` : reason;
}

function unnamed(connected: boolean, attempts: number): string {
  if (!connected) return 'Waits until the account is connected.';
  return attempts > 0 ? 'WhatsApp has not confirmed it yet.' : 'Waits for its turn.';
}

/** Nothing tries again what failed, so «wait» is no step here; where it helps, the message says so. */
export function failureStep({ action }: SendFailure): string | null {
  return action === 'wait' ? null : nextStep(action);
}

/** Why nothing can be sent; null if it can. The server has the last word. */
export function sendRefusal(account: Account): string | null {
  if (!account.paired) return 'Nothing can be sent: this account is not paired. Press Connect and scan the QR code.';
  if (account.status === 'inactive') return 'Nothing can be sent: this account is not connected. Press Connect first.';
  if (account.status === 'banned') return `Nothing can be sent. ${sentence(account)}`;
  return null;
}
