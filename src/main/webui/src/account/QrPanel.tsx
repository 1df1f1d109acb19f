import type { Account } from '../api/types';
import { useNow } from '../app/useNow';
import { useWharf } from '../app/wharf';
import type { LiveQr } from '../state/fleet';
import { qrCountdown } from '../state/time';
import { stateSentence } from '../state/words';
import { StatusGlyph } from '../ui/StatusGlyph';
import { CountdownRing } from './CountdownRing';

interface Props {
  account: Account;
  qr: LiveQr | null;
}

export function QrPanel({ account, qr }: Props) {
  return (
    <div className="pairing-grid">
      <div className="qr-frame">{qr ? <QrImage qr={qr} /> : <QrWait account={account} />}</div>
      <div className="pairing-words">
        {account.status === 'authenticating' ? <LinkingWords /> : <ScanWords />}
        <div className="qr-meter">{qr && <QrMeter qr={qr} />}</div>
      </div>
    </div>
  );
}

function ScanWords() {
  return (
    <>
      <h2>Scan with the phone</h2>
      <ol className="steps">
        <li>
          Open <strong>WhatsApp</strong> on the phone
        </li>
        <li>
          Tap <strong>Menu</strong> or <strong>Settings</strong>, then <strong>Linked devices</strong>
        </li>
        <li>
          Tap <strong>Link a device</strong> and point the phone here
        </li>
      </ol>
    </>
  );
}

function LinkingWords() {
  return (
    <>
      <h2>Linking the phone</h2>
      <p className="linking">
        Keep WhatsApp open on the phone until it says that the device is linked. This takes a few seconds.
      </p>
    </>
  );
}

function QrImage({ qr }: { qr: LiveQr }) {
  const { clock } = useWharf();
  const { over } = qrCountdown(qr, useNow() + clock.offset());
  return (
    <>
      <img
        className="qr-image"
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(qr.svg)}`}
        alt={`QR code ${qr.attempt} of ${qr.maxAttempts} to link the phone`}
        width="264"
        height="264"
        data-testid="qr"
        data-attempt={qr.attempt}
        data-over={over}
      />
      {over && <p className="qr-over">The next code is on its way</p>}
    </>
  );
}

function QrMeter({ qr }: { qr: LiveQr }) {
  const { clock } = useWharf();
  const countdown = qrCountdown(qr, useNow() + clock.offset());
  return (
    <>
      <CountdownRing countdown={countdown} />
      <p>
        <strong data-testid="qr-attempt">
          Code {qr.attempt} of {qr.maxAttempts}
        </strong>
        <span>{qr.attempt < qr.maxAttempts ? 'The next one comes by itself' : 'This is the last one'}</span>
      </p>
    </>
  );
}

/** Same size as the code, so that nothing moves when it comes. */
function QrWait({ account }: { account: Account }) {
  const sign = account.status === 'authenticating' ? 'authenticating' : 'warming';
  return (
    <div className={`qr-wait status-${sign}`}>
      <StatusGlyph status={sign} />
      <p>{account.state === 'connecting' ? 'Fetching a QR code' : stateSentence(account.state)}</p>
    </div>
  );
}
