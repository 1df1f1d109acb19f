import { useMemo } from 'react';
import { AccountPage } from '../account/AccountPage';
import type { DemoConfig } from '../demo/demo';
import { FleetPane } from '../fleet/FleetPane';
import { FirstStep } from '../fleet/FirstStep';
import { accountsOf } from '../state/filter';
import { Toasts } from '../ui/Toasts';
import { useToasts } from '../ui/toasts';
import { Header } from './Header';
import { useLiveFleet } from './useLiveFleet';
import { useRoute } from './useRoute';
import { WharfContext, type Wharf } from './wharf';

interface Props {
  apiKey: string;
  demo: DemoConfig | null;
  onRefused: () => void;
  onSignOut: () => void;
}

export function App({ apiKey, demo, onRefused, onSignOut }: Props) {
  const { toasts, say, dismiss } = useToasts();
  const live = useLiveFleet(apiKey, onRefused, say);
  const { accountId, go } = useRoute();
  const wharf: Wharf = { ...live, say, demo, go };
  const accounts = useMemo(() => accountsOf(live.fleet), [live.fleet]);
  const empty = live.fleet.loaded && accounts.length === 0;

  return (
    <WharfContext value={wharf}>
      <Header accounts={accounts} onSignOut={demo ? null : onSignOut} />
      <div
        className="panes"
        data-selected={accountId !== null}
        data-empty={empty}
        data-stale={live.link.phase !== 'live'}
      >
        <FleetPane accounts={accounts} selectedId={accountId} />
        <main className="pane-main" id="main">
          {accountId !== null ? (
            <AccountPage key={accountId} id={accountId} />
          ) : (
            live.fleet.loaded && <FirstStep empty={empty} />
          )}
        </main>
      </div>
      <Toasts toasts={toasts} onDismiss={dismiss} />
    </WharfContext>
  );
}
