import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Access } from '../access/Access';
import { aDiagnosis, anAccount } from '../test/accounts';
import { FakeServer } from '../test/FakeServer';

const DIAGNOSTICS = 'GET /whatsapp/accounts/a1/diagnostics';
const BUNDLE = 'GET /whatsapp/accounts/a1/support-bundle';

let server: FakeServer;

beforeEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  history.replaceState(null, '', '/accounts/a1');
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  server = new FakeServer();
});

async function openAccount(fields: Parameters<typeof anAccount>[0] = {}) {
  server.demo();
  render(<Access />);
  await server.push({ type: 'snapshot', seq: 1, accounts: [{ ...anAccount(fields), qr: null }] });
}

describe('the diagnosis of an account', () => {
  it('says what is wrong, what to do, and what to look after on the phone', async () => {
    const explain = { fine: false, wrong: 'It went wrong.', next: ['Do this.', 'Then that.'], phone: ['Charge it.'] };
    server.answers.set(DIAGNOSTICS, [200, aDiagnosis({ explain })]);
    await openAccount({ state: 'failed' });
    expect(screen.getByText('Looking at it…')).toBeDefined();
    const words = await screen.findByTestId('explain');
    expect(words.textContent).toContain('It went wrong.');
    expect(words.querySelectorAll('ol li')).toHaveLength(2);
    expect(words.textContent).toContain('Charge it.');
    expect(screen.queryByText('Looking at it…')).toBeNull();
  });

  it('comes before the facts only where something is wrong', async () => {
    await openAccount({ status: 'active', state: 'online', paired: true });
    const facts = screen.getByRole('region', { name: 'Identity' });
    expect(facts.compareDocumentPosition(screen.getByTestId('diagnosis'))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    const broken = anAccount({ status: 'reconnecting', state: 'waiting', paired: true });
    await server.push({ id: 'e', seq: 2, type: 'status', accountId: 'a1', at: broken.since, data: broken });
    expect(facts.compareDocumentPosition(screen.getByTestId('diagnosis'))).toBe(Node.DOCUMENT_POSITION_PRECEDING);
  });

  it('shows the signs of life and the steps of the last link', async () => {
    const at = '2026-01-01T10:10:00.000Z';
    server.answers.set(DIAGNOSTICS, [
      200,
      aDiagnosis({
        at,
        vitals: { link: 4, socket: true, openedAt: at, lastFrameAt: '2026-01-01T10:09:48.000Z', lastPongAt: null, missedPings: 1 },
        lastLink: {
          link: 4,
          steps: [
            { at, step: 'dial', durationMs: 38, outcome: 'ok' },
            { at, step: 'closed', durationMs: 1900, outcome: 'server_trouble' },
          ],
        },
        last24Hours: { reconnects: 7, endings: { network: 6, restart: 1 }, troubles: {} },
        explain: { fine: true, wrong: 'Nothing.', next: [], phone: [] },
      }),
    ]);
    await openAccount({ status: 'active', state: 'online', paired: true });
    const vitals = await screen.findByTestId('vitals');
    expect(vitals.textContent).toContain('up, number 4');
    expect(vitals.textContent).toContain('12 s ago');
    expect(vitals.textContent).toContain('network 6×, restart 1×');
    expect(screen.getByTestId('last-link').textContent).toBe('dial38 msclosedserver trouble1.9 s');
    expect(screen.getByText('Nothing is wrong.')).toBeDefined();
  });

  it('says when it cannot be loaded, and tries again when asked', async () => {
    server.answers.set(DIAGNOSTICS, [503, { title: 'Down', detail: 'The database does not answer.' }]);
    await openAccount();
    expect(await screen.findByText(/could not be loaded\. The database does not answer/)).toBeDefined();
    server.answers.set(DIAGNOSTICS, [200, aDiagnosis()]);
    fireEvent.click(screen.getByText('Try again'));
    await screen.findByTestId('explain');
    expect(screen.queryByText(/could not be loaded/)).toBeNull();
  });

  it('saves the support bundle under a name that tells the account', async () => {
    const saved: string[] = [];
    const createObjectURL = vi.fn(() => 'blob:bundle');
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL, revokeObjectURL: vi.fn() }));
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(`${this.download} ${this.href}`);
    });
    server.answers.set(BUNDLE, [200, 'PK']);
    await openAccount();
    fireEvent.click(screen.getByTestId('support-bundle'));
    await waitFor(() => expect(saved).toEqual(['wharf-support-a1.zip blob:bundle']));
    expect(createObjectURL).toHaveBeenCalledOnce();
  });

  it('says in a toast when there is no bundle', async () => {
    server.answers.set(BUNDLE, [500, { title: 'Failed', detail: 'No zip today.', code: 'internal_error' }]);
    await openAccount();
    fireEvent.click(screen.getByTestId('support-bundle'));
    expect((await screen.findByTestId('toast')).textContent).toContain('No zip today.');
  });
});
