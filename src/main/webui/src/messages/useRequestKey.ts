import { useCallback, useRef } from 'react';

export interface RequestKey {
  /** The same for the same message until it is accepted, so that trying again never sends twice. */
  keyFor: (message: string) => string;
  /** It was accepted: the same words again are a message of their own. */
  done: () => void;
}

export function useRequestKey(): RequestKey {
  const open = useRef({ message: '', key: '' });
  const keyFor = useCallback((message: string) => {
    if (open.current.message !== message) open.current = { message, key: randomKey() };
    return open.current.key;
  }, []);
  const done = useCallback(() => {
    open.current = { message: '', key: '' };
  }, []);
  return { keyFor, done };
}

/** `crypto.randomUUID` is missing on plain http addresses other than localhost. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
