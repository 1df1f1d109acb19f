import { memo } from 'react';
import type { Account } from '../api/types';
import { accountPath } from '../app/useRoute';
import { useWharf } from '../app/wharf';
import { phoneForReading } from '../state/phone';
import { sentence } from '../state/words';
import { StatusChip } from '../ui/StatusChip';
import { ReasonAction } from './ReasonAction';

interface Props {
  account: Account;
  selected: boolean;
}

export const AccountRow = memo(function AccountRow({ account, selected }: Props) {
  const { go } = useWharf();
  const path = accountPath(account.id);
  return (
    <li
      className="row"
      data-testid="account-row"
      data-account-id={account.id}
      data-selected={selected}
    >
      <div className="row-top">
        <a
          className="row-link"
          href={path}
          aria-current={selected ? 'page' : undefined}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            go(path);
          }}
        >
          {account.name}
        </a>
        <StatusChip status={account.status} state={account.state} />
      </div>
      <div className="row-bottom">
        <p className="row-sentence" title={sentence(account)}>
          {account.phoneNumber && (
            <span className="row-phone">{phoneForReading(account.phoneNumber)}</span>
          )}
          {account.status === 'active' ? (account.pushName ?? '') : sentence(account)}
        </p>
        <ReasonAction account={account} compact />
      </div>
    </li>
  );
});
