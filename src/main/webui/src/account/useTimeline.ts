import { useEffect, useState } from 'react';
import { Problem } from '../api/problem';
import type { TimelineItem } from '../api/types';
import { useWharf } from '../app/wharf';

const SETTLE_MS = 250;

interface Timeline {
  items: TimelineItem[] | null;
  problem: Problem | null;
}

/** The history, newest first; asked for again a moment after something changed. */
export function useTimeline(id: string, revision: number): Timeline {
  const { api } = useWharf();
  const [timeline, setTimeline] = useState<Timeline>({ items: null, problem: null });

  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      api.timeline(id).then(
        (items) => {
          const newestFirst = items.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
          if (wanted) setTimeline({ items: newestFirst, problem: null });
        },
        (cause: unknown) => {
          if (wanted) setTimeline(({ items }) => ({ items, problem: Problem.of(cause) }));
        },
      );
    }, SETTLE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [api, id, revision]);

  return timeline;
}
