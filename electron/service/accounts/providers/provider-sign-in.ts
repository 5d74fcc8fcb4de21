import { CodedError } from '#shared/contract/errors.ts';
import type { SignIn } from '#shared/contract/office.ts';
import { type AccountRow, findAccount, readAccount } from '../../db/accounts/account-rows.ts';
import { accountOfSubject, hasSubject, saveSubject } from '../../db/accounts/provider-rows.ts';
import { note, type Office } from '../office.ts';
import { isCode, tellSignIn } from '../sign-in.ts';
import { type Identity, providerOf } from './known-providers.ts';

interface Asked {
  readonly id: string;
  readonly title: string;
}

/**
 * The account of somebody whom a provider knows. It is found by the stored subject, else by name; a name counts once,
 * then its subject is stored, so that whoever gets the name later is not taken for the same person. It grants nothing:
 * an account, and its roles, are there before. Errors: PROVIDER_NO_ACCOUNT.
 */
export function accountOf(office: Office, provider: Asked, identity: Identity, address: string): AccountRow {
  const { db } = office;
  const { subject, name } = identity;
  const account = db
    .transaction(() => {
      const stored = accountOfSubject(db, provider.id, subject);
      if (stored !== undefined) return readAccount(db, stored);
      const named = name === null ? undefined : findAccount(db, name);
      if (!named || named.closedAt !== null || hasSubject(db, provider.id, named.id)) return undefined;
      saveSubject(db, { provider: provider.id, subject, accountId: named.id });
      note(office, named.person, '关联单位账号', `${named.name}：${provider.id} ${subject}`);
      return named;
    })
    .immediate();
  if (account && account.closedAt === null) return account;
  const told = name ?? subject;
  tellSignIn(office, { name: account?.name ?? told, address, provider: provider.id, outcome: 'unknown' });
  throw new CodedError('PROVIDER_NO_ACCOUNT', { title: provider.title, name: told });
}

/**
 * The second factor of an account counts beside a provider as beside a password. Errors: SIGN_IN_CODE where none was
 * given, SIGN_IN_REFUSED.
 */
export function checkCode(
  office: Office,
  provider: Asked,
  account: AccountRow,
  code: string | undefined,
  address: string,
): void {
  const { clock, waits } = office;
  const about = { name: account.name, address, provider: provider.id };
  if (account.secret !== null) {
    if ((code ?? '') === '') {
      tellSignIn(office, { ...about, outcome: 'code' });
      throw new CodedError('SIGN_IN_CODE');
    }
    const now = clock.now().getTime();
    waits.begin(account.name, address, now, () => tellSignIn(office, { ...about, outcome: 'waiting' }));
    if (!isCode(office, account, code)) {
      tellSignIn(office, { ...about, outcome: 'refused' });
      throw waits.refused(account.name, address, now);
    }
    waits.forgive(account.name, address);
  }
  tellSignIn(office, { ...about, outcome: 'ok' });
}

interface Credentials {
  readonly name: string;
  readonly password: string;
  readonly code?: string | undefined;
}

/**
 * Signs in by a directory (LDAP). Wrong passwords wait as those of accounts do, under a count of their own; a directory
 * that does not answer costs nobody a try. Errors: SIGN_IN_REFUSED, SIGN_IN_CODE, PROVIDER_AWAY, PROVIDER_NO_ACCOUNT,
 * PROVIDER_UNKNOWN.
 */
export async function signInByDirectory(
  office: Office,
  id: string,
  { name, password, code }: Credentials,
  address: string,
): Promise<AccountRow> {
  const { clock, waits } = office;
  const provider = providerOf(office, id, 'ldap');
  // No account can have such a name, so it is nobody's count but this one's.
  const counted = `${name}\n${id}`;
  const now = clock.now().getTime();
  const tell = (outcome: SignIn['outcome']) => tellSignIn(office, { name, address, provider: id, outcome });
  waits.begin(counted, address, now, () => tell('waiting'));
  // Imported only here: few offices have a directory.
  const { askDirectory } = await import('./ask-directory.ts');
  const identity = await askDirectory(provider, name, password).catch((error: unknown) => {
    waits.takeBack(counted, address, now);
    tell('away');
    throw error;
  });
  if (identity === null) {
    tell('refused');
    throw waits.refused(counted, address, now);
  }
  waits.forgive(counted, address);
  const account = accountOf(office, provider, identity, address);
  checkCode(office, provider, account, code, address);
  return account;
}
