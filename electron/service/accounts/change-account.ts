import { CodedError } from '#shared/contract/errors.ts';
import { personText } from '#shared/office/rights.ts';
import { roleOf } from '#shared/office/roles.ts';
import { changePerson } from '../db/accounts/account-rows.ts';
import { known } from './manage-accounts.ts';
import { note, type Office } from './office.ts';
import { heldRoles } from './sessions.ts';

interface Person {
  readonly person: string;
  readonly body: string;
}

/**
 * Calls the person of an account otherwise, or makes them one of another body. What they asked for, wrote and keep goes
 * by the sign-in name and stays theirs; roles of a body are those of the new one from the next call on. Errors:
 * ACCOUNT_UNKNOWN, ACCOUNT_MEANWHILE, ACCOUNT_BODY.
 */
export function changeAccount(
  office: Office,
  actor: string,
  { id, was, person, body }: Person & { readonly id: number; readonly was: Person },
): void {
  const { db, clock } = office;
  db.transaction(() => {
    const account = known(office, id);
    if (account.person === person && account.body === body) return;
    if (account.person !== was.person || account.body !== was.body)
      throw new CodedError('ACCOUNT_MEANWHILE', { now: personText(account) });
    const ofBody = heldRoles(office, id).find(({ role }) => roleOf(role).scopedBy === 'body');
    if (ofBody && body === '') throw new CodedError('ACCOUNT_BODY', { role: roleOf(ofBody.role).title });
    changePerson(db, { id, person, body }, clock.now().toISOString());
    note(office, actor, '更改账号', `${account.name}：${told(account)} → ${told({ person, body })}`);
  }).immediate();
}

function told({ person, body }: Person): string {
  return `${person}（${body === '' ? '无单位' : body}）`;
}
