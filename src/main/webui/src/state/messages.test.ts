import { describe, expect, it } from 'vitest';
import type { MessageState, Receipt } from '../api/messages';
import { ANA, aChat, aMessage } from '../test/messages';
import { afterReceipt, partyOf, sameParty, withLatestChats, withMoreChats, withNewest, withOlder } from './messages';

const page = (...ids: string[]) => ({ items: ids.map((id) => aMessage(id)), next: ids.at(-1) ?? null });
const ids = ({ items }: { items: { messageId: string }[] }) => items.map(({ messageId }) => messageId).join(' ');

function receipt(state: MessageState, messageId = 'm1'): Receipt {
  const failure = state === 'failed' ? { code: 'expired', message: 'Too late.', action: null } : null;
  return { chat: ANA, bySelf: false, receipt: state, messages: [{ messageId, state }], failure };
}

describe('a conversation', () => {
  it('shows the newest last', () => {
    expect(ids(withNewest(null, page('c', 'b', 'a')))).toBe('a b c');
  });

  it('grows at its end by what came, and keeps what was loaded before', () => {
    const shown = withOlder(withNewest(null, page('d', 'c')), page('b', 'a'));
    const grown = withNewest(shown, page('e', 'd'));
    expect(ids(grown)).toBe('a b c d e');
    expect(grown.next).toBe('a');
  });

  it('begins anew where too much came to join up', () => {
    const anew = withNewest(withNewest(null, page('b', 'a')), page('z', 'y'));
    expect(ids(anew)).toBe('y z');
    expect(anew.next).toBe('y');
  });

  it('shows nothing twice when pages overlap', () => {
    expect(ids(withOlder(withNewest(null, page('c', 'b')), page('b', 'a')))).toBe('a b c');
  });

  it('keeps messages of one id and different senders apart', () => {
    const other = aMessage('a', { sender: partyOf('222222222222222@lid') });
    expect(ids(withNewest(withNewest(null, page('a')), { items: [other, aMessage('a')], next: null }))).toBe('a a');
  });

  it('is not put back by an answer that a push overtook', () => {
    const shown = withNewest(null, { items: [aMessage('m1', { fromMe: true, state: 'delivered' })], next: null });
    const late = withNewest(shown, { items: [aMessage('m1', { fromMe: true, state: 'sent' })], next: null });
    expect(late.items[0]?.state).toBe('delivered');
  });
});

describe('a receipt', () => {
  const waiting = { until: '2026-01-01T10:00:00Z', why: null, expiresAt: '2026-01-02T10:00:00Z', attempts: 0 };

  it.each<[MessageState, MessageState, MessageState]>([
    ['accepted', 'sent', 'sent'],
    ['sent', 'read', 'read'],
    ['read', 'delivered', 'read'],
    ['accepted', 'failed', 'failed'],
    ['failed', 'delivered', 'delivered'],
    ['delivered', 'failed', 'delivered'],
  ])('moves what is %s by «%s» to %s', (before, told, after) => {
    expect(afterReceipt(aMessage('m1', { fromMe: true, state: before, waiting }), receipt(told)).state).toBe(after);
  });

  it('says why a message failed, and ends its waiting', () => {
    const failed = afterReceipt(aMessage('m1', { fromMe: true, state: 'accepted', waiting }), receipt('failed'));
    expect(failed).toMatchObject({ waiting: null, failure: { code: 'expired' } });
  });

  it('says nothing of other messages, nor of what others sent', () => {
    const mine = aMessage('m1', { fromMe: true });
    expect(afterReceipt(mine, receipt('read', 'm2'))).toBe(mine);
    const theirs = aMessage('m1');
    expect(afterReceipt(theirs, receipt('read'))).toBe(theirs);
  });
});

describe('a person', () => {
  it.each([
    ['5511911112222@s.whatsapp.net', true],
    ['111111111111111@lid', true],
    ['5511900000000@s.whatsapp.net', false],
    ['5511911112222@lid', false],
  ])('is known by any name: %s', (jid, same) => {
    expect(sameParty(ANA, partyOf(jid))).toBe(same);
  });
});

describe('the chats', () => {
  const named = (jid: string, lastAt = '2026-01-01T10:00:00.000Z') => aChat({ chat: partyOf(jid), lastAt });

  it('have one that moved up once only, and keep the further pages', () => {
    const shown = withMoreChats({ items: [named('1@g.us')], next: 'x' }, { items: [named('2@g.us')], next: 'y' });
    const renewed = withLatestChats(shown, { items: [named('2@g.us')], next: 'z' });
    expect(renewed.items.map(({ chat }) => chat.jid)).toEqual(['2@g.us', '1@g.us']);
    expect(renewed.next).toBe('y');
  });

  it('take the hidden id for the number it replaces', () => {
    const byNumber = { items: [named('5511911112222@s.whatsapp.net')], next: null };
    expect(withLatestChats(byNumber, { items: [aChat()], next: null }).items).toHaveLength(1);
  });
});
