import { useEffect, useState } from 'react';
import type { Group } from '../api/messages';
import { useWharf } from '../app/wharf';
import { usePushed } from './usePushed';

export type GroupNames = Readonly<Record<string, string>>;

const named = (groups: Group[]) => Object.fromEntries(groups.map(({ jid, subject }) => [jid, subject]));

/** What groups are called, once there is one to name. Without an answer they go by their address. */
export function useGroupNames(id: string, wanted: boolean): GroupNames {
  const { api } = useWharf();
  const [names, setNames] = useState<GroupNames>({});

  useEffect(() => {
    if (!wanted) return;
    let shown = true;
    api.groups(id).then(
      (groups) => {
        if (shown) setNames((pushed) => ({ ...named(groups), ...pushed }));
      },
      () => {},
    );
    return () => {
      shown = false;
    };
  }, [api, id, wanted]);

  usePushed(id, (event) => {
    if (event?.type === 'group') setNames((known) => ({ ...known, ...named([event.data.group]) }));
  });

  return names;
}
