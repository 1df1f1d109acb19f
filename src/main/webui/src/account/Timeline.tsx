import { Fragment, useState } from 'react';
import type { TimelineItem } from '../api/types';
import { dayOf, timeOf, tookOf } from '../state/time';
import { STATUS_WORDS, stateSentence, stateWord } from '../state/words';
import { StatusGlyph } from '../ui/StatusGlyph';
import { useTimeline } from './useTimeline';

const FIRST = 12;

export function Timeline({ id, revision }: { id: string; revision: number }) {
  const { items, problem } = useTimeline(id, revision);
  const [most, setMost] = useState(FIRST);
  const shown = items?.slice(0, most) ?? [];

  return (
    <section className="card timeline" aria-label="History">
      <h2>History</h2>
      {problem && <p className="problem">The history could not be loaded. {problem.detail}</p>}
      {items?.length === 0 && <p className="unknown">Nothing has happened yet.</p>}
      <ol data-testid="timeline">
        {shown.map((item, index) => (
          <Fragment key={item.id}>
            {startsDay(item, shown[index - 1]) && <li className="timeline-day">{dayOf(item.at)}</li>}
            <Line item={item} />
          </Fragment>
        ))}
      </ol>
      {items !== null && items.length > most && (
        <button type="button" className="link-button" onClick={() => setMost(items.length)}>
          Show all {items.length}
        </button>
      )}
    </section>
  );
}

function Line({ item }: { item: TimelineItem }) {
  switch (item.kind) {
    case 'status':
      return <Change item={item} />;
    case 'step':
      return <Step item={item} />;
    case 'error':
    case 'identity':
    case 'operator':
      return (
        <li className="timeline-note" data-kind={item.kind}>
          <p>{item.reason?.message}</p>
          <time dateTime={item.at}>{timeOf(item.at)}</time>
        </li>
      );
  }
}

function Change({ item }: { item: TimelineItem }) {
  const status = item.status ?? 'inactive';
  const state = item.state ?? '';
  return (
    <li className={`timeline-change status-${status}`}>
      <StatusGlyph status={status} />
      <p>
        <strong>{STATUS_WORDS[status] ?? status}</strong>
        {state !== '' && <span className="timeline-state">{stateWord(state)}</span>}
        <span className="timeline-reason">{item.reason?.message ?? stateSentence(state)}</span>
      </p>
      <time dateTime={item.at}>{timeOf(item.at)}</time>
    </li>
  );
}

/** One step of a connection: what, how it went, how long it took. */
function Step({ item }: { item: TimelineItem }) {
  // A link that closed says how it ended; that is no failure of the closing.
  const failed = item.outcome !== 'ok' && item.step !== 'closed';
  return (
    <li className="timeline-step" data-failed={failed}>
      <p>
        {stateWord(item.step ?? '')}
        {item.outcome !== null && <span>{stateWord(item.outcome)}</span>}
        {item.durationMs !== null && <span>{tookOf(item.durationMs)}</span>}
      </p>
      <time dateTime={item.at}>{timeOf(item.at)}</time>
    </li>
  );
}

function startsDay(item: TimelineItem, newer: TimelineItem | undefined): boolean {
  return newer !== undefined && dayOf(newer.at) !== dayOf(item.at);
}
