import type { Explanation } from '../api/types';
import { useTask } from '../app/useTask';
import { useWharf } from '../app/wharf';
import { TaskButton } from '../ui/TaskButton';
import { download } from './download';
import { useDiagnostics } from './useDiagnostics';
import { VitalSigns } from './VitalSigns';

interface Props {
  id: string;
  revision: number;
  active: boolean;
}

/** What is wrong, what to do about it, and a file for whoever helps. */
export function Diagnosis({ id, revision, active }: Props) {
  const { api } = useWharf();
  const { busy, run } = useTask();
  const { found, problem, retry } = useDiagnostics(id, revision);

  const save = () =>
    void run('bundle', async () => download(await api.supportBundle(id), `wharf-support-${id.slice(0, 8)}.zip`));

  return (
    <section className="card diagnosis" aria-label="Diagnosis" data-testid="diagnosis">
      <header>
        <h2>Diagnosis</h2>
        <TaskButton
          className="button-small"
          running={busy === 'bundle'}
          onClick={save}
          title="A zip for whoever helps: diagnosis, history, log and settings. No secrets; numbers are shortened."
          testId="support-bundle"
        >
          Support bundle
        </TaskButton>
      </header>
      {found === null && problem === null && (
        <p className="unknown" aria-busy="true">
          Looking at it…
        </p>
      )}
      {problem && (
        <p className="problem">
          The diagnosis could not be {found ? 'renewed' : 'loaded'}. {problem.detail}{' '}
          <button type="button" className="link-button" onClick={retry}>
            Try again
          </button>
        </p>
      )}
      {found && (
        <>
          <Words explain={found.explain} active={active} />
          <VitalSigns diagnostics={found} />
        </>
      )}
    </section>
  );
}

function Words({ explain, active }: { explain: Explanation; active: boolean }) {
  if (active && explain.fine) return <p className="diagnosis-wrong">Nothing is wrong.</p>;
  return (
    <div data-testid="explain">
      <p className="diagnosis-wrong">{explain.wrong}</p>
      {explain.next.length > 0 && (
        <>
          <h3>What to do next</h3>
          <ol>
            {explain.next.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </>
      )}
      {explain.phone.length > 0 && (
        <>
          <h3>On the phone</h3>
          <ul>
            {explain.phone.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
