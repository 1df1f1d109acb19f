import type { Account, Status } from '../api/types';

export const STATUS_WORDS: Record<Status, string> = {
  active: 'Active',
  warming: 'Warming',
  authenticating: 'Authenticating',
  reconnecting: 'Reconnecting',
  cooldown: 'Cooldown',
  banned: 'Banned',
  inactive: 'Inactive',
};

const STATE_SENTENCES: Record<string, string> = {
  created: 'Not connected yet. Press Connect to get a QR code.',
  stopped: 'Stopped. Its pairing is kept: Connect brings it back.',
  logged_out: 'Logged out. Connect to pair it again.',
  qr_expired: 'Nobody scanned the QR code in time.',
  timed_out: 'Connecting took too long.',
  replaced: 'Another program uses this session now.',
  outdated: 'WhatsApp asks for a newer version.',
  failed: 'Connecting failed.',
  connecting: 'Opening a connection to WhatsApp.',
  qr: 'Waiting for somebody to scan the QR code.',
  code: 'Waiting for the pairing code to be entered on the phone.',
  passkey_required: 'The phone asks for a passkey. Confirm it there.',
  paired: 'Scanned. Finishing the pairing.',
  logging_in: 'Logging in.',
  syncing: 'Logged in. Fetching what the phone shares.',
  online: 'Connected.',
  waiting: 'The connection was lost. Waiting for the next try.',
  too_many_attempts: 'Too many attempts. WhatsApp wants a pause.',
  rate_limited: 'WhatsApp wants a pause.',
  temporary: 'WhatsApp banned this number for some time.',
  permanent: 'WhatsApp banned this number.',
};

/** What is going on, for a person: the server's own sentence, or ours for the state. */
export function sentence({ reason, state }: Account): string {
  return reason?.message || stateSentence(state);
}

export function stateSentence(state: string): string {
  return STATE_SENTENCES[state] ?? `${stateWord(state)}.`;
}

/** `logged_out` → `logged out` */
export function stateWord(state: string): string {
  return state.replaceAll('_', ' ');
}

const PLATFORM_WORDS: Record<string, string> = {
  android: 'Android',
  iphone: 'iPhone',
  smba: 'WhatsApp Business on Android',
  smbi: 'WhatsApp Business on iPhone',
};

export function platformWord(platform: string): string {
  return PLATFORM_WORDS[platform.toLowerCase()] ?? platform;
}

const ended = new Set<Status>(['inactive', 'banned']);

export function canConnect({ status }: Account): boolean {
  return ended.has(status);
}

export function canStop({ status, state }: Account): boolean {
  return status !== 'inactive' && !(status === 'banned' && state === 'permanent');
}

export function canReconnect({ status }: Account): boolean {
  return status === 'active' || status === 'reconnecting';
}

/** When something happens by itself: the end of a pause, or the next try. */
export function nextTurn(account: Account): string | null {
  if (account.status === 'reconnecting') return account.nextRetryAt;
  if (account.status === 'cooldown' || account.status === 'banned') {
    return account.until ?? account.nextRetryAt;
  }
  return null;
}
