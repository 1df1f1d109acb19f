import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Access } from '../access/Access';
import type { Chat, Message } from '../api/messages';
import { anAccount, anEvent } from '../test/accounts';
import { FakeServer } from '../test/FakeServer';
import { ANA, aChat, aMessage } from '../test/messages';

const CHATS = 'GET /whatsapp/accounts/a1/chats';
const MESSAGES = 'GET /whatsapp/accounts/a1/messages';
const READ = `POST /whatsapp/accounts/a1/chats/${encodeURIComponent(ANA.jid)}/read`;

let server: FakeServer;

beforeEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  history.replaceState(null, '', '/accounts/a1');
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  server = new FakeServer();
});

const chats = (...items: Chat[]) => server.answers.set(CHATS, [200, { items, next: null }]);
const messages = (...items: Message[]) => server.answers.set(MESSAGES, [200, { items, next: null }]);
const shown = () => screen.getAllByTestId('message').map((item) => item.querySelector('.message-text')?.textContent);

async function openPanel() {
  server.demo();
  render(<Access />);
  const account = anAccount({ status: 'active', state: 'online', paired: true });
  await server.push({ type: 'snapshot', seq: 1, accounts: [{ ...account, qr: null }] });
}

async function openChat() {
  await openPanel();
  fireEvent.click(await screen.findByTestId('chat-row'));
  await screen.findAllByTestId('message');
}

describe('the chats of an account', () => {
  it('invite to write where there are none', async () => {
    await openPanel();
    expect(await screen.findByText('No messages yet. Write to a number to try it.')).toBeDefined();
    expect(screen.getByTestId('message-to')).toBeDefined();
  });

  it('say that they are on their way', async () => {
    server.answers.set(CHATS, [0]);
    await openPanel();
    expect(screen.getByText('Looking for messages…')).toBeDefined();
  });

  it('show who, the last message, how many are unread and when', async () => {
    chats(aChat({ unread: 3, lastMessage: aMessage('m1', { kind: 'image', content: { text: 'Look!' } }) }));
    await openPanel();
    const row = await screen.findByTestId('chat-row');
    expect(row.querySelector('.chat-name')?.textContent).toBe('Ana');
    expect(row.textContent).toContain('Image: Look!');
    expect(row.textContent).toContain('3 unread');
    expect(row.querySelector('time')?.dateTime).toBe('2026-01-01T10:00:00.000Z');
  });

  it('call a group by its subject', async () => {
    const jid = '120363000000000001@g.us';
    chats(aChat({ group: true, chat: { jid, lid: null, phone: null, pushName: null } }));
    server.answers.set('GET /whatsapp/accounts/a1/groups', [200, { items: [{ jid, subject: 'Harbour crew' }], next: null }]);
    await openPanel();
    expect(await screen.findByText('Harbour crew')).toBeDefined();
    await server.push(anEvent(2, 'group', { group: { jid, subject: 'Night crew' } }));
    expect(screen.getByText('Night crew')).toBeDefined();
  });

  it('say when they cannot be loaded, and try again when asked', async () => {
    server.answers.set(CHATS, [503, { title: 'Down', detail: 'The database does not answer.' }]);
    await openPanel();
    expect(await screen.findByText(/chats could not be loaded\. The database does not answer/)).toBeDefined();
    chats(aChat());
    fireEvent.click(screen.getByText('Try again'));
    expect(await screen.findByTestId('chat-row')).toBeDefined();
    expect(screen.queryByText(/could not be loaded/)).toBeNull();
  });

  it('load more on demand', async () => {
    server.answers.set(CHATS, [200, { items: [aChat()], next: 'x1' }]);
    await openPanel();
    const more = await screen.findByText('Show more chats');
    const other = aChat({ chat: { ...ANA, jid: '2@g.us', lid: null, phone: null, pushName: 'Second' } });
    server.answers.set(CHATS, [200, { items: [other], next: null }]);
    fireEvent.click(more);
    await waitFor(() => expect(screen.getAllByTestId('chat-row')).toHaveLength(2));
    expect(server.callsOf(CHATS).at(-1)?.query.get('after')).toBe('x1');
  });

  it('move on when a message is pushed', async () => {
    chats(aChat());
    await openPanel();
    await screen.findByTestId('chat-row');
    chats(aChat({ unread: 1, lastMessage: aMessage('m2') }));
    await server.push(anEvent(2, 'message', { messageId: 'm2', chat: ANA, target: null }));
    await waitFor(() => expect(screen.getByTestId('chat-row').textContent).toContain('text of m2'));
  });
});

