import { useMemo } from 'react';
import type { Page } from '../api/messages';
import type { Problem } from '../api/problem';
import { useTask } from '../app/useTask';
import { useRenewed } from './useRenewed';

export interface Paging<T> {
  fetch: (after: string | null) => Promise<Page<T>>;
  newest: (shown: Page<T> | null, page: Page<T>) => Page<T>;
  more: (shown: Page<T>, page: Page<T>) => Page<T>;
}

export interface Paged<T> {
  found: Page<T> | null;
  problem: Problem | null;
  renew: () => void;
  change: (next: (found: Page<T>) => Page<T>) => void;
  loading: boolean;
  /** A failure becomes a toast: what is shown stays. */
  loadMore: () => void;
}

/** A list that renews at its new end and grows at the other one. */
export function usePaged<T>(paging: Paging<T>): Paged<T> {
  const source = useMemo(() => ({ ask: () => paging.fetch(null), take: paging.newest }), [paging]);
  const { found, problem, renew, change } = useRenewed<Page<T>, Page<T>>(source);
  const { busy, run } = useTask();
  const next = found?.next ?? null;

  const loadMore = () =>
    void run('more', async () => {
      if (next === null) return;
      const page = await paging.fetch(next);
      change((shown) => (shown.next === next ? paging.more(shown, page) : shown));
    });

  return { found, problem, renew, change, loading: busy !== null, loadMore };
}
