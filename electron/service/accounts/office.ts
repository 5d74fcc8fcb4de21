import { CodedError } from '#shared/contract/errors.ts';
import { type AccountsDatabase, hasAccounts, openAccountsDatabase } from '../db/accounts/open-accounts.ts';
import { insertEvent, isSetUp, isSetupCode, saveSetup, spendSetup } from '../db/accounts/sign-in-rows.ts';
import type { Clock } from '../platform/clock.ts';
import { OfficeKeys } from './office-keys.ts';
import { makeOneTimeCode } from './passwords.ts';
import { Waits } from './waits.ts';

/** The accounts of one workspace, open. */
export interface Office {
  readonly db: AccountsDatabase;
  readonly keys: OfficeKeys;
  readonly clock: Clock;
  readonly waits: Waits;
}

/** The one-time code counts so long. */
const CODE_MS = 7 * 24 * 3600_000;
/** Under which name tries of the one-time code are counted: no account can have it. */
const SETUP_NAME = '\n';

/** Errors: OFFICE_MISSING. */
export function openOffice(directory: string, clock: Clock, keys = new OfficeKeys()): Office {
  const db = openAccountsDatabase(directory);
  return { db, keys, clock, waits: new Waits(db) };
}

/** Makes the accounts of a workspace, without any; the code that is told makes the first ones. Errors: OFFICE_EXISTS. */
export function initOffice(directory: string, clock: Clock, keys = new OfficeKeys()): string {
  if (hasAccounts(directory)) throw new CodedError('OFFICE_EXISTS', { path: directory });
  const db = openAccountsDatabase(directory, true);
  try {
    const code = makeOneTimeCode();
    const now = clock.now();
    saveSetup(db, keys.hash(code), now.getTime() + CODE_MS);
    insertEvent(db, { at: now.toISOString(), actor: '安装', what: '建立账号库', detail: '' });
    return code;
  } finally {
    db.close();
  }
}

/** Whether the first administrators are there. */
export function hasAdministrators({ db }: Office): boolean {
  return isSetUp(db);
}

/** Counts a try of the one-time code, before anything costs time. Errors: SETUP_CODE. */
export function checkSetupCode({ db, keys, clock, waits }: Office, code: string, address: string): void {
  const now = clock.now().getTime();
  const refuse = () => new CodedError('SETUP_CODE', waits.refused(SETUP_NAME, address, now).details);
  if (waits.left(SETUP_NAME, address, now) > 0) throw refuse();
  waits.count(SETUP_NAME, address, now);
  if (!isSetupCode(db, keys.hash(written(code)), now)) throw refuse();
  waits.forgive(SETUP_NAME, address);
}

/** Uses the one-time code up, with what `make` does. Errors: SETUP_CODE, and those of `make`. */
export function spendSetupCode({ db, keys, clock }: Office, code: string, make: () => void): void {
  db.transaction(() => {
    if (!spendSetup(db, keys.hash(written(code)), clock.now().toISOString()))
      throw new CodedError('SETUP_CODE', { wait: 0 });
    make();
  }).immediate();
}

/** As it is printed, however somebody typed it. */
function written(code: string): string {
  return code.trim().toUpperCase();
}

/** Adds to the trail of the accounts. */
export function note({ db, clock }: Office, actor: string, what: string, detail: string): void {
  insertEvent(db, { at: clock.now().toISOString(), actor, what, detail });
}
