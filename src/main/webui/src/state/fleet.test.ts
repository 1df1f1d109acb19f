import { describe, expect, it } from 'vitest';
import type { ServerEvent } from '../api/types';
import { aQr, anAccount, anEvent } from '../test/accounts';
import { EMPTY_FLEET, fleet, type Fleet } from './fleet';

const warming = { status: 'warming', state: 'qr', since: '2026-01-01T10:00:01Z', reason: null, until: null, nextRetryAt: null, attempt: null } as const;
const start = fleet(EMPTY_FLEET, {
  type: 'snapshot',
  snapshot: { type: 'snapshot', seq: 10, accounts: [{ ...anAccount(), qr: null }] },
});

function after(...events: ServerEvent[]): Fleet {
  return events.reduce((state, event) => fleet(state, { type: 'event', event }), start);
}

describe('a snapshot', () => {
  it('gives a late subscriber the code that is showing', () => {
    const snapshot = { type: 'snapshot' as const, seq: 5, accounts: [{ ...anAccount({ state: 'qr' }), qr: aQr(3) }] };
    const berth = fleet(EMPTY_FLEET, { type: 'snapshot', snapshot }).berths.a1!;
    expect(berth.qr).toMatchObject({ attempt: 3, shownAt: null });
  });

  it('replaces everything, also with a lower seq after a restart of the server', () => {
    const next = fleet(start, { type: 'snapshot', snapshot: { type: 'snapshot', seq: 2, accounts: [] } });
    expect(next).toMatchObject({ berths: {}, seq: 2, loaded: true });
  });

  it('keeps when the same code began to show', () => {
    const showing = after(anEvent(11, 'status', warming), anEvent(12, 'qr', aQr()));
    const accounts = [{ ...anAccount({ state: 'qr' }), qr: aQr() }];
    const next = fleet(showing, { type: 'snapshot', snapshot: { type: 'snapshot', seq: 12, accounts } });
    expect(next.berths.a1!.qr!.shownAt).toBe('2026-01-01T10:00:01Z');
  });
});

describe('an event', () => {
  it('swaps the code at once', () => {
    const state = after(anEvent(11, 'qr', aQr(1)), anEvent(12, 'qr', aQr(2)));
    expect(state.berths.a1!.qr!.text).toBe('code-2');
  });

  it('is ignored when its seq is not newer', () => {
    const state = after(anEvent(12, 'qr', aQr(2)));
    const late = fleet(state, { type: 'event', event: anEvent(11, 'qr', aQr(1)) });
    expect(late).toBe(state);
  });

  it('takes the code away when the account leaves the pairing', () => {
    const paired = { ...warming, status: 'authenticating', state: 'paired' } as const;
    const state = after(anEvent(11, 'qr', aQr()), anEvent(12, 'status', paired));
    expect(state.berths.a1!.qr).toBeNull();
  });

  it('changes the status and keeps the name', () => {
    const state = after(anEvent(11, 'status', warming));
    expect(state.berths.a1!.account).toMatchObject({ name: 'Front desk', status: 'warming' });
  });

  it('adds what became known of the phone, and forgets nothing over an empty field', () => {
    const number = anEvent(11, 'phone-number', { phoneNumber: '+5511987654321', pushName: 'Rosa' });
    const later = anEvent(12, 'phone-number', { phoneNumber: null, platform: 'android' });
    expect(after(number, later).berths.a1!.account).toMatchObject({
      phoneNumber: '+5511987654321',
      pushName: 'Rosa',
      platform: 'android',
    });
  });

  it('creates, updates and deletes accounts', () => {
    const other = { ...anEvent(11, 'account', { op: 'created', account: anAccount({ id: 'a2' }) }), accountId: 'a2' };
    const renamed = anEvent(12, 'account', { op: 'updated', account: anAccount({ name: 'Bar' }) });
    const state = after(other, renamed);
    expect(Object.keys(state.berths)).toEqual(['a1', 'a2']);
    expect(state.berths.a1!.account.name).toBe('Bar');
    const gone = fleet(state, { type: 'event', event: anEvent(13, 'account', { op: 'deleted' }) });
    expect(Object.keys(gone.berths)).toEqual(['a2']);
  });

  it('of an unknown account or kind moves only the cursor', () => {
    const stranger = { ...anEvent(11, 'qr', aQr()), accountId: 'nobody' };
    const novelty = { ...anEvent(12, 'qr', aQr()), type: 'receipt' } as unknown as ServerEvent;
    const state = after(stranger, novelty);
    expect(state.seq).toBe(12);
    expect(state.berths).toEqual(start.berths);
  });

  it('makes the history be asked for again', () => {
    const before = start.berths.a1!.revision;
    expect(after(anEvent(11, 'connection-state', { step: 'dial' })).berths.a1!.revision).toBe(before + 1);
  });
});

describe('a REST answer', () => {
  it('never overwrites a newer pushed status', () => {
    const state = after(anEvent(11, 'status', warming));
    expect(fleet(state, { type: 'answered', account: anAccount() })).toBe(state);
  });

  it('shows at once when it is newer', () => {
    const account = anAccount({ status: 'warming', state: 'connecting', since: '2026-01-01T10:00:00.500Z' });
    expect(fleet(start, { type: 'answered', account }).berths.a1!.account.status).toBe('warming');
  });

  it('of the first list does not replace a snapshot', () => {
    expect(fleet(start, { type: 'listed', accounts: [] })).toBe(start);
    expect(fleet(EMPTY_FLEET, { type: 'listed', accounts: [anAccount()] })).toMatchObject({ loaded: true, seq: -1 });
  });
});

describe('a message that is no event', () => {
  it('without a seq changes nothing', () => {
    const complaint = { type: 'error', data: { code: 'bad_message', message: '' } } as unknown as ServerEvent;
    expect(fleet(start, { type: 'event', event: complaint })).toBe(start);
  });
});
