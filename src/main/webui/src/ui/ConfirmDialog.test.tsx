import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ConfirmDialog } from './ConfirmDialog';

function show(props: { typeToConfirm?: string; busy?: boolean } = {}) {
  const onConfirm = vi.fn();
  const onClose = vi.fn();
  render(
    <ConfirmDialog
      title="Delete “Front desk”?"
      confirmLabel="Delete"
      typeToConfirm={props.typeToConfirm}
      busy={props.busy ?? false}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p>All of it goes.</p>
    </ConfirmDialog>,
  );
  return { onConfirm, onClose, confirm: screen.getByTestId<HTMLButtonElement>('confirm') };
}

describe('the confirmation', () => {
  it('is a modal with a name that says what is lost', () => {
    show();
    const dialog = screen.getByRole<HTMLDialogElement>('dialog', { name: 'Delete “Front desk”?' });
    expect(dialog.open).toBe(true);
    expect(dialog.textContent).toContain('All of it goes.');
  });

  it('confirms with one press where nothing has to be typed', () => {
    const { onConfirm, confirm } = show();
    fireEvent.click(confirm);
    expect(onConfirm).toHaveBeenCalledOnce();
  });

  it('stays shut until the name is typed', () => {
    const { onConfirm, confirm } = show({ typeToConfirm: 'Front desk' });
    expect(confirm.disabled).toBe(true);
    fireEvent.change(screen.getByTestId('confirm-name'), { target: { value: 'Front' } });
    expect(confirm.disabled).toBe(true);
    fireEvent.submit(confirm.form!);
    expect(onConfirm).not.toHaveBeenCalled();
    fireEvent.change(screen.getByTestId('confirm-name'), { target: { value: 'Front desk ' } });
    fireEvent.click(confirm);
    expect(onConfirm).toHaveBeenCalledOnce();
  });

  it('closes on Escape and Cancel, but not while it works', () => {
    const { onClose } = show();
    fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }));
    fireEvent.click(screen.getByTestId('cancel'));
    expect(onClose).toHaveBeenCalledTimes(2);
  });

  it('shows its work and takes no second press', () => {
    const { onConfirm, onClose, confirm } = show({ busy: true });
    fireEvent.click(confirm);
    fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true }));
    expect(confirm.getAttribute('aria-busy')).toBe('true');
    expect(onConfirm).not.toHaveBeenCalled();
    expect(onClose).not.toHaveBeenCalled();
  });
});
