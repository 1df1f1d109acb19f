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
          if (wanted) setTimeline({ items: newestFirst(items), problem: null });
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

/** Either order may come; what shares an instant keeps the order in which it happened. */
export function newestFirst(items: TimelineItem[]): TimelineItem[] {
  const first = items[0];
  const last = items.at(-1);
  const oldestFirst = first !== undefined && last !== undefined && Date.parse(first.at) < Date.parse(last.at);
  const sorted = oldestFirst ? items.toReversed() : items;
  return sorted.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
