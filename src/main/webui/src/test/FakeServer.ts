import { act } from '@testing-library/react';
import { vi } from 'vitest';
import { aDiagnosis } from './accounts';
import { someLimits } from './messages';

interface Call {
  request: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: unknown;
}

/** Status 0 never comes. */
type Answer = [status: number, body?: unknown];

/** Answers the page's requests and holds the sockets it opens. */
export class FakeServer {
  readonly requests: string[] = [];
  /** The same with what was sent along. */
  readonly calls: Call[] = [];
  readonly answers = new Map<string, Answer>();
  sockets: FakeWebSocket[] = [];

  constructor() {
    vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
      const request = `${init?.method ?? 'GET'} ${url.split('?')[0]}`;
      this.requests.push(request);
      this.calls.push({
        request,
        query: new URLSearchParams(url.split('?')[1]),
        headers: (init?.headers ?? {}) as Record<string, string>,
        body: typeof init?.body === 'string' && init.body.startsWith('{') ? JSON.parse(init.body) : init?.body,
      });
      const [status, body] = this.answers.get(request) ?? [404, { title: 'Unknown' }];
      if (status === 0) return new Promise<Response>(() => {});
      return new Response(body === undefined ? null : JSON.stringify(body), { status });
    });
    const opened = this.sockets;
    vi.stubGlobal(
      'WebSocket',
      class extends FakeWebSocket {
        constructor(url: string) {
          super(url);
          opened.push(this);
        }
      },
    );
    this.answers.set('POST /ws/tickets', [201, { ticket: 't', expiresAt: '' }]);
    this.answers.set('GET /whatsapp/accounts', [200, { items: [], next: null }]);
    this.answers.set('GET /whatsapp/accounts/a1/timeline', [200, { items: [] }]);
    this.answers.set('GET /whatsapp/accounts/a1/diagnostics', [200, aDiagnosis()]);
    this.answers.set('GET /whatsapp/accounts/a1/chats', [200, { items: [], next: null }]);
    this.answers.set('GET /whatsapp/accounts/a1/limits', [200, someLimits()]);
  }

  callsOf(request: string): Call[] {
    return this.calls.filter((call) => call.request === request);
  }

  demo(): void {
    this.answers.set('GET /demo/config', [200, { apiKey: 'k', phoneUrl: 'http://phone' }]);
  }

  /** Pushes messages over the link that is open. */
  async push(...messages: unknown[]): Promise<void> {
    await vi.waitUntil(() => this.sockets.length > 0);
    const socket = this.sockets.at(-1)!;
    await act(async () => {
      socket.onopen?.();
      for (const message of messages) socket.onmessage?.({ data: JSON.stringify(message) });
    });
  }
}

class FakeWebSocket {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  constructor(readonly url: string) {}
  send() {}
  close() {}
}