describe('a chat', () => {
  it('shows its messages, the newest at the bottom', async () => {
    chats(aChat());
    messages(aMessage('m2', { fromMe: true }), aMessage('m1'));
    await openChat();
    expect(shown()).toEqual(['text of m1', 'text of m2']);
    expect(server.callsOf(MESSAGES)[0]?.query.get('chat')).toBe(ANA.jid);
    expect(screen.getByRole('log', { name: 'Messages with Ana' })).toBeDefined();
  });

  it('keeps what somebody wrote a text', async () => {
    chats(aChat());
    messages(aMessage('m1', { content: { text: '<img src=x onerror=alert(1)>' } }));
    await openChat();
    expect(shown()).toEqual(['<img src=x onerror=alert(1)>']);
    expect(screen.getByTestId('message').querySelector('img')).toBeNull();
  });

  it.each<[string, Partial<Message>, string]>([
    ['an image', { kind: 'image', content: { text: 'Look!' } }, 'Image Look!'],
    ['a document', { kind: 'document', content: { media: { fileName: 'a.pdf' } } }, 'Document a.pdf'],
    ['a place', { kind: 'location', content: { location: { latitude: 1.5, longitude: 2 } } }, 'Location 1.5, 2'],
    ['a contact', { kind: 'contacts', content: { contacts: [{ name: 'Bo' }] } }, 'Contact Bo'],
    [
      'a poll',
      { kind: 'poll', content: { poll: { name: 'When?', options: ['Now', 'Later'] } }, votes: { '': { options: ['Now'] } } },
      'Poll When? Now 1 vote Later 0 votes',
    ],
    ['an unknown kind', { kind: 'payment_request', content: {} }, 'payment request'],
    ['what cannot be read', { kind: 'undecryptable', state: 'undecryptable', content: null }, 'cannot be read yet'],
    ['a deleted one', { content: null, deletedAt: '2026-01-01T11:00:00Z' }, 'Deleted'],
    ['an old one', { content: null }, 'no longer kept'],
    ['an edited one', { editedAt: '2026-01-01T11:00:00Z' }, 'edited'],
    ['reactions', { reactions: { '': { emoji: '👍' }, [ANA.jid]: { emoji: '👍' } } }, '👍 2'],
    ['an answer', { content: { text: 'Yes', quoted: { text: 'Really?' } } }, 'In answer to: Really? Yes'],
  ])('says of %s what it is', async (_, fields, words) => {
    chats(aChat());
    messages(aMessage('m1', fields));
    await openChat();
    expect(spaced(screen.getByTestId('message'))).toContain(words);
  });

  it.each<[string, Partial<Message>, string]>([
    ['sent', { state: 'sent' }, 'Sent'],
    ['delivered', { state: 'delivered' }, 'Delivered'],
    ['read', { state: 'read' }, 'Read'],
    ['waiting for the link', { state: 'accepted', waiting: waits(null) }, 'Waits for its turn.'],
    ['held by a limit', { state: 'accepted', waiting: waits('20 a minute are used up.') }, '20 a minute are used up.'],
    ['held by WhatsApp', { state: 'accepted', waiting: waits('rate_limited') }, 'WhatsApp wants a pause.'],
    [
      'failed',
      { state: 'failed', failure: { code: 'recipient_unknown', message: 'Nobody is there.', action: 'update_phone' } },
      'Not sent. Nobody is there. Check the phone number',
    ],
  ])('says in words that a message is %s', async (_, fields, words) => {
    chats(aChat());
    messages(aMessage('m1', { fromMe: true, ...fields }));
    await openChat();
    expect(spaced(screen.getByTestId('message'))).toContain(words);
  });

  it('moves a tick on at once when a receipt is pushed, without asking', async () => {
    chats(aChat());
    messages(aMessage('m1', { fromMe: true, state: 'sent' }));
    await openChat();
    const asked = server.callsOf(MESSAGES).length;
    const receipt = { chat: ANA, bySelf: false, messages: [{ messageId: 'm1', state: 'read' as const }], failure: null };
    await server.push(anEvent(2, 'receipt', { ...receipt, receipt: 'read' }));
    expect(screen.getByTestId('message').dataset.state).toBe('read');
    expect(server.callsOf(MESSAGES)).toHaveLength(asked);
  });

  it('shows what comes, and what healed, as it is pushed', async () => {
    chats(aChat());
    messages(aMessage('m1'));
    await openChat();
    messages(aMessage('m2'), aMessage('m1'));
    const chat = { ...ANA, jid: '5511911112222@s.whatsapp.net' };
    await server.push(anEvent(2, 'message', { messageId: 'm2', chat, target: null }));
    await waitFor(() => expect(shown()).toEqual(['text of m1', 'text of m2']));
  });

  it('asks once for a storm of messages', async () => {
    chats(aChat());
    messages(aMessage('m1'));
    await openChat();
    const asked = server.callsOf(MESSAGES).length;
    messages(aMessage('m2'), aMessage('m1'));
    const storm = Array.from({ length: 50 }, (_, n) => anEvent(2 + n, 'message', { messageId: `s${n}`, chat: ANA, target: null }));
    await server.push(...storm);
    await waitFor(() => expect(shown()).toHaveLength(2));
    messages(aMessage('m3'), aMessage('m2'), aMessage('m1'));
    await server.push(anEvent(60, 'message', { messageId: 'm3', chat: ANA, target: null }));
    await waitFor(() => expect(shown()).toHaveLength(3));
    expect(server.callsOf(MESSAGES)).toHaveLength(asked + 2);
  });

  it('does not ask for what came to other chats', async () => {
    chats(aChat());
    messages(aMessage('m1'));
    await openChat();
    const asked = [server.callsOf(MESSAGES).length, server.callsOf(CHATS).length] as const;
    const other = { jid: '2@g.us', lid: null, phone: null, pushName: null };
    await server.push(anEvent(2, 'message', { messageId: 'x', chat: other, target: null }));
    await waitFor(() => expect(server.callsOf(CHATS)).toHaveLength(asked[1] + 1));
    expect(server.callsOf(MESSAGES)).toHaveLength(asked[0]);
  });

  it('asks again after a gap in the live link', async () => {
    chats(aChat());
    messages(aMessage('m1'));
    await openChat();
    messages(aMessage('m2'), aMessage('m1'));
    await server.push({ type: 'snapshot', seq: 9, accounts: [{ ...anAccount({ paired: true }), qr: null }] });
    await waitFor(() => expect(shown()).toHaveLength(2));
  });

  it('loads earlier messages above', async () => {
    chats(aChat());
    server.answers.set(MESSAGES, [200, { items: [aMessage('m9')], next: '9' }]);
    await openChat();
    server.answers.set(MESSAGES, [200, { items: [aMessage('m8')], next: null }]);
    fireEvent.click(screen.getByText('Show earlier messages'));
    await waitFor(() => expect(shown()).toEqual(['text of m8', 'text of m9']));
    expect(server.callsOf(MESSAGES).at(-1)?.query.get('after')).toBe('9');
    expect(screen.queryByText('Show earlier messages')).toBeNull();
  });

  it('keeps what it shows when it cannot be renewed, and says so', async () => {
    chats(aChat());
    messages(aMessage('m1'));
    await openChat();
    server.answers.set(MESSAGES, [503, { title: 'Down', detail: 'The database does not answer.' }]);
    await server.push(anEvent(2, 'message', { messageId: 'm2', chat: ANA, target: null }));
    expect(await screen.findByText(/messages could not be renewed\. The database does not answer/)).toBeDefined();
    expect(shown()).toEqual(['text of m1']);
  });

  it('is marked as read by its button alone, because the other side sees it', async () => {
    chats(aChat({ unread: 2 }));
    messages(aMessage('m1'));
    server.answers.set(READ, [202, { marked: 2 }]);
    await openChat();
    expect(server.requests).not.toContain(READ);
    const button = screen.getByTestId('mark-read');
    expect(button.title).toContain('other side sees');
    chats(aChat());
    fireEvent.click(button);
    await waitFor(() => expect(screen.queryByTestId('mark-read')).toBeNull());
    expect(server.requests).toContain(READ);
  });

  it('goes back to the list, which has the focus again', async () => {
    chats(aChat());
    messages(aMessage('m1'));
    await openChat();
    expect(document.activeElement?.textContent).toBe('Ana');
    fireEvent.click(within(screen.getByTestId('messages')).getByRole('button', { name: 'All chats' }));
    expect(screen.queryByTestId('message')).toBeNull();
    expect(document.activeElement).toBe(screen.getByTestId('chat-row'));
  });
});

