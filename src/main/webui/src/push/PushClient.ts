import { Problem } from '../api/problem';
import type { ServerMessage, Ticket } from '../api/types';
import { backoff } from './backoff';

/** The part of a WebSocket this client needs. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  send(text: string): void;
  close(): void;
}

export interface Link {
  phase: 'connecting' | 'live' | 'offline';
  /** When the last message came, in this computer's time; null before the first. */
  lastMessageAt: number | null;
  /** When the next try starts, while offline. */
  nextTryAt: number | null;
}

export interface PushOptions {
  ticket: () => Promise<Ticket>;
  open: (ticket: string) => Socket;
  onMessage: (message: ServerMessage) => void;
  onLink: (link: Link) => void;
  now?: () => number;
  random?: () => number;
}

const CONNECT_MS = 15_000;
/** A quiet link is asked for a snapshot after this time: a proxy may have dropped it unseen. */
const QUIET_MS = 60_000;
const ANSWER_MS = 10_000;
const SUBSCRIBE = JSON.stringify({ subscribe: { accounts: ['*'], types: ['*'] } });

/**
 * Holds one live link to the server for as long as the page wants it: a new ticket for every try,
 * back-off between tries, a fresh snapshot after every connect and every gap. It never keeps state
 * about accounts.
 */
export class PushClient {
  private socket: Socket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  /** Numbers the tries, so that a late answer to an old one is ignored. */
  private round = 0;
  private link: Link = { phase: 'connecting', lastMessageAt: null, nextTryAt: null };
  private readonly now: () => number;
  private readonly random: () => number;

  constructor(private readonly options: PushOptions) {
    this.now = options.now ?? Date.now;
    this.random = options.random ?? Math.random;
  }

  start(): void {
    void this.connect();
  }

  stop(): void {
    this.round++;
    this.drop();
  }

  /** Tries at once instead of waiting for the back-off, unless a link is up. */
  retryNow(): void {
    if (this.link.phase === 'offline') void this.connect();
  }

  private async connect(): Promise<void> {
    const round = ++this.round;
    this.drop();
    this.report({ phase: 'connecting', nextTryAt: null });
    this.arm(CONNECT_MS, () => this.lost());
    try {
      const { ticket } = await this.options.ticket();
      if (round === this.round) this.open(ticket, round);
    } catch (cause) {
      if (round !== this.round) return;
      // A refused key stays refused: the page asks for another one.
      if (cause instanceof Problem && cause.status === 401) this.stop();
      else this.lost();
    }
  }

  private open(ticket: string, round: number): void {
    const socket = this.options.open(ticket);
    this.socket = socket;
    socket.onopen = () => socket.send(SUBSCRIBE);
    socket.onmessage = ({ data }) => {
      if (round === this.round) this.receive(data);
    };
    socket.onclose = () => {
      if (round === this.round) this.lost();
    };
  }

  private receive(data: unknown): void {
    const message = parse(data);
    this.watch();
    if (message === null) return;
    if (message.type === 'snapshot') this.tries = 0;
    this.report({ phase: 'live', lastMessageAt: this.now(), nextTryAt: null });
    this.options.onMessage(message);
    if (message.type === 'gap') this.socket?.send(SUBSCRIBE);
  }

  private watch(): void {
    this.arm(QUIET_MS, () => {
      this.socket?.send(SUBSCRIBE);
      this.arm(ANSWER_MS, () => this.lost());
    });
  }

  private lost(): void {
    this.round++;
    this.drop();
    const wait = backoff(++this.tries, this.random);
    this.report({ phase: 'offline', nextTryAt: this.now() + wait });
    this.arm(wait, () => void this.connect());
  }

  private drop(): void {
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  private arm(ms: number, then: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(then, ms);
  }

  private report(change: Partial<Link>): void {
    this.link = { ...this.link, ...change };
    this.options.onLink(this.link);
  }
}

function parse(data: unknown): ServerMessage | null {
  try {
    const message = JSON.parse(String(data)) as ServerMessage;
    return typeof message?.type === 'string' ? message : null;
  } catch {
    return null;
  }
}
