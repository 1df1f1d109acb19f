import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Access } from '../access/Access';
import type { Account } from '../api/types';
import { anAccount } from '../test/accounts';
import { FakeServer } from '../test/FakeServer';
import { ANA, aChat, aMessage } from '../test/messages';

const SEND = 'POST /whatsapp/accounts/a1/messages';
const ACCEPTED = { messageId: 'm9', state: 'accepted', chat: ANA.jid };
const ACTIVE = { status: 'active', state: 'online', paired: true } as const;

let server: FakeServer;

beforeEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  history.replaceState(null, '', '/accounts/a1');
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  server = new FakeServer();
  server.answers.set('GET /whatsapp/accounts/a1/messages', [200, { items: [aMessage('m1')], next: null }]);
  server.answers.set(SEND, [202, ACCEPTED]);
});

const to = () => screen.getByTestId<HTMLInputElement>('message-to');
const text = () => screen.getByTestId<HTMLTextAreaElement>('message-text');
const button = () => screen.getByTestId<HTMLButtonElement>('message-send');
const sends = () => server.callsOf(SEND);
const write = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

async function open(fields: Partial<Account> = ACTIVE) {
  server.demo();
  render(<Access />);
  await server.push({ type: 'snapshot', seq: 1, accounts: [{ ...anAccount(fields), qr: null }] });
  await screen.findByTestId('message-send');
}

async function openChat() {
  server.answers.set('GET /whatsapp/accounts/a1/chats', [200, { items: [aChat()], next: null }]);
  server.demo();
  render(<Access />);
  await server.push({ type: 'snapshot', seq: 1, accounts: [{ ...anAccount(ACTIVE), qr: null }] });
  fireEvent.click(await screen.findByTestId('chat-row'));
  await screen.findByTestId('message-send');
}

describe('writing to a number', () => {
  it('sends the text with a key, then opens the chat it went to', async () => {
    await open();
    write(to(), ' +55 11 91111 2222 ');
    write(text(), 'Good morning');
    server.answers.set('GET /whatsapp/accounts/a1/chats', [200, { items: [aChat()], next: null }]);
    fireEvent.click(button());
    expect(await screen.findByRole('log', { name: 'Messages with Ana' })).toBeDefined();
    expect(sends()[0]?.body).toEqual({ to: '+55 11 91111 2222', type: 'text', text: 'Good morning' });
    expect(sends()[0]?.headers['Idempotency-Key']).toMatch(/^[0-9a-f]{32}$/);
    expect(document.activeElement).toBe(text());
  });

  it.each([
    ['', 'Hello', 'message-to', 'Enter a phone number'],
    ['+5511911112222', ' ', 'message-text', 'Write a text first.'],
  ])('asks for what is missing: %j %j', async (number, words, field, complaint) => {
    await open();
    write(to(), number);
    write(text(), words);
    fireEvent.click(button());
    const wrong = screen.getByTestId(field);
    expect(wrong.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(wrong.getAttribute('aria-describedby')!)?.textContent).toContain(complaint);
    expect(document.activeElement).toBe(wrong);
    expect(sends()).toHaveLength(0);
  });

  it('says at its field what the server does not accept', async () => {
    const message = 'must be a phone number like +5511987654321, or the jid of a person or a group';
    const errors = [{ field: 'to', message }];
    server.answers.set(SEND, [422, { title: 'Validation failed', detail: 'Not accepted: to.', code: 'validation_failed', errors }]);
    await open();
    write(to(), 'nobody');
    write(text(), 'Hello');
    fireEvent.click(button());
    expect((await screen.findByText(/^Must be a phone number like/)).id).toBe(to().getAttribute('aria-describedby'));
    expect(to().getAttribute('aria-invalid')).toBe('true');
    expect(text().value).toBe('Hello');
    expect(screen.queryByText('Validation failed.')).toBeNull();
  });

  it('says any other refusal with its next step, and keeps the text', async () => {
    const refusal = { title: 'Not paired', detail: 'It is paired to no phone.', code: 'not_paired', action: 'scan_qr' };
    server.answers.set(SEND, [409, refusal]);
    await open();
    write(to(), '+5511911112222');
    write(text(), 'Hello');
    fireEvent.click(button());
    expect((await screen.findByText(/It is paired to no phone/)).textContent).toContain('scan its QR code');
    expect(text().value).toBe('Hello');
  });

  it('tries again under the same key, and takes a new one for new words', async () => {
    server.answers.set(SEND, [503, { title: 'Down', detail: 'Not now.' }]);
    await openChat();
    write(text(), 'Hello');
    fireEvent.click(button());
    await screen.findByText(/Not now/);
    fireEvent.click(button());
    await waitFor(() => expect(sends()).toHaveLength(2));
    await waitFor(() => expect(button().disabled).toBe(false));
    write(text(), 'Hello again');
    server.answers.set(SEND, [202, ACCEPTED]);
    fireEvent.click(button());
    await waitFor(() => expect(text().value).toBe(''));
    const keys = sends().map(({ headers }) => headers['Idempotency-Key']);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[1]);
  });

  it('takes the same words a second time for a second message', async () => {
    await openChat();
    for (const times of [1, 2]) {
      write(text(), 'ok');
      fireEvent.click(button());
      await waitFor(() => expect(sends()).toHaveLength(times));
      await waitFor(() => expect(text().value).toBe(''));
      await waitFor(() => expect(button().disabled).toBe(false));
    }
    expect(new Set(sends().map(({ headers }) => headers['Idempotency-Key'])).size).toBe(2);
  });
});

describe('writing in a chat', () => {
  it('has the recipient filled in, and goes to that very chat', async () => {
    await openChat();
    expect(to().value).toBe(ANA.phone);
    write(text(), 'Hello');
    fireEvent.keyDown(text(), { key: 'Enter' });
    await waitFor(() => expect(sends()).toHaveLength(1));
    expect(sends()[0]?.body).toMatchObject({ to: ANA.jid });
    await waitFor(() => expect(text().value).toBe(''));
  });

  it('breaks the line by Shift and Enter, and leaves Enter to an input method', async () => {
    await openChat();
    write(text(), 'Hello');
    expect(fireEvent.keyDown(text(), { key: 'Enter', shiftKey: true })).toBe(true);
    expect(fireEvent.keyDown(text(), { key: 'Enter', isComposing: true })).toBe(true);
    expect(sends()).toHaveLength(0);
  });
});

describe('an account that cannot send', () => {
  it.each<[string, Partial<Account>, string]>([
    ['unpaired', {}, 'not paired. Press Connect and scan'],
    ['stopped', { paired: true, state: 'stopped' }, 'not connected. Press Connect'],
    [
      'banned',
      { paired: true, status: 'banned', state: 'permanent', reason: { code: 'banned', origin: 'server', message: 'Banned it is.', action: null } },
      'Banned it is.',
    ],
  ])('says why: it is %s', async (_, fields, words) => {
    await open(fields);
    write(to(), '+5511911112222');
    write(text(), 'Hello');
    expect(button().disabled).toBe(true);
    expect(document.getElementById(button().getAttribute('aria-describedby')!)?.textContent).toContain(words);
    fireEvent.keyDown(text(), { key: 'Enter' });
    expect(sends()).toHaveLength(0);
  });

  it('may send while it reconnects, and is told that it waits', async () => {
    await open({ paired: true, status: 'reconnecting', state: 'waiting' });
    expect(button().disabled).toBe(false);
    expect(screen.getByTestId('send-hint').textContent).toContain('waits until it is');
  });
});
