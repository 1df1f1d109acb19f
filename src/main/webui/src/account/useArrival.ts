import { useEffect, useRef, type RefObject } from 'react';

const NARROW = '(max-width: 959px)';

/** Names the tab; where the account takes the whole page, starts at its top with its name in focus. */
export function useArrival(name: string | undefined): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const there = name !== undefined;

  useEffect(() => {
    if (name === undefined) return;
    document.title = `${name} – Wharf`;
    return () => {
      document.title = 'Wharf';
    };
  }, [name]);

  useEffect(() => {
    if (!there || !matchMedia(NARROW).matches) return;
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [there]);

  return heading;
}
