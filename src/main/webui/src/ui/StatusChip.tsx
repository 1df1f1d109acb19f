import type { Status } from '../api/types';
import { STATUS_WORDS } from '../state/words';
import { StatusGlyph } from './StatusGlyph';

interface Props {
  status: Status;
  state: string;
}

export function StatusChip({ status, state }: Props) {
  return (
    <span
      className={`chip status-${status}`}
      data-testid="status-chip"
      data-status={status}
      data-state={state}
    >
      <StatusGlyph status={status} />
      {STATUS_WORDS[status] ?? status}
    </span>
  );
}
