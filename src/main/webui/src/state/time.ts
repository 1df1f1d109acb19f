/** `4:05`, `1:02:09`; never below zero. */
export function clockOf(ms: number): string {
  const total = Math.max(0, Math.round(ms / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor(total / 60) % 60;
  const seconds = two(total % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${seconds}` : `${minutes}:${seconds}`;
}

/** `now`, `12 s`, `4 min`, `3 h`, `2 d`: how long something has lasted. */
export function lasting(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 1) return 'now';
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** `340 ms`, `2.1 s`: how long a step took. */
export function tookOf(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

export function timeOf(iso: string): string {
  return time.format(new Date(iso));
}

export function dayOf(iso: string): string {
  return day.format(new Date(iso));
}

const minute = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** The time without seconds. */
export function minuteOf(iso: string): string {
  return minute.format(new Date(iso));
}

/** The time of what was today, else the day. */
export function whenOf(iso: string, now: number): string {
  const today = dayOf(new Date(now).toISOString());
  return dayOf(iso) === today ? minuteOf(iso) : dayOf(iso);
}

export interface Countdown {
  leftMs: number;
  /** From 1 (whole) to 0 (over). */
  fraction: number;
  over: boolean;
}

const FIRST_CODE_MS = 60_000;
const NEXT_CODE_MS = 20_000;

/** How much of a QR code's life is left. Without its beginning, the usual life is assumed. */
export function qrCountdown(
  qr: { attempt: number; expiresAt: string; shownAt: string | null },
  serverNow: number,
): Countdown {
  const ends = Date.parse(qr.expiresAt);
  const usual = qr.attempt === 1 ? FIRST_CODE_MS : NEXT_CODE_MS;
  const told = qr.shownAt === null ? 0 : ends - Date.parse(qr.shownAt);
  const whole = told > 0 ? told : usual;
  const leftMs = Math.max(0, ends - serverNow);
  return { leftMs, fraction: Math.min(1, leftMs / whole), over: leftMs === 0 };
}
