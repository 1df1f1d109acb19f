import { STATUSES, type Account, type Status } from '../api/types';
import type { Fleet } from './fleet';

export interface Filter {
  status: Status | null;
  text: string;
}

export const NO_FILTER: Filter = { status: null, text: '' };

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** By name, so that rows do not jump while statuses change. */
export function accountsOf(fleet: Fleet): Account[] {
  return Object.values(fleet.berths)
    .map((berth) => berth.account)
    .sort((a, b) => byName.compare(a.name, b.name) || byName.compare(a.id, b.id));
}

export function matching(accounts: Account[], { status, text }: Filter): Account[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return accounts.filter((account) => {
    if (status !== null && account.status !== status) return false;
    const hay = searchable(account);
    return words.every((word) => hay.includes(word));
  });
}

export function countByStatus(accounts: Account[]): Record<Status, number> {
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
  for (const { status } of accounts) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function searchable(account: Account): string {
  const { id, name, phoneNumber, pushName, tenant, externalId, state } = account;
  return [id, name, phoneNumber, pushName, tenant, externalId, state]
    .filter(Boolean)
    .join('\n')
    .toLowerCase();
}
