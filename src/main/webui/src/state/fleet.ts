import type { Account, Identity, Qr, ServerEvent, Snapshot } from '../api/types';

/** A QR code that is showing; `shownAt` where its beginning is known. */
export type LiveQr = Qr & { shownAt: string | null };

export interface Berth {
  account: Account;
  qr: LiveQr | null;
  /** Grows with every change, so that whoever shows the history knows when to ask again. */
  revision: number;
}

export interface Fleet {
  berths: Readonly<Record<string, Berth>>;
  seq: number;
  loaded: boolean;
}

export type FleetAction =
  | { type: 'snapshot'; snapshot: Snapshot }
  | { type: 'event'; event: ServerEvent }
  | { type: 'listed'; accounts: Account[] }
  | { type: 'answered'; account: Account }
  | { type: 'removed'; id: string };

export const EMPTY_FLEET: Fleet = { berths: {}, seq: -1, loaded: false };

/** All that is known about the accounts. Pushed facts win over REST answers that are older. */
export function fleet(state: Fleet, action: FleetAction): Fleet {
  switch (action.type) {
    case 'snapshot':
      return fromSnapshot(state, action.snapshot);
    case 'event':
      return fromEvent(state, action.event);
    case 'listed':
      return listed(state, action.accounts);
    case 'answered':
      return answered(state, action.account);
    case 'removed':
      return without(state, action.id);
  }
}

function fromSnapshot(state: Fleet, snapshot: Snapshot): Fleet {
  const berths: Record<string, Berth> = {};
  for (const { qr, ...account } of snapshot.accounts) {
    const known = state.berths[account.id];
    const shownAt = known?.qr && known.qr.text === qr?.text ? known.qr.shownAt : null;
    berths[account.id] = {
      account,
      qr: qr ? { ...qr, shownAt } : null,
      revision: (known?.revision ?? 0) + 1,
    };
  }
  // The snapshot's seq counts even when it is lower: the server may have started a new log.
  return { berths, seq: snapshot.seq, loaded: true };
}

function fromEvent(state: Fleet, event: ServerEvent): Fleet {
  if (!(event.seq > state.seq)) return state;
  const next = { ...state, seq: event.seq };
  if (event.type === 'account') {
    const { op, account } = event.data;
    if (op === 'deleted') return without(next, event.accountId);
    return account ? put(next, account, showsQr(account) ? (state.berths[account.id]?.qr ?? null) : null) : next;
  }
  const berth = state.berths[event.accountId];
  if (!berth) return next;
  const { account, qr } = berth;
  switch (event.type) {
    case 'qr':
      return put(next, account, { ...event.data, shownAt: event.at });
    case 'status': {
      const changed = { ...account, ...event.data, id: account.id };
      return put(next, changed, showsQr(changed) ? qr : null);
    }
    case 'phone-number':
      return put(next, { ...account, ...identityOf(event.data) }, qr);
    case 'connection-state':
    case 'error':
      return put(next, account, qr);
    default:
      return next;
  }
}

function listed(state: Fleet, accounts: Account[]): Fleet {
  if (state.loaded) return state;
  return { ...accounts.reduce(answered, state), loaded: true };
}

function answered(state: Fleet, account: Account): Fleet {
  const known = state.berths[account.id];
  if (known && Date.parse(known.account.since) > Date.parse(account.since)) return state;
  return put(state, account, showsQr(account) ? (known?.qr ?? null) : null);
}

function put(state: Fleet, account: Account, qr: LiveQr | null): Fleet {
  const revision = (state.berths[account.id]?.revision ?? 0) + 1;
  return { ...state, berths: { ...state.berths, [account.id]: { account, qr, revision } } };
}

function without(state: Fleet, id: string): Fleet {
  if (!(id in state.berths)) return state;
  const { [id]: _gone, ...berths } = state.berths;
  return { ...state, berths };
}

/** Codes stay valid while a number is being paired; any other state ends them. */
function showsQr(account: Account): boolean {
  return account.state === 'qr' || account.state === 'code';
}

function identityOf({ phoneNumber, lid, pushName, platform }: Partial<Identity>): Partial<Identity> {
  return Object.fromEntries(
    Object.entries({ phoneNumber, lid, pushName, platform }).filter(([, value]) => value != null),
  );
}
