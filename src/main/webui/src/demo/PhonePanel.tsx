import { useState } from 'react';
import { Problem } from '../api/problem';
import type { Account } from '../api/types';
import { useTask } from '../app/useTask';
import type { LiveQr } from '../state/fleet';
import { phoneForReading } from '../state/phone';
import { StatusGlyph } from '../ui/StatusGlyph';
import { TaskButton } from '../ui/TaskButton';
import { scanWithPhone } from './demo';

interface Props {
  phoneUrl: string;
  account: Account;
  qr: LiveQr | null;
}

const PAIRING = new Set(['warming', 'authenticating']);

/** The demo's virtual phone: its camera sees the code that is showing, and one press scans it. */
export function PhonePanel({ phoneUrl, account, qr }: Props) {
  const { busy, run } = useTask();
  const [scanned, setScanned] = useState<string | null>(null);

  const scan = (text: string) =>
    void run('scan', async () => {
      await scanWithPhone(phoneUrl, text).catch((cause: unknown) => {
        throw new Problem(0, 'phone', 'The virtual phone did not scan', `${cause instanceof Error ? cause.message : cause}`);
      });
      setScanned(text);
    });

  return (
    <aside className="phone-panel" aria-label="Virtual phone" data-idle={!PAIRING.has(account.status)}>
      <h2>Virtual phone</h2>
      <div className="phone">
        <div className="phone-speaker" />
        <div className="phone-screen">
          <PhoneView account={account} qr={qr} scanned={qr !== null && qr.text === scanned} />
        </div>
        <TaskButton
          kind="primary"
          className="phone-shutter"
          running={busy !== null}
          disabled={qr === null || qr.text === scanned}
          onClick={() => qr && scan(qr.text)}
          testId="scan"
        >
          Scan the code
        </TaskButton>
      </div>
      <p className="hint">Only in the demo: it stands for the WhatsApp app of this account's owner.</p>
    </aside>
  );
}

function PhoneView({ account, qr, scanned }: { account: Account; qr: LiveQr | null; scanned: boolean }) {
  if (qr !== null) {
    return (
      <div className="viewfinder" data-scanned={scanned}>
        <img src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(qr.svg)}`} alt="" />
        <p role="status">{scanned ? 'Linking…' : 'A code is in view'}</p>
      </div>
    );
  }
  if (account.paired) {
    const glyph = account.status === 'active' ? 'active' : 'inactive';
    return (
      <div className={`phone-linked status-${glyph}`}>
        <StatusGlyph status={glyph} />
        <p role="status">
          Linked device: <strong>Wharf</strong>
        </p>
        {account.phoneNumber && <p className="phone-own">{phoneForReading(account.phoneNumber)}</p>}
      </div>
    );
  }
  return (
    <div className="viewfinder" data-empty="true">
      <p role="status">
        {account.status === 'authenticating'
          ? 'Linking…'
          : account.status === 'inactive'
            ? 'Press Connect, and a code comes into view here'
            : 'No code in view'}
      </p>
    </div>
  );
}
