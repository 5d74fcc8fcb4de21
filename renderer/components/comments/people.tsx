import type { ReactNode } from 'react';
import type { Mentionable } from '#shared/comments/mentions.ts';
import { useServiceOnce } from '../../client/queries.ts';
import { useAccount } from '../../client/use-may.ts';

/** Who can be mentioned; null where nobody has an account and any name may be written. */
export type People = readonly Mentionable[] | null;

/** Tells what is within who can be mentioned. */
export function WithPeople({ children }: { children: (people: People) => ReactNode }) {
  return useAccount() ? <WithAccounts>{children}</WithAccounts> : children(null);
}

function WithAccounts({ children }: { children: (people: People) => ReactNode }) {
  return children(useServiceOnce('account.people', {}, 0).data ?? []);
}
