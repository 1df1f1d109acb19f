import type { Accepted, Chat, Group, Limits, Message, Page } from './messages';
import { Problem } from './problem';
import type { Account, Diagnostics, NewAccount, PairingCode, Ticket, TimelineItem } from './types';

export type Command = 'initialize' | 'stop' | 'reconnect' | 'reset' | 'logout' | 'restore-credentials';

const ACCOUNTS = '/whatsapp/accounts';
const PAGE = 50;

/** The REST calls this page makes. Every failure is a {@link Problem}. */
export class Api {
  constructor(
    private readonly apiKey: string,
    private readonly onUnauthorized: () => void,
  ) {}

  async list(): Promise<Account[]> {
    const all: Account[] = [];
    let after: string | null = null;
    do {
      const query: string = after === null ? '' : `&after=${encodeURIComponent(after)}`;
      const page: { items: Account[]; next: string | null } = await this.call(
        'GET',
        `${ACCOUNTS}?limit=200${query}`,
      );
      all.push(...page.items);
      after = page.next;
    } while (after !== null && after !== undefined);
    return all;
  }

  create(account: NewAccount): Promise<Account> {
    return this.call('POST', ACCOUNTS, account);
  }

  command(id: string, command: Command): Promise<Account> {
    return this.call('POST', `${path(id)}/${command}`);
  }

  remove(id: string): Promise<void> {
    return this.call('DELETE', path(id));
  }

  pairingCode(id: string, phoneNumber: string): Promise<PairingCode> {
    return this.call('POST', `${path(id)}/pairing-code`, { phoneNumber });
  }

  setPhoneNumber(id: string, phoneNumber: string): Promise<Account> {
    return this.call('PUT', `${path(id)}/phone-number`, { phoneNumber });
  }

  async timeline(id: string): Promise<TimelineItem[]> {
    const page: { items: TimelineItem[] } = await this.call('GET', `${path(id)}/timeline?limit=100`);
    return page.items;
  }

  diagnostics(id: string): Promise<Diagnostics> {
    return this.call('GET', `${path(id)}/diagnostics`);
  }

  /** A zip. The key goes in a header, so that a plain link could not fetch it. */
  async supportBundle(id: string): Promise<Blob> {
    const response = await this.ask(`${path(id)}/support-bundle`, {
      headers: { 'X-Api-Key': this.apiKey, Accept: 'application/zip' },
    });
    return response.blob();
  }

  chats(id: string, after: string | null): Promise<Page<Chat>> {
    return this.call('GET', `${path(id)}/chats?limit=${PAGE}${cursor(after)}`);
  }

  /** Newest first. */
  messages(id: string, chat: string, after: string | null): Promise<Page<Message>> {
    return this.call('GET', `${path(id)}/messages?chat=${encodeURIComponent(chat)}&limit=${PAGE}${cursor(after)}`);
  }

  /** Asked again with the same key and text, nothing is sent twice. */
  sendText(id: string, to: string, text: string, key: string): Promise<Accepted> {
    return this.call('POST', `${path(id)}/messages`, { to, type: 'text', text }, { 'Idempotency-Key': key });
  }

  /** While it has not left. */
  cancelMessage(id: string, messageId: string): Promise<void> {
    return this.call('DELETE', `${path(id)}/messages/${encodeURIComponent(messageId)}`);
  }

  /** Whatever file it is; fetched from WhatsApp if it is not there. The key goes in a header here, too. */
  async media(id: string, messageId: string, chat: string): Promise<Blob> {
    const url = `${path(id)}/messages/${encodeURIComponent(messageId)}/media?chat=${encodeURIComponent(chat)}`;
    const response = await this.ask(url, { headers: { 'X-Api-Key': this.apiKey, Accept: '*/*' } });
    return response.blob();
  }

  /** An empty text takes it back. */
  react(id: string, to: string, messageId: string, text: string): Promise<Accepted> {
    return this.call('POST', `${path(id)}/messages`, { to, type: 'reaction', target: { messageId }, text });
  }

  readChat(id: string, chat: string): Promise<{ marked: number }> {
    return this.call('POST', `${path(id)}/chats/${encodeURIComponent(chat)}/read`);
  }

  async groups(id: string): Promise<Group[]> {
    const page: Page<Group> = await this.call('GET', `${path(id)}/groups?limit=200`);
    return page.items;
  }

  limits(id: string): Promise<Limits> {
    return this.call('GET', `${path(id)}/limits`);
  }

  ticket(): Promise<Ticket> {
    return this.call('POST', '/ws/tickets');
  }

  private async call<T>(method: string, url: string, body?: unknown, more?: Record<string, string>): Promise<T> {
    const headers: Record<string, string> = { 'X-Api-Key': this.apiKey, Accept: 'application/json', ...more };
    const init: RequestInit = { method, headers };
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
      init.body = JSON.stringify(body);
    }
    const response = await this.ask(url, init);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  private async ask(url: string, init: RequestInit): Promise<Response> {
    const response = await fetch(url, init).catch(() => {
      throw Problem.unreachable();
    });
    if (response.ok) return response;
    if (response.status === 401) this.onUnauthorized();
    throw await Problem.from(response);
  }
}

function cursor(after: string | null): string {
  return after === null ? '' : `&after=${encodeURIComponent(after)}`;
}

function path(id: string): string {
  return `${ACCOUNTS}/${encodeURIComponent(id)}`;
}
