import type { ReactNode } from 'react';
import type { Status } from '../api/types';

/** One shape per status, so that colour is never the only sign. */
const SHAPES: Record<Status, ReactNode> = {
  active: (
    <>
      <circle className="solid" cx="8" cy="8" r="6.5" />
      <path className="cut" d="M5 8.3 7.2 10.5 11 6" />
    </>
  ),
  warming: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path className="solid" d="M8 2.3a5.7 5.7 0 0 1 0 11.4z" />
    </>
  ),
  authenticating: (
    <>
      <circle className="solid" cx="2.9" cy="8" r="1.7" />
      <circle className="solid" cx="8" cy="8" r="1.7" />
      <circle className="solid" cx="13.1" cy="8" r="1.7" />
    </>
  ),
  reconnecting: <path d="M13.4 6.2A5.7 5.7 0 0 0 3 5.4M2.6 9.8A5.7 5.7 0 0 0 13 10.6M13.7 2.6v3.6h-3.6M2.3 13.4V9.8h3.6" />,
  cooldown: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M6.4 5.6v4.8M9.6 5.6v4.8" />
    </>
  ),
  banned: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M4 12 12 4" />
    </>
  ),
  inactive: <circle cx="8" cy="8" r="5.2" strokeDasharray="2.2 2.1" />,
};

export function StatusGlyph({ status }: { status: Status }) {
  return (
    <svg className="glyph" viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[status] ?? SHAPES.inactive}
    </svg>
  );
}
