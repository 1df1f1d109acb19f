import { randomBytes, randomUUID } from 'node:crypto';
import { fakeQrSvg } from './fakeQr.mjs';

const FIRST_MS = 60_000;
const NEXT_MS = 20_000;
const MAX = 6;

/** Accounts that behave like the real ones, as far as the page can see. `speed` shortens all waits. */
export class World {
  accounts = new Map();
  qrs = new Map();
  timelines = new Map();
  timers = new Map();
  listeners = new Set();
  seq = 0;

  constructor({ speed = 1 } = {}) {
    this.speed = speed;
  }

  create({ name, tenant = null, externalId = null, metadata = {} }) {
    const now = new Date().toISOString();
    const account = {
      id: randomUUID(), name, tenant, externalId, metadata,
      status: 'inactive', state: 'created', since: now, reason: null, until: null, nextRetryAt: null, attempt: null,
      phoneNumber: null, lid: null, pushName: null, platform: null, wanted: false, paired: false, createdAt: now,
    };
    this.accounts.set(account.id, account);
    this.timelines.set(account.id, []);
    this.#log(account);
    this.publish('account', account.id, { op: 'created', account });
    return account;
  }

  /** Puts an account anywhere, with what the log should say. */
  stand(id, status, state, fields = {}) {
    const account = this.accounts.get(id);
    if (!account) return;
    clearTimeout(this.timers.get(id));
    if (state !== 'qr' && state !== 'code') this.qrs.delete(id);
    Object.assign(account, { reason: null, until: null, nextRetryAt: null, attempt: null }, fields, {
      status, state, since: fields.since ?? new Date().toISOString(),
    });
    this.#log(account);
    const { id: _id, name: _name, metadata: _metadata, createdAt: _createdAt, ...data } = account;
    this.publish('status', id, data);
  }

  initialize(id) {
    const account = this.accounts.get(id);
    if (['warming', 'authenticating', 'active', 'reconnecting'].includes(account.status)) return;
    account.wanted = true;
    if (account.paired) {
      this.stand(id, 'reconnecting', 'connecting', { attempt: 1 });
      return this.#later(id, 900, () => this.stand(id, 'active', 'online'));
    }
    this.stand(id, 'warming', 'connecting');
    this.step(id, 'dial', 41);
    this.#later(id, 500, () => {
      this.step(id, 'handshake', 87);
      this.stand(id, 'warming', 'qr', { reason: reason('qr_shown', 'Waiting for somebody to scan the QR code.', 'scan_qr') });
      this.#showQr(id, 1);
    });
  }

  #showQr(id, attempt) {
    if (attempt > MAX) {
      const why = reason('qr_expired', 'Nobody scanned the QR code in time. Connect again when the phone is at hand.', 'retry_initialize');
      return this.stand(id, 'inactive', 'qr_expired', { reason: why });
    }
    const ms = (attempt === 1 ? FIRST_MS : NEXT_MS) / this.speed;
    const text = `2@${randomBytes(60).toString('base64')},${randomBytes(32).toString('base64')}`;
    const qr = {
      text, svg: fakeQrSvg(text), dataUrl: null, attempt, maxAttempts: MAX,
      expiresAt: new Date(Date.now() + ms).toISOString(),
    };
    this.qrs.set(id, qr);
    this.publish('qr', id, qr);
    this.#later(id, ms, () => this.#showQr(id, attempt + 1));
  }

  scan(text) {
    const found = [...this.qrs].find(([, qr]) => qr.text === text);
    if (!found) return false;
    const [id] = found;
    const number = `+55119${String(10_000_000 + (this.seq * 7919) % 89_999_999)}`;
    this.stand(id, 'authenticating', 'paired');
    this.#later(id, 700, () => {
      const identity = { phoneNumber: number, lid: '192837465564738@lid', pushName: 'Rosa', platform: 'android' };
      const account = Object.assign(this.accounts.get(id), identity, { paired: true });
      this.publish('phone-number', id, identity);
      this.publish('account', id, { op: 'updated', account });
      this.stand(id, 'authenticating', 'logging_in');
      this.step(id, 'login', 212);
      this.#later(id, 700, () => this.stand(id, 'active', 'online'));
    });
    return true;
  }

  stop(id) {
    this.accounts.get(id).wanted = false;
    this.stand(id, 'inactive', 'stopped', { reason: reason('stopped', 'Stopped by an operator. Its pairing is kept.', 'retry_initialize') });
  }

  reconnect(id) {
    this.stand(id, 'reconnecting', 'connecting', { attempt: 1 });
    this.#later(id, 1200, () => this.stand(id, 'active', 'online'));
  }

  reset(id) {
    this.#unpair(id);
    this.stand(id, 'inactive', 'created', { reason: reason('reset', 'Reset by an operator. Connect to pair a phone.', 'scan_qr') });
  }

  logout(id) {
    this.#unpair(id);
    this.stand(id, 'inactive', 'logged_out', { reason: reason('logged_out', 'Logged out by an operator. Connect to pair it again.', 'scan_qr') });
  }

  remove(id) {
    clearTimeout(this.timers.get(id));
    for (const map of [this.accounts, this.qrs, this.timelines]) map.delete(id);
    this.publish('account', id, { op: 'deleted' });
  }

  step(id, step, durationMs, outcome = 'ok') {
    const at = new Date().toISOString();
    this.timelines.get(id)?.push({ id: randomUUID(), kind: 'step', at, status: null, state: null, reason: null, step, durationMs, outcome });
    this.publish('connection-state', id, { step, durationMs, outcome });
  }

  publish(type, accountId, data) {
    const event = { id: randomUUID(), seq: ++this.seq, type, accountId, at: new Date().toISOString(), data };
    for (const listener of this.listeners) listener(event);
  }

  snapshot() {
    const accounts = [...this.accounts.values()].map((account) => ({ ...account, qr: this.qrs.get(account.id) ?? null }));
    return { type: 'snapshot', seq: this.seq, at: new Date().toISOString(), accounts };
  }

  #unpair(id) {
    Object.assign(this.accounts.get(id), { phoneNumber: null, lid: null, pushName: null, platform: null, paired: false, wanted: false });
  }

  #log({ id, since, status, state, reason: why }) {
    this.timelines.get(id).push({ id: randomUUID(), kind: 'status', at: since, status, state, reason: why, step: null, durationMs: null, outcome: null });
  }

  #later(id, ms, then) {
    clearTimeout(this.timers.get(id));
    this.timers.set(id, setTimeout(then, ms));
  }
}

export function reason(code, message, action, origin = 'wharf') {
  return { code, origin, message, action };
}