function waits(why: string | null) {
  return { until: '2026-01-01T10:00:00Z', why, expiresAt: '2026-01-02T10:00:00Z', attempts: 0 };
}

/** The texts of an element as they are read out: one after the other. */
function spaced(element: Element): string {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const words: string[] = [];
  while (walker.nextNode()) words.push(walker.currentNode.textContent!.trim());
  return words.filter(Boolean).join(' ');
}

describe('what can be done with a message', () => {
  const MINE = { fromMe: true, state: 'accepted' } as const;
  const waiting = { until: '2026-01-01T10:05:00.000Z', why: null, expiresAt: '2026-01-02T10:00:00.000Z', attempts: 0 };

  it('takes back what waits, and shows that it was not sent', async () => {
    chats(aChat());
    messages(aMessage('m1', { ...MINE, waiting }));
    server.answers.set('DELETE /whatsapp/accounts/a1/messages/m1', [204]);
    await openChat();
    fireEvent.click(screen.getByTestId('message-cancel'));
    await waitFor(() => expect(server.requests).toContain('DELETE /whatsapp/accounts/a1/messages/m1'));
    const failure = { code: 'cancelled', message: 'Cancelled before it was sent.', action: null };
    messages(aMessage('m1', { ...MINE, state: 'failed', failure }));
    const receipt = { chat: ANA, bySelf: false, receipt: 'failed', messages: [{ messageId: 'm1', state: 'failed' as const }], failure };
    await server.push(anEvent(2, 'receipt', receipt));
    expect(await screen.findByText(/Cancelled before it was sent/)).toBeDefined();
    expect(screen.queryByTestId('message-cancel')).toBeNull();
  });

  it('says that it has left, if it was too late', async () => {
    chats(aChat());
    messages(aMessage('m1', { ...MINE, waiting }));
    const refusal = { title: 'On its way', detail: 'The message is on its way or further.', code: 'message_left' };
    server.answers.set('DELETE /whatsapp/accounts/a1/messages/m1', [409, refusal]);
    await openChat();
    fireEvent.click(screen.getByTestId('message-cancel'));
    expect(await screen.findByText(/on its way or further/)).toBeDefined();
  });

  it('does not offer to take back what has left', async () => {
    chats(aChat());
    messages(aMessage('m1', { fromMe: true }));
    await openChat();
    expect(screen.queryByTestId('message-cancel')).toBeNull();
  });

  it('saves the file of a message under its name', async () => {
    const saved: string[] = [];
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => {} }));
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    chats(aChat());
    const media = { mimetype: 'image/jpeg' };
    messages(aMessage('m1', { kind: 'image', content: { type: 'image', media } }));
    server.answers.set('GET /whatsapp/accounts/a1/messages/m1/media', [200, {}]);
    await openChat();
    fireEvent.click(screen.getByTestId('message-file'));
    await waitFor(() => expect(saved).toEqual(['m1.jpeg']));
    expect(server.callsOf('GET /whatsapp/accounts/a1/messages/m1/media')[0]?.query.get('chat')).toBe(ANA.jid);
    vi.restoreAllMocks();
  });

  it('reacts, and takes the own reaction back', async () => {
    chats(aChat());
    messages(aMessage('m1', { reactions: { '': { emoji: '👍' } } }));
    server.answers.set('POST /whatsapp/accounts/a1/messages', [202, { messageId: 'm9', state: 'accepted', chat: ANA.jid }]);
    await openChat();
    const target = { messageId: 'm1' };
    for (const [emoji, text] of [
      ['❤️', '❤️'],
      ['👍', ''],
    ]) {
      fireEvent.click(screen.getByTestId('message-react'));
      fireEvent.click(screen.getByRole('button', { name: emoji! }));
      await waitFor(() =>
        expect(server.calls.at(-1)?.body).toEqual({ to: ANA.jid, type: 'reaction', target, text }),
      );
      await waitFor(() => expect(screen.queryByRole('group', { name: 'React with' })).toBeNull());
    }
  });

  it('offers nothing on what is not there for both', async () => {
    chats(aChat());
    messages(aMessage('m1', { state: 'undecryptable', kind: 'undecryptable' }));
    await openChat();
    expect(screen.queryByTestId('message-react')).toBeNull();
    expect(screen.queryByTestId('message-file')).toBeNull();
  });
});
