import type { Account, Diagnostics, Qr, ServerEvent } from '../api/types';

export function anAccount(fields: Partial<Account> = {}): Account {
  return {
    id: 'a1',
    name: 'Front desk',
    tenant: null,
    externalId: null,
    metadata: {},
    status: 'inactive',
    state: 'created',
    since: '2026-01-01T10:00:00Z',
    reason: null,
    until: null,
    nextRetryAt: null,
    attempt: null,
    phoneNumber: null,
    lid: null,
    pushName: null,
    platform: null,
    wanted: false,
    paired: false,
    createdAt: '2026-01-01T10:00:00Z',
    ...fields,
  };
}

export function aDiagnosis(fields: Partial<Diagnostics> = {}): Diagnostics {
  return {
    at: '2026-01-01T10:00:00.000Z',
    vitals: null,
    lastLink: null,
    last24Hours: { reconnects: 0, endings: {}, troubles: {} },
    explain: { fine: false, wrong: 'The account was not paired with a phone yet.', next: ['Press Connect.'], phone: [] },
    ...fields,
  };
}

export function aQr(attempt = 1, expiresAt = '2026-01-01T10:01:00Z'): Qr {
  return { text: `code-${attempt}`, svg: '<svg/>', attempt, maxAttempts: 6, expiresAt };
}

export function anEvent<T extends ServerEvent['type']>(
  seq: number,
  type: T,
  data: Extract<ServerEvent, { type: T }>['data'],
  at = '2026-01-01T10:00:01Z',
): ServerEvent {
  return { id: `e${seq}`, seq, type, accountId: 'a1', at, data } as ServerEvent;
}
