import type { ReactNode } from 'react';
import type { Diagnostics, LinkStep } from '../api/types';
import { lasting, tookOf } from '../state/time';
import { stateWord } from '../state/words';

/** Signs of life and the newest link, as of the moment of the diagnosis. */
export function VitalSigns({ diagnostics }: { diagnostics: Diagnostics }) {
  const { at, vitals, lastLink, last24Hours } = diagnostics;
  const ago = (then: string | null) => (then === null ? '–' : agoOf(Date.parse(at) - Date.parse(then)));
  const endings = Object.entries(last24Hours?.endings ?? {});
  return (
    <>
      <dl className="vitals" data-testid="vitals">
        {vitals && (
          <>
            <Sign name="Link">{vitals.socket ? `up, number ${vitals.link}` : 'down'}</Sign>
            <Sign name="Server last heard">{ago(vitals.lastFrameAt)}</Sign>
            <Sign name="Ping last answered">{ago(vitals.lastPongAt)}</Sign>
            <Sign name="Pings unanswered" bad={vitals.missedPings > 0}>
              {vitals.missedPings}
            </Sign>
          </>
        )}
        {last24Hours && <Sign name="Reconnects in 24 h">{last24Hours.reconnects}</Sign>}
        {endings.length > 0 && (
          <Sign name="Links ended by">
            {endings.map(([kind, times]) => `${stateWord(kind)} ${times}×`).join(', ')}
          </Sign>
        )}
      </dl>
      {lastLink && (
        <div className="last-link">
          <h3>Last link</h3>
          <ol data-testid="last-link">
            {lastLink.steps.map((step) => (
              <Step key={`${step.at} ${step.step}`} step={step} />
            ))}
          </ol>
        </div>
      )}
    </>
  );
}

function Sign({ name, bad = false, children }: { name: string; bad?: boolean; children: ReactNode }) {
  return (
    <div data-bad={bad}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Step({ step: { step, outcome, durationMs } }: { step: LinkStep }) {
  const well = outcome === 'ok';
  return (
    <li data-well={well}>
      {stateWord(step ?? '')}
      {!well && outcome !== null && <strong>{stateWord(outcome)}</strong>}
      {durationMs !== null && <span>{tookOf(durationMs)}</span>}
    </li>
  );
}

function agoOf(ms: number): string {
  const age = lasting(ms);
  return age === 'now' ? 'just now' : `${age} ago`;
}
