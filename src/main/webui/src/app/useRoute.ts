import { useCallback, useSyncExternalStore } from 'react';

const CHANGED = 'wharf:route';

function subscribe(changed: () => void): () => void {
  window.addEventListener('popstate', changed);
  window.addEventListener(CHANGED, changed);
  return () => {
    window.removeEventListener('popstate', changed);
    window.removeEventListener(CHANGED, changed);
  };
}

/** The selected account's id, from `/accounts/{id}`. */
export function useRoute(): { accountId: string | null; go: (path: string) => void } {
  const path = useSyncExternalStore(subscribe, () => location.pathname);
  const go = useCallback((to: string) => {
    if (to === location.pathname) return;
    history.pushState(null, '', to + location.search);
    window.dispatchEvent(new Event(CHANGED));
  }, []);
  const found = /^\/accounts\/([^/]+)\/?$/.exec(path)?.[1];
  return { accountId: found === undefined ? null : decodeURIComponent(found), go };
}

export function accountPath(id: string): string {
  return `/accounts/${encodeURIComponent(id)}`;
}
