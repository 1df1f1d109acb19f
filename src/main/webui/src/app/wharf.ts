import { createContext, useContext, type Dispatch } from 'react';
import type { Api } from '../api/client';
import type { ServerEvent, Snapshot } from '../api/types';
import type { DemoConfig } from '../demo/demo';
import type { Link } from '../push/PushClient';
import type { Fleet, FleetAction } from '../state/fleet';
import type { ServerClock } from '../state/serverClock';
import type { Say } from '../ui/toasts';

/** Hears what is pushed. A snapshot means that events may have been missed. */
export type Listener = (pushed: ServerEvent | Snapshot) => void;

/** What every part of the page may use. */
export interface Wharf {
  api: Api;
  fleet: Fleet;
  dispatch: Dispatch<FleetAction>;
  /** Gives what ends the listening. */
  listen: (listener: Listener) => () => void;
  link: Link;
  retryNow: () => void;
  clock: ServerClock;
  say: Say;
  demo: DemoConfig | null;
  go: (path: string) => void;
}

export const WharfContext = createContext<Wharf | null>(null);

export function useWharf(): Wharf {
  const wharf = useContext(WharfContext);
  if (wharf === null) throw new Error('outside of the page');
  return wharf;
}
