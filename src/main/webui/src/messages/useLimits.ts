import { useEffect, useMemo } from 'react';
import type { Limits } from '../api/messages';
import { useWharf } from '../app/wharf';
import { usePushed } from './usePushed';
import { useRenewed, type Renewed } from './useRenewed';

/** What is used comes free by itself, and nobody tells. */
const RENEW_MS = 30_000;

export function useLimits(id: string): Renewed<Limits> {
  const { api } = useWharf();
  const source = useMemo(() => ({ ask: () => api.limits(id), take: (_: Limits | null, told: Limits) => told }), [api, id]);
  const limits = useRenewed(source);
  const { renew } = limits;

  useEffect(() => {
    const timer = setInterval(renew, RENEW_MS);
    return () => clearInterval(timer);
  }, [renew]);

  usePushed(id, (event) => {
    const sent = event?.type === 'receipt' && event.data.receipt === 'sent';
    if (event === null || event.type === 'limit' || sent) renew();
  });

  return limits;
}
