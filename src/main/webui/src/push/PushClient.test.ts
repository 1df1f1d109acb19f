import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../api/problem';
import type { ServerMessage } from '../api/types';
import { backoff } from './backoff';
import { PushClient, type Link, type Socket } from './PushClient';

class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  sent: string[] = [];
  closed = false;
  constructor(readonly ticket: string) {}
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.closed = true;
  }
  say(message: unknown) {
    this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) });
  }
}

const snapshot = { type: 'snapshot', seq: 1, accounts: [] };
let sockets: FakeSocket[];
let links: Link[];
let heard: ServerMessage[];
let tickets: number;
let refuse: Problem | null;
let client: PushClient;

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  links = [];
  heard = [];
  tickets = 0;
  refuse = null;
  client = new PushClient({
    ticket: async () => {
      if (refuse) throw refuse;
      return { ticket: `t${++tickets}`, expiresAt: '' };
    },
    open: (ticket) => {
      const socket = new FakeSocket(ticket);
      sockets.push(socket);
      return socket;
    },
    onMessage: (message) => heard.push(message),
    onLink: (link) => links.push(link),
    random: () => 0.5,
  });
});

afterEach(() => {
  client.stop();
  vi.useRealTimers();
});

const phase = () => links.at(-1)!.phase;
const last = () => sockets.at(-1)!;

async function connect() {
  client.start();
  await vi.advanceTimersByTimeAsync(0);
  last().onopen?.();
  last().say(snapshot);
}

describe('the push client', () => {
  it('takes a ticket, subscribes to everything and becomes live with the snapshot', async () => {
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(phase()).toBe('connecting');
    last().onopen?.();
    expect(JSON.parse(last().sent[0]!)).toEqual({ subscribe: { accounts: ['*'], types: ['*'] } });
    last().say(snapshot);
    expect(phase()).toBe('live');
    expect(heard).toEqual([snapshot]);
  });

  it('connects again with a new ticket after the back-off', async () => {
    await connect();
    last().onclose?.();
    expect(phase()).toBe('offline');
    expect(links.at(-1)!.nextTryAt).toBe(Date.now() + 1000);
    await vi.advanceTimersByTimeAsync(999);
    expect(sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sockets.map((socket) => socket.ticket)).toEqual(['t1', 't2']);
  });

  it('waits longer after every failure, and starts short again after a snapshot', async () => {
    refuse = Problem.unreachable();
    client.start();
    const waits: number[] = [];
    for (let index = 0; index < 7; index++) {
      await vi.advanceTimersByTimeAsync(0);
      const wait = links.at(-1)!.nextTryAt! - Date.now();
      waits.push(wait);
      await vi.advanceTimersByTimeAsync(wait - 1);
      if (index === 6) refuse = null;
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000]);
    last().onopen?.();
    last().say(snapshot);
    last().onclose?.();
    expect(links.at(-1)!.nextTryAt).toBe(Date.now() + 1000);
  });

  it('tries at once when asked to', async () => {
    await connect();
    last().onclose?.();
    client.retryNow();
    await vi.advanceTimersByTimeAsync(0);
    expect(sockets).toHaveLength(2);
  });

  it('asks for a fresh snapshot after a gap', async () => {
    await connect();
    last().say({ type: 'gap', data: { after: 7 } });
    expect(last().sent).toHaveLength(2);
    expect(phase()).toBe('live');
  });

  it('asks a quiet link for a snapshot and gives it up when no answer comes', async () => {
    await connect();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(last().sent).toHaveLength(2);
    expect(phase()).toBe('live');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(phase()).toBe('offline');
    expect(sockets[0]!.closed).toBe(true);
  });

  it('gives up a connect that never answers', async () => {
    client.start();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(phase()).toBe('offline');
  });

  it('ignores what an earlier socket still says', async () => {
    await connect();
    const old = last().onmessage!;
    last().onclose?.();
    old({ data: JSON.stringify(snapshot) });
    expect(heard).toHaveLength(1);
    expect(phase()).toBe('offline');
  });

  it('survives text that is no JSON', async () => {
    await connect();
    last().say('{');
    expect(heard).toHaveLength(1);
    expect(phase()).toBe('live');
  });

  it('stops when the key is refused', async () => {
    refuse = new Problem(401, 'unauthorized', '', '');
    client.start();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(sockets).toHaveLength(0);
    expect(links).toHaveLength(1);
  });

  it('leaves nothing running after stop', async () => {
    await connect();
    client.stop();
    expect(last().closed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the back-off', () => {
  it('spreads a wait by a fifth to both sides', () => {
    expect(backoff(1, () => 0)).toBe(800);
    expect(backoff(1, () => 1)).toBe(1200);
    expect(backoff(1000, () => 1)).toBe(36_000);
  });
});
