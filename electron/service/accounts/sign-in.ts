import { CodedError } from '#shared/contract/errors.ts';
import type { SignIn } from '#shared/contract/office.ts';
import { PASSWORD_DAYS, PASSWORDS_REMEMBERED, passwordFault } from '#shared/office/password-rules.ts';
import {
  type AccountRow,
  findAccount,
  formerPasswords,
  savePassword,
  saveSecret,
  spendCodeStep,
} from '../db/accounts/account-rows.ts';
import { insertSignIn } from '../db/accounts/sign-in-rows.ts';
import { note, type Office } from './office.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { openSecret, sealSecret, stepOf } from './second-factor.ts';
import { endOtherSessions, type SignedIn } from './sessions.ts';
import { refusedFor } from './waits.ts';

const DAY_MS = 24 * 3600_000;

interface Credentials {
  readonly name: string;
  readonly password: string;
  readonly code?: string | undefined;
}

/** What a name that nobody has is compared with, so that it takes as long as another. */
const compared = new WeakMap<Office, Promise<string>>();

async function nobodys(office: Office): Promise<string> {
  const known = compared.get(office) ?? hashPassword('', office.keys);
  compared.set(office, known);
  return await known;
}

/**
 * Who signs in. A wrong name, a wrong password, a wrong code and a closed account are answered alike and take as long.
 * Errors: SIGN_IN_REFUSED, SIGN_IN_CODE where the password was right and a code is wanted.
 */
export async function signIn(
  office: Office,
  { name, password, code }: Credentials,
  address: string,
): Promise<AccountRow> {
  const { db, keys, clock, waits } = office;
  const now = clock.now().getTime();
  const tell = (outcome: SignIn['outcome']) => tellSignIn(office, { name, address, outcome, provider: '' });
  waits.begin(name, address, now, () => tell('waiting'));
  const account = findAccount(db, name);
  const isRight = await isPassword(password, account?.password ?? (await nobodys(office)), keys);
  if (!account || !isRight || account.closedAt !== null || !isCode(office, account, code)) {
    if (account && isRight && account.closedAt === null && (code ?? '') === '') {
      // Half of a sign-in: it stays counted, so that codes cannot be guessed beside it.
      tell('code');
      throw new CodedError('SIGN_IN_CODE');
    }
    tell('refused');
    throw waits.refused(name, address, now);
  }
  waits.forgive(name, address);
  tell('ok');
  return account;
}

/** Notes how a try to sign in ended. */
export function tellSignIn({ db, clock }: Office, { name, ...entry }: Omit<SignIn, 'at'>): void {
  insertSignIn(db, { at: clock.now().toISOString(), name: name.slice(0, 40), ...entry });
}

/** Whether a code is right and was not used; so is none where the account has no second factor. */
export function isCode({ db, keys, clock }: Office, account: AccountRow, code: string | undefined): boolean {
  if (account.secret === null) return true;
  const secret = openSecret(account.secret, keys.secrets);
  const step = secret === null ? null : stepOf(secret, code ?? '', clock.now().getTime());
  return step !== null && spendCodeStep(db, account.id, step);
}

/** Whether a password has to be changed before anything else. */
export function mustChange({ clock }: Office, { mustChange: isFirst, passwordAt }: AccountRow): boolean {
  return isFirst === 1 || Date.parse(passwordAt) + PASSWORD_DAYS * DAY_MS <= clock.now().getTime();
}

/** The same of a session: who came through a provider needs no password here. */
export function mustChangeFirst(office: Office, { account, session }: SignedIn): boolean {
  return session.provider === '' && mustChange(office, account);
}

/** Errors: SIGN_IN_REFUSED, PASSWORD_REFUSED. */
export async function changePassword(
  office: Office,
  account: AccountRow,
  { password, newPassword, session }: { password: string; newPassword: string; session: number },
): Promise<void> {
  const { db, keys, clock, waits } = office;
  const now = clock.now();
  waits.begin(account.name, '', now.getTime());
  if (!(await isPassword(password, account.password, keys)))
    throw waits.refused(account.name, '', now.getTime());
  waits.forgive(account.name, '');
  const fault = passwordFault(newPassword, [account.name, account.person]);
  if (fault !== null) throw new CodedError('PASSWORD_REFUSED', { reason: fault });
  for (const former of [account.password, ...formerPasswords(db, account.id)])
    if (await isPassword(newPassword, former, keys))
      throw new CodedError('PASSWORD_REFUSED', { reason: `不能用最近 ${PASSWORDS_REMEMBERED} 次用过的密码` });
  const hashed = await hashPassword(newPassword, keys);
  db.transaction(() => {
    const saved = { password: hashed, at: now.toISOString(), mustChange: false };
    savePassword(db, account.id, saved, PASSWORDS_REMEMBERED - 1);
    note(office, account.person, '修改密码', account.name);
    // Whoever knew the old one is out.
    endOtherSessions(office, account.id, session);
  }).immediate();
}

/** A second factor counts once a code of it was given. Errors: SIGN_IN_REFUSED. */
export function keepSecret(office: Office, account: AccountRow, secret: string, code: string): void {
  const { db, keys, clock } = office;
  const step = stepOf(secret, code, clock.now().getTime());
  if (step === null) throw refusedFor(0);
  db.transaction(() => {
    saveSecret(db, account.id, sealSecret(secret, keys.secrets));
    spendCodeStep(db, account.id, step);
    note(office, account.person, '启用动态口令', account.name);
  }).immediate();
}
