import type { Group, MessageNews, Receipt } from './messages';

/** What the server says, word for word (design: status model, REST, live push). */

export const STATUSES = [
  'active',
  'warming',
  'authenticating',
  'reconnecting',
  'cooldown',
  'banned',
  'inactive',
] as const;

export type Status = (typeof STATUSES)[number];

export type ReasonAction =
  | 'scan_qr'
  | 'retry_initialize'
  | 'update_phone'
  | 'wait'
  | 'open_phone'
  | 'upgrade'
  | 'contact_support';

export interface Reason {
  code: string;
  origin: string;
  message: string;
  action: ReasonAction | null;
}

/** Where an account stands. Times are ISO 8601. */
export interface Standing {
  status: Status;
  state: string;
  since: string;
  reason: Reason | null;
  until: string | null;
  nextRetryAt: string | null;
  attempt: number | null;
}

export interface Identity {
  phoneNumber: string | null;
  lid: string | null;
  pushName: string | null;
  platform: string | null;
}

export interface Account extends Standing, Identity {
  id: string;
  name: string;
  tenant: string | null;
  externalId: string | null;
  metadata: Record<string, unknown>;
  wanted: boolean;
  paired: boolean;
  createdAt: string;
}

export interface Qr {
  text: string;
  svg: string;
  attempt: number;
  maxAttempts: number;
  expiresAt: string;
}

export interface PairingCode {
  code: string;
  expiresAt: string;
}

export interface TimelineItem {
  id: string;
  at: string;
  kind: 'status' | 'step' | 'identity' | 'error' | 'operator';
  status: Status | null;
  state: string | null;
  reason: Reason | null;
  step: string | null;
  durationMs: number | null;
  outcome: string | null;
}

/** Signs of life of a running session. */
export interface Vitals {
  link: number;
  socket: boolean;
  openedAt: string | null;
  lastFrameAt: string | null;
  lastPongAt: string | null;
  missedPings: number;
}

export interface LinkStep {
  at: string;
  step: string | null;
  durationMs: number | null;
  outcome: string | null;
}

export interface Explanation {
  fine: boolean;
  wrong: string;
  next: string[];
  phone: string[];
}

/** What the page shows of a diagnosis; the server tells more. */
export interface Diagnostics {
  at: string;
  vitals: Vitals | null;
  lastLink: { link: number; steps: LinkStep[] } | null;
  last24Hours: { reconnects: number; endings: Record<string, number>; troubles: Record<string, number> } | null;
  explain: Explanation;
}

export interface Ticket {
  ticket: string;
  expiresAt: string;
}

export interface NewAccount {
  name: string;
  tenant?: string;
  externalId?: string;
}

export interface Snapshot {
  type: 'snapshot';
  seq: number;
  /** The server's time, where it tells it. */
  at?: string;
  accounts: (Account & { qr?: Qr | null })[];
}

interface Envelope<T extends string, D> {
  id: string;
  seq: number;
  type: T;
  accountId: string;
  at: string;
  data: D;
}

export type ServerEvent =
  | Envelope<'qr', Qr>
  | Envelope<'status', Partial<Account> & Standing>
  | Envelope<'connection-state', { step?: string; outcome?: string }>
  | Envelope<'phone-number', Partial<Identity>>
  | Envelope<'error', { code: string; message: string; action: ReasonAction | null }>
  | Envelope<'account', { op: 'created' | 'updated' | 'deleted'; account?: Account | null }>
  | Envelope<'message', MessageNews>
  | Envelope<'receipt', Receipt>
  | Envelope<'group', { group: Group }>
  | Envelope<'limit', { limit: string; freeAt: string; why: string }>;

export interface Gap {
  type: 'gap';
  data?: { after?: string | number };
}

/** Said to this page alone: it sent something wrong. */
export interface Complaint {
  type: 'error';
  seq?: undefined;
  data: { code: string; message: string };
}

export type ServerMessage = Snapshot | Gap | Complaint | ServerEvent;
