const FIRST_MS = 1_000;
const MOST_MS = 30_000;
const JITTER = 0.2;

/** How long to wait before try number `attempt` (from 1), spread so that many pages do not come at once. */
export function backoff(attempt: number, random: () => number): number {
  const plain = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 10));
  return Math.round(plain * (1 - JITTER + 2 * JITTER * random()));
}
