import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Access } from '../access/Access';
import type { Limits } from '../api/messages';
import { anAccount, anEvent } from '../test/accounts';
import { FakeServer } from '../test/FakeServer';
import { someLimits } from '../test/messages';

const LIMITS = 'GET /whatsapp/accounts/a1/limits';

let server: FakeServer;

beforeEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  history.replaceState(null, '', '/accounts/a1');
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  server = new FakeServer();
});

const line = () => screen.getByTestId('limits').textContent ?? '';
const limits = (fields: Partial<Limits> = {}) => server.answers.set(LIMITS, [200, someLimits(fields)]);

async function open() {
  server.demo();
  render(<Access />);
  await server.push({ type: 'snapshot', seq: 1, accounts: [{ ...anAccount(), qr: null }] });
}

describe('the limits of an account', () => {
  it('say what may still be sent, and warn of the risk', async () => {
    await open();
    await waitFor(() => expect(line()).toContain('18 of 20 a minute'));
    expect(line()).toContain('190 of 200 an hour');
    expect(line()).toContain('in 24 hours');
    expect(line()).toContain('4 of 5 first contacts in 24 hours');
    expect(line()).toContain('The next message can go now.');
    expect(line()).toContain('WhatsApp may restrict or ban a number');
    expect(screen.getByRole('link', { name: /Limits in the API/ })).toBeDefined();
  });

  it('say when there is a free slot again, why, and which hours are quiet', async () => {
    const at = new Date(Date.now() + 90_000).toISOString();
    const slot = { at, limit: 'messages_per_minute', why: '20 messages a minute are used up.' };
    const quietHours = { from: '22:00', to: '07:30', zone: 'Europe/Berlin', until: at };
    limits({ nextMessage: slot, quietHours, warmUp: { enabled: true, day: 3, until: at } });
    await open();
    await waitFor(() => expect(line()).toMatch(/The next message can go in 1:(29|30)\. 20 messages a minute are used up\./));
    expect(line()).toContain('Quiet hours 22:00–07:30 (Europe/Berlin), now.');
    expect(line()).toContain('Young number, day 3');
  });

  it('say when only strangers have to wait', async () => {
    const at = new Date(Date.now() + 3_600_000).toISOString();
    limits({ nextFirstMessage: { at, limit: 'new_contacts_per_day', why: 'Enough for today.' } });
    await open();
    await waitFor(() => expect(line()).toContain('The next first message to somebody can go in'));
    expect(line()).toContain('Enough for today.');
  });

  it('renew when a limit holds something up', async () => {
    await open();
    await waitFor(() => expect(line()).toContain('18 of 20'));
    limits({ buckets: [{ ...someLimits().buckets[0]!, left: 0 }] });
    await server.push(anEvent(2, 'limit', { limit: 'messages_per_minute', freeAt: '2026-01-01T10:01:00Z', why: 'Full.' }));
    await waitFor(() => expect(line()).toContain('0 of 20'));
  });

  it('say when they cannot be loaded, and try again when asked', async () => {
    server.answers.set(LIMITS, [503, { title: 'Down', detail: 'The database does not answer.' }]);
    await open();
    expect(await screen.findByText(/limits could not be loaded\. The database does not answer/)).toBeDefined();
    limits();
    fireEvent.click(screen.getByText('Try again'));
    await waitFor(() => expect(line()).toContain('18 of 20'));
  });

  it('say that nothing goes out while the stored ones cannot be read', async () => {
    limits({ readable: false });
    await open();
    expect(await screen.findByText(/stored limits cannot be read, so nothing is sent/)).toBeDefined();
  });
});
