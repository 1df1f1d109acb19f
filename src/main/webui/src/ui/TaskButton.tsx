import type { ButtonHTMLAttributes, ReactNode } from 'react';

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> {
  /** This very button's work is running. */
  running: boolean;
  kind?: 'primary' | 'danger' | 'danger-solid' | 'quiet' | undefined;
  submit?: boolean;
  testId?: string;
  children: ReactNode;
}

/** A button that shows its work and cannot be pressed twice. Its width never changes. */
export function TaskButton({ running, kind, submit, testId, children, disabled, className, ...rest }: Props) {
  const classes = ['button', kind && `button-${kind}`, running && 'is-running', className];
  return (
    <button
      {...rest}
      type={submit ? 'submit' : 'button'}
      className={classes.filter(Boolean).join(' ')}
      disabled={disabled || running}
      aria-busy={running}
      data-testid={testId}
    >
      <span className="button-label">{children}</span>
      {running && <span className="spinner" aria-hidden="true" />}
    </button>
  );
}
