import { describe, expect, it } from 'vitest';
import { ServerClock } from './serverClock';
import { clockOf, lasting, qrCountdown } from './time';

const at = (iso: string) => Date.parse(iso);

describe('the countdown of a QR code', () => {
  const qr = { attempt: 2, expiresAt: '2026-01-01T10:00:20Z', shownAt: '2026-01-01T10:00:00Z' };

  it('runs from whole to over', () => {
    expect(qrCountdown(qr, at('2026-01-01T10:00:00Z'))).toEqual({ leftMs: 20_000, fraction: 1, over: false });
    expect(qrCountdown(qr, at('2026-01-01T10:00:15Z'))).toEqual({ leftMs: 5_000, fraction: 0.25, over: false });
    expect(qrCountdown(qr, at('2026-01-01T10:00:21Z'))).toEqual({ leftMs: 0, fraction: 0, over: true });
  });

  it('of a code met late assumes the usual life: 60 s for the first, 20 s for the next', () => {
    const now = at('2026-01-01T10:00:10Z');
    expect(qrCountdown({ ...qr, shownAt: null }, now).fraction).toBe(0.5);
    expect(qrCountdown({ ...qr, shownAt: null, attempt: 1 }, now).fraction).toBeCloseTo(1 / 6);
  });
});

describe('the server clock', () => {
  it('corrects a computer whose clock is an hour behind', () => {
    const local = at('2026-01-01T09:00:00Z');
    const clock = new ServerClock(() => local);
    clock.observe('2026-01-01T10:00:00Z');
    expect(clock.now()).toBe(at('2026-01-01T10:00:00Z'));
  });

  it('is not led astray by replayed events or nonsense', () => {
    const clock = new ServerClock(() => at('2026-01-01T10:00:00Z'));
    clock.observe('2026-01-01T10:00:01Z');
    clock.observe('2026-01-01T08:00:00Z');
    clock.observe('soon');
    expect(clock.offset()).toBe(1000);
  });

  it('forgets old samples, so that a corrected local clock counts', () => {
    const clock = new ServerClock(() => 0);
    clock.observe(new Date(5000).toISOString());
    for (let index = 0; index < 20; index++) clock.observe(new Date(10).toISOString());
    expect(clock.offset()).toBe(10);
  });
});

describe('times in words', () => {
  it.each([
    [0, '0:00'],
    [-5, '0:00'],
    [59_900, '1:00'],
    [245_000, '4:05'],
    [3_729_000, '1:02:09'],
  ])('%i ms left is %s', (ms, text) => expect(clockOf(ms)).toBe(text));

  it.each([
    [10, 'now'],
    [12_000, '12 s'],
    [240_000, '4 min'],
    [7_300_000, '2 h'],
    [200_000_000, '2 d'],
  ])('%i ms last %s', (ms, text) => expect(lasting(ms)).toBe(text));
});
