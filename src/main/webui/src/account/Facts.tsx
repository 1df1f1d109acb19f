import type { ReactNode } from 'react';
import type { Account } from '../api/types';
import { dayOf } from '../state/time';
import { phoneForReading } from '../state/phone';
import { platformWord, stateWord } from '../state/words';
import { CopyButton } from '../ui/CopyButton';

/** Who this account is. What only a linked phone can tell is left out until there is one. */
export function Facts({ account }: { account: Account }) {
  const { phoneNumber, pushName, platform, lid, id, tenant, externalId } = account;
  return (
    <section className="card facts" aria-label="Identity">
      <h2>Identity</h2>
      <dl>
        <Fact name="Phone number" wide>
          {phoneNumber ? (
            <>
              <span className="phone-number" data-testid="phone-number" data-number={phoneNumber}>
                {phoneForReading(phoneNumber)}
              </span>
              <CopyButton text={phoneNumber} what="phone number" />
              {!account.paired && <Unknown>last known</Unknown>}
            </>
          ) : (
            <Unknown>{account.paired ? 'WhatsApp has not told it yet' : 'Known once a phone is linked'}</Unknown>
          )}
        </Fact>
        {account.paired && (
          <>
            <Fact name="Name in WhatsApp">{pushName ?? <Unknown />}</Fact>
            <Fact name="Phone">{platform ? platformWord(platform) : <Unknown />}</Fact>
            <Fact name="Hidden id">{lid ?? <Unknown />}</Fact>
          </>
        )}
        <Fact name="State">{stateWord(account.state)}</Fact>
        {tenant && <Fact name="Tenant">{tenant}</Fact>}
        {externalId && <Fact name="External id">{externalId}</Fact>}
        <Fact name="Created">{dayOf(account.createdAt)}</Fact>
        <Fact name="Account id" wide>
          <code className="id">{id}</code>
          <CopyButton text={id} what="account id" />
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, wide = false, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? 'fact fact-wide' : 'fact'}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Unknown({ children = '–' }: { children?: ReactNode }) {
  return <span className="unknown">{children}</span>;
}
