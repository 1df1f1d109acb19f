import { useState } from 'react';
import { STATUSES, type Status } from '../api/types';
import type { Filter } from '../state/filter';

/** The filter lives in the address, so that a reload or a shared link shows the same. */
export function useFilter(): [Filter, (change: Partial<Filter>) => void] {
  const [filter, setFilter] = useState<Filter>(read);
  function change(part: Partial<Filter>) {
    const next = { ...filter, ...part };
    setFilter(next);
    history.replaceState(history.state, '', location.pathname + write(next));
  }
  return [filter, change];
}

function read(): Filter {
  const query = new URLSearchParams(location.search);
  const status = query.get('status') as Status | null;
  return {
    status: status !== null && STATUSES.includes(status) ? status : null,
    text: query.get('q') ?? '',
  };
}

function write({ status, text }: Filter): string {
  const query = new URLSearchParams();
  if (status !== null) query.set('status', status);
  if (text !== '') query.set('q', text);
  return query.size === 0 ? '' : `?${query}`;
}
