import { useState } from 'react';
import type { Account, PairingCode } from '../api/types';
import type { LiveQr } from '../state/fleet';
import { CodePanel } from './CodePanel';
import { QrPanel } from './QrPanel';

interface Props {
  account: Account;
  qr: LiveQr | null;
}

/** The place where a phone is linked: by the QR code, or by a code typed on the phone. */
export function Pairing({ account, qr }: Props) {
  const [byNumber, setByNumber] = useState(false);
  const [code, setCode] = useState<PairingCode | null>(null);
  const waiting = account.status === 'warming';

  return (
    <section className="card pairing" aria-label="Link a phone">
      {byNumber && waiting ? (
        <CodePanel account={account} code={code} onCode={setCode} />
      ) : (
        <QrPanel account={account} qr={qr} />
      )}
      <div className="pairing-foot">
        <button
          type="button"
          className="link-button"
          disabled={!waiting}
          onClick={() => setByNumber(!byNumber)}
          data-testid="pair-by-number"
        >
          {byNumber && waiting ? 'Scan a QR code instead' : 'Pair with a phone number instead'}
        </button>
      </div>
    </section>
  );
}
