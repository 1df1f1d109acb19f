import { describe, expect, it } from 'vitest';
import { anAccount } from '../test/accounts';
import { countByStatus, matching } from './filter';
import { phoneForReading } from './phone';

const desk = anAccount({ id: 'a1', name: 'Front desk', tenant: 'acme', status: 'active', phoneNumber: '+5511987654321' });
const bar = anAccount({ id: 'a2', name: 'Bar', pushName: 'Rosa', status: 'banned' });

describe('the filter', () => {
  it.each([
    [{ status: null, text: '' }, ['a1', 'a2']],
    [{ status: 'banned', text: '' }, ['a2']],
    [{ status: null, text: 'DESK acme' }, ['a1']],
    [{ status: null, text: '98765' }, ['a1']],
    [{ status: null, text: 'rosa' }, ['a2']],
    [{ status: 'active', text: 'rosa' }, []],
  ] as const)('%j finds %j', (filter, ids) => {
    expect(matching([desk, bar], filter).map((account) => account.id)).toEqual(ids);
  });

  it('counts every status', () => {
    expect(countByStatus([desk, bar])).toMatchObject({ active: 1, banned: 1, warming: 0 });
  });
});

describe('a phone number for reading', () => {
  it.each([
    ['+5511987654321', '+55 11 98765 4321'],
    ['+551133334444', '+55 11 3333 4444'],
    ['+14155550132', '+1 415 555 0132'],
    ['+351912345678', '+351 912 345 678'],
    ['+34611223344', '+34 611 223 344'],
    ['+447700900123', '+44 770 090 0123'],
    ['12345', '12345'],
  ])('%s is %s', (phone, text) => expect(phoneForReading(phone)).toBe(text));
});
