import { useCallback, useEffect, useState } from 'react';
import { Problem } from '../api/problem';
import type { Diagnostics } from '../api/types';
import { useWharf } from '../app/wharf';

const SETTLE_MS = 300;
/** Signs of life are not pushed. */
const RENEW_MS = 30_000;

interface Loaded {
  found: Diagnostics | null;
  problem: Problem | null;
}

/** The diagnosis; asked for again a moment after something changed, and now and then. */
export function useDiagnostics(id: string, revision: number): Loaded & { retry: () => void } {
  const { api } = useWharf();
  const [loaded, setLoaded] = useState<Loaded>({ found: null, problem: null });
  const [asked, setAsked] = useState(0);

  useEffect(() => {
    let wanted = true;
    const load = () =>
      void api.diagnostics(id).then(
        (found) => {
          if (wanted) setLoaded({ found, problem: null });
        },
        (cause: unknown) => {
          if (wanted) setLoaded(({ found }) => ({ found, problem: Problem.of(cause) }));
        },
      );
    const first = setTimeout(load, SETTLE_MS);
    const again = setInterval(load, RENEW_MS);
    return () => {
      wanted = false;
      clearTimeout(first);
      clearInterval(again);
    };
  }, [api, id, revision, asked]);

  const retry = useCallback(() => setAsked((times) => times + 1), []);
  return { ...loaded, retry };
}
