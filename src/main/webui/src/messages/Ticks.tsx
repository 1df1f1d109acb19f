import type { MessageState } from '../api/messages';
import { STATE_WORDS } from '../state/messageWords';
import { Icon, type IconName } from '../ui/Icon';

const ICONS: Partial<Record<MessageState, IconName>> = {
  accepted: 'clock',
  sent: 'done',
  delivered: 'done2',
  read: 'done2',
  played: 'done2',
  failed: 'alert',
};

/** How far a message from here has come. The tick of what was read is filled, so that colour is not the only sign. */
export function Ticks({ state }: { state: MessageState }) {
  const icon = ICONS[state];
  return (
    <span className="ticks" data-state={state} title={STATE_WORDS[state]}>
      {icon && <Icon name={icon} />}
      <span className="sr-only">{STATE_WORDS[state]}</span>
    </span>
  );
}
