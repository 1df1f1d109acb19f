import { randomBytes } from 'node:crypto';
import { problem, read, send } from './rest.mjs';

/** Messages by account; the newest last. */
const kept = new Map();
const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const person = (jid, phone, pushName) => ({ jid, lid: jid.endsWith('@lid') ? jid : null, phone, pushName });

const ANA = person('111111111111111@lid', '+5511911112222', 'Ana Prado');
const CREW = person('120363000000000001@g.us', null, null);
const BO = person('222222222222222@lid', null, 'Bo');
const STRANGER = person('4915199998888@s.whatsapp.net', '+4915199998888', null);

function message(chat, minutes, fields) {
  const fromMe = fields.state !== undefined;
  return {
    messageId: randomBytes(8).toString('hex').toUpperCase(), chat, fromMe, kind: 'text',
    sender: fromMe ? person('999999999999999@lid', '+5511987654321', null) : (fields.by ?? chat),
    at: ago(minutes), content: { type: 'text', text: fields.text }, state: 'received', waiting: null, failure: null,
    editedAt: null, deletedAt: null, reactions: {}, votes: {}, ...fields,
  };
}

function seeded() {
  const waiting = { until: new Date(Date.now() + 240_000).toISOString(), why: 'All 20 messages of this minute are used.', expiresAt: ago(-1440), attempts: 0 };
  const failure = { code: 'recipient_unknown', message: 'Nobody with that address is on WhatsApp. Check the number, with its country code.', action: null };
  return [
    message(ANA, 1500, { text: 'Good morning! Do you still have the rye bread from last week?' }),
    message(ANA, 1490, { text: 'Yes, fresh from seven on.', state: 'read', reactions: { [ANA.jid]: { emoji: '👍' } } }),
    message(ANA, 64, { kind: 'image', text: 'This one?', content: { type: 'image', text: 'This one?' } }),
    message(ANA, 60, { text: 'That is the one.\nShall I keep two?', state: 'delivered', editedAt: ago(59) }),
    message(ANA, 40, { kind: 'poll', content: { poll: { name: 'When do you come?', options: ['Morning', 'Evening'] } }, state: 'sent', votes: { '': { options: ['Evening'] } } }),
    message(ANA, 31, { content: null, deletedAt: ago(30), state: undefined, fromMe: false }),
    message(ANA, 12, { text: 'Two, please', content: { type: 'text', text: 'Two, please', quoted: { type: 'text', text: 'Shall I keep two?' } } }),
    message(ANA, 2, { text: 'They are yours.', state: 'accepted', waiting }),
    message(STRANGER, 90, { text: 'Hello', state: 'failed', failure }),
    message(CREW, 30, { by: BO, kind: 'document', content: { text: '', media: { fileName: 'rota.pdf' } } }),
    message(CREW, 8, { by: ANA, text: 'Who opens tomorrow?' }),
  ].map((each) => ({ ...each, state: each.state ?? 'received' }));
}

function of(id) {
  if (!kept.has(id)) kept.set(id, seeded());
  return kept.get(id);
}

const unread = new Map([[ANA.jid, 1], [CREW.jid, 2]]);

export function chatsApi(world, request, response, pathname) {
  const [, , , id, , jid] = pathname.split('/');
  if (request.method === 'POST') {
    const marked = unread.get(decodeURIComponent(jid)) ?? 0;
    unread.delete(decodeURIComponent(jid));
    return send(response, 202, { marked });
  }
  const latest = new Map();
  for (const each of of(id)) latest.set(each.chat.jid, each);
  const items = [...latest.values()]
    .sort((a, b) => b.at.localeCompare(a.at))
    .map((lastMessage) => ({ chat: lastMessage.chat, group: lastMessage.chat.jid.endsWith('@g.us'), lastAt: lastMessage.at, unread: unread.get(lastMessage.chat.jid) ?? 0, lastMessage }));
  return send(response, 200, { items, next: null });
}

export async function messagesApi(world, request, response) {
  const { pathname, searchParams } = new URL(request.url, 'http://mock');
  const id = pathname.split('/')[3];
  if (request.method === 'GET') {
    const items = of(id).filter(({ chat }) => chat.jid === searchParams.get('chat')).toReversed();
    return send(response, 200, { items, next: null });
  }
  const { to, text } = JSON.parse(await read(request));
  const phone = to.replace(/[\s-]/g, '');
  const chat = of(id).map((each) => each.chat).find((each) => each.jid === to || each.phone === phone)
    ?? (/^\+[1-9]\d{6,14}$/.test(phone) ? person(`${phone.slice(1)}@s.whatsapp.net`, phone, null) : null);
  if (!chat) {
    const errors = [{ field: 'to', message: 'must be a phone number like +5511987654321, or the jid of a person or a group' }];
    return problem(response, 422, 'validation_failed', 'Not accepted: to. See errors.', null, errors);
  }
  const sent = message(chat, 0, { text, state: 'accepted', waiting: { until: ago(0), why: null, expiresAt: ago(-1440), attempts: 0 } });
  of(id).push(sent);
  ['sent', 'delivered', 'read'].forEach((state, step) =>
    setTimeout(() => {
      Object.assign(sent, { state, waiting: null });
      world.publish('receipt', id, { chat, by: null, bySelf: false, receipt: state, messages: [{ messageId: sent.messageId, state }], failure: null });
    }, 900 * (step + 1)),
  );
  setTimeout(() => {
    of(id).push(message(chat, 0, { text: `You wrote: ${text}` }));
    unread.set(chat.jid, (unread.get(chat.jid) ?? 0) + 1);
    world.publish('message', id, { messageId: of(id).at(-1).messageId, chat, target: null });
  }, 4000);
  return send(response, 202, { messageId: sent.messageId, state: 'accepted', chat: chat.jid });
}

export function limits() {
  const at = new Date().toISOString();
  const bucket = (name, windowSeconds, left, capacity) => ({ name, windowSeconds, capacity, left, nextFreeAt: null, heldUntil: null, heldWhy: null });
  return {
    at, readable: true,
    buckets: [
      bucket('messages_per_minute', 60, 0, 20), bucket('messages_per_hour', 3600, 168, 200),
      bucket('messages_per_day', 86_400, 801, 1000), bucket('new_contacts_per_day', 86_400, 11, 12),
    ],
    quietHours: { from: '22:00', to: '07:30', zone: 'Europe/Berlin', until: null },
    warmUp: { enabled: true, day: 3, until: ago(-5000) },
    nextMessage: { at: new Date(Date.now() + 42_000).toISOString(), limit: 'messages_per_minute', why: 'All 20 messages of this minute are used.' },
    nextFirstMessage: { at, limit: null, why: null },
  };
}
