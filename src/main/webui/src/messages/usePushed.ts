import { useEffect, useRef } from 'react';
import type { ServerEvent } from '../api/types';
import { useWharf } from '../app/wharf';

/** Hears the events of an account. `null` means that some may have been missed. */
export function usePushed(accountId: string, onPushed: (event: ServerEvent | null) => void): void {
  const { listen } = useWharf();
  const newest = useRef(onPushed);
  newest.current = onPushed;
  useEffect(
    () =>
      listen((pushed) => {
        if (pushed.type === 'snapshot') newest.current(null);
        else if (pushed.accountId === accountId) newest.current(pushed);
      }),
    [listen, accountId],
  );
}
