import { STATUSES, type Status } from '../api/types';
import { STATUS_WORDS } from '../state/words';
import { StatusGlyph } from '../ui/StatusGlyph';

interface Props {
  counts: Record<Status, number>;
  total: number;
  chosen: Status | null;
  onChoose: (status: Status | null) => void;
}

export function StatusFilter({ counts, total, chosen, onChoose }: Props) {
  return (
    <div className="filter" role="group" aria-label="Filter by status">
      <button type="button" aria-pressed={chosen === null} onClick={() => onChoose(null)}>
        All <b>{total}</b>
      </button>
      {STATUSES.map((status) => (
        <button
          key={status}
          type="button"
          className={`status-${status}`}
          data-none={counts[status] === 0}
          aria-pressed={chosen === status}
          onClick={() => onChoose(chosen === status ? null : status)}
          data-testid={`filter-${status}`}
        >
          <StatusGlyph status={status} />
          {STATUS_WORDS[status]} <b>{counts[status]}</b>
        </button>
      ))}
    </div>
  );
}
