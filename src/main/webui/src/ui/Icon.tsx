const PATHS = {
  alert: 'M8 1.8 15 14H1zM8 6v3.6M8 11.8v.1',
  back: 'M10 3 5 8l5 5',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  copy: 'M5.5 5.5h8v8h-8zM2.5 10.5v-8h8',
  done: 'M3 8.5 6.5 12 13 4.5',
  clock: 'M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2M8 5v3.2l2.2 1.4',
  done2: 'M1 8.7 4.2 12 11 4.5M8.2 11.6l.4.4 6.6-7.5',
  minus: 'M3 8h10',
  plus: 'M8 3v10M3 8h10',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9M10.4 10.4 14 14',
  key: 'M5.5 7a3 3 0 1 1 0 6 3 3 0 0 1 0-6M7.7 7.8 13 2.5M10.5 5l2 2',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
