import { useCallback, useEffect, useRef, useState } from 'react';
import { Problem } from '../api/problem';

const SETTLE_MS = 250;

export interface Source<T, A> {
  ask: () => Promise<A>;
  /** What is shown after an answer. */
  take: (shown: T | null, answer: A) => T;
}

export interface Renewed<T> {
  found: T | null;
  problem: Problem | null;
  /** Asks again a moment later; however often it is called, one question is open at a time. */
  renew: () => void;
  change: (next: (found: T) => T) => void;
}

/** Something the server knows, asked for at once and again whenever somebody says that it changed. */
export function useRenewed<T, A>(source: Source<T, A>): Renewed<T> {
  const [{ found, problem }, set] = useState<{ found: T | null; problem: Problem | null }>({ found: null, problem: null });
  const later = useRef<() => void>(() => {});

  useEffect(() => {
    let wanted = true;
    let running = false;
    let again = false;
    let timer: ReturnType<typeof setTimeout> | undefined;

    async function ask() {
      running = true;
      try {
        const answer = await source.ask();
        if (wanted) set(({ found: shown }) => ({ found: source.take(shown, answer), problem: null }));
      } catch (cause) {
        if (wanted) set(({ found: shown }) => ({ found: shown, problem: Problem.of(cause) }));
      }
      running = false;
      if (again) arm();
    }

    function arm() {
      again = running;
      if (!wanted || running) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        void ask();
      }, SETTLE_MS);
    }

    later.current = arm;
    void ask();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [source]);

  const renew = useCallback(() => later.current(), []);
  const change = useCallback((next: (found: T) => T) => {
    set((now) => (now.found === null ? now : { ...now, found: next(now.found) }));
  }, []);
  return { found, problem, renew, change };
}
