import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Access } from '../access/Access';
import { aQr, anAccount, anEvent } from '../test/accounts';
import { FakeServer } from '../test/FakeServer';

let server: FakeServer;

beforeEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  history.replaceState(null, '', '/');
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  server = new FakeServer();
});

const soon = () => new Date(Date.now() + 60_000).toISOString();
const snapshot = (...accounts: object[]) => ({ type: 'snapshot', seq: 1, accounts });

async function openAccount(...accounts: object[]) {
  history.replaceState(null, '', '/accounts/a1');
  server.demo();
  render(<Access />);
  await server.push(snapshot(...accounts));
}

describe('the way in', () => {
  it('asks for a key where there is no demo, and says where to find it', async () => {
    render(<Access />);
    expect(await screen.findByText('WHARF_API_KEY')).toBeDefined();
  });

  it('goes back to the key form when the server refuses the key', async () => {
    localStorage.setItem('wharf.apiKey', 'old');
    server.answers.set('GET /whatsapp/accounts', [401, {}]);
    server.answers.set('POST /ws/tickets', [401, {}]);
    render(<Access />);
    expect((await screen.findByRole('alert')).textContent).toContain('refused this key');
    expect(localStorage.getItem('wharf.apiKey')).toBeNull();
  });

  it('logs in by itself in the demo', async () => {
    server.demo();
    render(<Access />);
    await server.push(snapshot());
    expect(screen.getByTestId('live-indicator').dataset.phase).toBe('live');
    expect(screen.getByText('Create the first account')).toBeDefined();
  });
});

describe('an account page', () => {
  it('shows the code of the snapshot, and swaps it when the next one is pushed', async () => {
    await openAccount({ ...anAccount({ status: 'warming', state: 'qr' }), qr: aQr(1, soon()) });
    const before = screen.getByTestId<HTMLImageElement>('qr');
    expect(before.dataset.attempt).toBe('1');
    expect(screen.getByTestId('qr-attempt').textContent).toBe('Code 1 of 6');
    await server.push(anEvent(2, 'qr', { ...aQr(2, soon()), svg: '<svg id="2"/>' }, new Date().toISOString()));
    expect(screen.getByTestId('qr')).toBe(before);
    expect(before.dataset.attempt).toBe('2');
    expect(before.src).toContain('id%3D%222%22');
  });

  it('lets the virtual phone scan the text of the code that is showing', async () => {
    server.answers.set('POST http://phone/admin/mock-phone/scan-qr', [204]);
    await openAccount({ ...anAccount({ status: 'warming', state: 'qr' }), qr: aQr(1, soon()) });
    fireEvent.click(screen.getByTestId('scan'));
    await screen.findByText('Linking…');
    expect(server.requests).toContain('POST http://phone/admin/mock-phone/scan-qr');
  });

  it('shows status and number as they come', async () => {
    await openAccount({ ...anAccount(), qr: null });
    const online = { ...anAccount({ status: 'active', state: 'online', phoneNumber: '+5511987654321', paired: true }) };
    await server.push(anEvent(2, 'status', online));
    expect(screen.getByTestId('phone-number').textContent).toBe('+55 11 98765 4321');
    const chips = screen.getAllByTestId('status-chip').map((chip) => chip.dataset.status);
    expect(chips).toEqual(['active', 'active']);
  });

  it('says a refusal in a toast, with what to do next', async () => {
    const refusal = { title: 'Not now', detail: 'WhatsApp wants a pause.', code: 'cooldown', action: 'wait' };
    server.answers.set('POST /whatsapp/accounts/a1/initialize', [409, refusal]);
    await openAccount({ ...anAccount(), qr: null });
    fireEvent.click(screen.getByTestId('connect'));
    const toast = await screen.findByTestId('toast');
    expect(toast.textContent).toContain('WhatsApp wants a pause.');
    expect(toast.textContent).toContain('Wharf tries again by itself');
    await waitFor(() => expect(screen.getByTestId<HTMLButtonElement>('connect').disabled).toBe(false));
  });

  it('resets only after a confirmation that says what is lost', async () => {
    server.answers.set('POST /whatsapp/accounts/a1/reset', [202, anAccount()]);
    await openAccount({ ...anAccount({ paired: true }), qr: null });
    fireEvent.click(screen.getByTestId('reset'));
    const dialog = screen.getByRole('dialog');
    expect(dialog.textContent).toContain('its pairing and keys');
    expect(server.requests).not.toContain('POST /whatsapp/accounts/a1/reset');
    fireEvent.click(within(dialog).getByTestId('confirm'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(server.requests).toContain('POST /whatsapp/accounts/a1/reset');
  });

  it('undoes a logout', async () => {
    const reason = { code: 'unlinked', origin: 'phone', message: 'Unlinked.', action: 'scan_qr' as const };
    server.answers.set('POST /whatsapp/accounts/a1/restore-credentials', [202, anAccount({ paired: true })]);
    await openAccount({ ...anAccount({ state: 'logged_out', reason }), qr: null });
    fireEvent.click(screen.getByTestId('undo'));
    await waitFor(() => expect(screen.queryByTestId('undo')).toBeNull());
    expect(server.requests).toContain('POST /whatsapp/accounts/a1/restore-credentials');
  });

  it('says that what it shows is old while the link is down', async () => {
    await openAccount({ ...anAccount(), qr: null });
    await waitFor(() => server.sockets.at(-1)!.onclose?.());
    await waitFor(() => expect(screen.getByTestId('live-indicator').dataset.phase).toBe('offline'));
    expect(screen.getByText(/as it was at/)).toBeDefined();
  });

  it('tells when its account is gone', async () => {
    await openAccount({ ...anAccount(), qr: null });
    await server.push(anEvent(2, 'account', { op: 'deleted' }));
    expect(screen.getByText('This account was deleted.')).toBeDefined();
  });
});
