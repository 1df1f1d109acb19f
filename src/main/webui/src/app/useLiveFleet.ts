import { useCallback, useEffect, useMemo, useReducer, useRef, useState, type Dispatch } from 'react';
import { Api } from '../api/client';
import { Problem } from '../api/problem';
import type { ServerMessage } from '../api/types';
import { PushClient, type Link, type Socket } from '../push/PushClient';
import { EMPTY_FLEET, fleet, type Fleet, type FleetAction } from '../state/fleet';
import { ServerClock } from '../state/serverClock';
import type { Say } from '../ui/toasts';
import type { Listener, Wharf } from './wharf';

interface LiveFleet {
  api: Api;
  fleet: Fleet;
  dispatch: Dispatch<FleetAction>;
  listen: Wharf['listen'];
  link: Link;
  clock: ServerClock;
  retryNow: () => void;
}

/** The accounts, kept up to date by push for as long as the page shows them. */
export function useLiveFleet(apiKey: string, onRefused: () => void, say: Say): LiveFleet {
  const api = useMemo(() => new Api(apiKey, onRefused), [apiKey, onRefused]);
  const clock = useMemo(() => new ServerClock(), []);
  const [state, dispatch] = useReducer(fleet, EMPTY_FLEET);
  const [link, setLink] = useState<Link>({ phase: 'connecting', lastMessageAt: null, nextTryAt: null });
  const push = useRef<PushClient | null>(null);
  const names = useRef(state);
  names.current = state;
  const listeners = useRef(new Set<Listener>());
  const listen = useCallback((listener: Listener) => {
    listeners.current.add(listener);
    return () => void listeners.current.delete(listener);
  }, []);

  const receive = useCallback(
    (message: ServerMessage) => {
      if ('at' in message && message.at) clock.observe(message.at);
      if (message.type === 'gap') return;
      if (message.type === 'snapshot') {
        dispatch({ type: 'snapshot', snapshot: message });
        return listeners.current.forEach((tell) => tell(message));
      }
      if (message.seq === undefined) {
        return say(new Problem(0, message.data.code, 'The live link refused a message', message.data.message));
      }
      dispatch({ type: 'event', event: message });
      listeners.current.forEach((tell) => tell(message));
      if (message.type === 'error' && message.seq > names.current.seq) {
        const name = names.current.berths[message.accountId]?.account.name;
        const { code, message: detail, action } = message.data;
        say(new Problem(0, code, name ?? 'An account', detail, action));
      }
    },
    [clock, say],
  );

  useEffect(() => {
    const client = new PushClient({
      ticket: () => api.ticket(),
      open: openSocket,
      onMessage: receive,
      onLink: setLink,
    });
    push.current = client;
    client.start();
    // Shows something where the live link takes its time or is blocked on the way.
    api.list().then(
      (accounts) => dispatch({ type: 'listed', accounts }),
      (cause: unknown) => {
        const problem = Problem.of(cause);
        if (problem.status !== 401 && problem.status !== 0) say(problem);
      },
    );
    return () => client.stop();
  }, [api, receive, say]);

  const retryNow = useCallback(() => push.current?.retryNow(), []);
  useEffect(() => {
    const back = () => {
      if (document.visibilityState === 'visible') retryNow();
    };
    window.addEventListener('online', back);
    document.addEventListener('visibilitychange', back);
    return () => {
      window.removeEventListener('online', back);
      document.removeEventListener('visibilitychange', back);
    };
  }, [retryNow]);

  return { api, fleet: state, dispatch, listen, link, clock, retryNow };
}

function openSocket(ticket: string): Socket {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return new WebSocket(
    `${scheme}://${location.host}/ws/events?ticket=${encodeURIComponent(ticket)}`,
  ) as unknown as Socket;
}
