import { useCallback, useEffect, useState } from 'react';
import { App } from '../app/App';
import { loadDemo, type DemoConfig } from '../demo/demo';
import { KeyForm } from './KeyForm';
import { keyStore } from './keyStore';

type Gate =
  | { at: 'asking-demo' }
  | { at: 'form'; refused: boolean }
  | { at: 'in'; apiKey: string; demo: DemoConfig | null };

/** Lets in with the demo's key, a kept key, or one that is typed; and back out when it is refused. */
export function Access() {
  const [gate, setGate] = useState<Gate>({ at: 'asking-demo' });

  useEffect(() => {
    let wanted = true;
    void loadDemo().then((demo) => {
      if (!wanted) return;
      const apiKey = demo?.apiKey ?? keyStore.read();
      setGate(apiKey ? { at: 'in', apiKey, demo } : { at: 'form', refused: false });
    });
    return () => {
      wanted = false;
    };
  }, []);

  const refused = useCallback(() => {
    keyStore.clear();
    setGate({ at: 'form', refused: true });
  }, []);

  const signOut = useCallback(() => {
    keyStore.clear();
    setGate({ at: 'form', refused: false });
  }, []);

  const enter = useCallback((apiKey: string) => {
    keyStore.write(apiKey);
    setGate({ at: 'in', apiKey, demo: null });
  }, []);

  switch (gate.at) {
    case 'asking-demo':
      return <p className="boot" role="status" aria-label="Loading" />;
    case 'form':
      return <KeyForm refused={gate.refused} onKey={enter} />;
    case 'in':
      return (
        <App
          key={gate.apiKey}
          apiKey={gate.apiKey}
          demo={gate.demo}
          onRefused={refused}
          onSignOut={signOut}
        />
      );
  }
}
