import type { Countdown } from '../state/time';

const RADIUS = 19;
const ROUND = 2 * Math.PI * RADIUS;

export function CountdownRing({ countdown: { leftMs, fraction, over } }: { countdown: Countdown }) {
  const seconds = Math.round(leftMs / 1000);
  return (
    <div className="ring" role="timer" aria-label={`${seconds} seconds left`} data-testid="qr-countdown">
      <svg viewBox="0 0 44 44" aria-hidden="true">
        <circle className="ring-track" cx="22" cy="22" r={RADIUS} />
        <circle
          className="ring-left"
          cx="22"
          cy="22"
          r={RADIUS}
          strokeDasharray={ROUND}
          strokeDashoffset={ROUND * (1 - fraction)}
          data-low={fraction < 0.25}
        />
      </svg>
      <span>{over ? '…' : seconds}</span>
    </div>
  );
}
