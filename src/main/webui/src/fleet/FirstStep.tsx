import { useState } from 'react';
import { useWharf } from '../app/wharf';
import { Icon } from '../ui/Icon';
import { CreateDialog } from './CreateDialog';

/** What stands where an account would: how to begin, or where to look. */
export function FirstStep({ empty }: { empty: boolean }) {
  const { demo } = useWharf();
  const [creating, setCreating] = useState(false);
  if (!empty) {
    return (
      <div className="blank">
        <p>Choose an account to see its QR code, status and history.</p>
      </div>
    );
  }
  return (
    <div className="first-step">
      <h2>Moor your first account</h2>
      <p className="lead">An account is one WhatsApp number that Wharf keeps connected for you.</p>
      <ol className="steps">
        <li>
          <strong>Create an account.</strong> Give it a name that your team knows.
        </li>
        <li>
          <strong>Press Connect.</strong> A QR code appears here within a second.
        </li>
        <li>
          <strong>Scan it.</strong>{' '}
          {demo
            ? 'In this demo the virtual phone on this page does it with one click.'
            : 'On the phone: WhatsApp → Linked devices → Link a device.'}
        </li>
      </ol>
      <button type="button" className="button button-primary button-large" onClick={() => setCreating(true)}>
        <Icon name="plus" /> Create the first account
      </button>
      {creating && <CreateDialog onClose={() => setCreating(false)} />}
    </div>
  );
}
