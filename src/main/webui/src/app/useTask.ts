import { useCallback, useRef, useState } from 'react';
import { Problem } from '../api/problem';
import { useWharf } from './wharf';

export interface Task {
  /** Which of the tasks runs now. */
  busy: string | null;
  /** Runs one at a time; a failure becomes a toast, or goes where told. Tells whether it went well. */
  run: (name: string, work: () => Promise<unknown>) => Promise<boolean>;
}

export function useTask(onProblem?: (problem: Problem) => void): Task {
  const wharf = useWharf();
  const say = onProblem ?? wharf.say;
  const [busy, setBusy] = useState<string | null>(null);
  const running = useRef(false);
  const run = useCallback(
    async (name: string, work: () => Promise<unknown>) => {
      if (running.current) return false;
      running.current = true;
      setBusy(name);
      try {
        await work();
        return true;
      } catch (cause) {
        const problem = Problem.of(cause);
        if (problem.status !== 401) say(problem);
        return false;
      } finally {
        running.current = false;
        setBusy(null);
      }
    },
    [say],
  );
  return { busy, run };
}
