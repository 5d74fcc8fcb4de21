import { CodedError } from '#shared/contract/errors.ts';
import type { Account, AccountSession, NewAccount } from '#shared/contract/office.ts';
import { PASSWORDS_REMEMBERED, passwordFault } from '#shared/office/password-rules.ts';
import { administrators, excludes, isRoleId, type RoleId, roleOf } from '#shared/office/roles.ts';
import {
  type AccountRow,
  closeAccount,
  countOthersHolding,
  findAccount,
  insertAccount,
  insertGrant,
  listAccounts,
  readAccount,
  savePassword,
  saveSecret,
  withdrawGrant,
} from '../db/accounts/account-rows.ts';
import type { SessionRow } from '../db/accounts/session-rows.ts';
import { checkSetupCode, note, type Office, spendSetupCode } from './office.ts';
import { hashPassword, makeFirstPassword } from './passwords.ts';
import { endOtherSessions, heldRoles, listSessions } from './sessions.ts';
import { mustChange } from './sign-in.ts';

type Grant = Pick<NewAccount, 'role' | 'regions' | 'school'>;

/** Sign-in names are written on paper and typed. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,39}$/u;

/** Adds an account with a first password. Errors: ACCOUNT_TAKEN, ACCOUNT_FIELD, ROLE_SCOPE. */
export async function addAccount(
  office: Office,
  actor: string,
  wanted: NewAccount,
): Promise<{ id: number; password: string }> {
  const password = makeFirstPassword();
  const hashed = await hashPassword(password, office.keys);
  const id = office.db
    .transaction(() => insert(office, actor, wanted, { password: hashed, mustChange: true }))
    .immediate();
  return { id, password };
}

function insert(
  office: Office,
  actor: string,
  { name, person, body, ...grant }: NewAccount,
  secret: { readonly password: string; readonly mustChange: boolean },
): number {
  const { db, clock } = office;
  if (!NAME.test(name))
    throw new CodedError('ACCOUNT_FIELD', { reason: '登录名要 2 到 40 个字母、数字或汉字' });
  if (findAccount(db, name)) throw new CodedError('ACCOUNT_TAKEN', { name });
  const { scopedBy, title } = roleOf(grant.role);
  if (scopedBy === 'body' && body === '') throw new CodedError('ROLE_SCOPE', { role: title, what: '单位' });
  const at = clock.now().toISOString();
  const id = insertAccount(db, { name, person, body, at, ...secret });
  note(office, actor, '新建账号', `${name}（${person}，${body === '' ? '无单位' : body}）`);
  give(office, actor, { id, name, body }, grant);
  return id;
}

/** Errors: ACCOUNT_UNKNOWN, ROLE_EXCLUDED, ROLE_SCOPE. */
export function grantRole(office: Office, actor: string, { id, ...grant }: Grant & { id: number }): void {
  office.db.transaction(() => give(office, actor, known(office, id), grant)).immediate();
}

function give(
  office: Office,
  actor: string,
  account: Pick<AccountRow, 'id' | 'name' | 'body'>,
  { role, regions, school }: Grant,
): void {
  const { title, scopedBy } = roleOf(role);
  const missing =
    (scopedBy === 'body' && account.body === '' && '单位') ||
    (scopedBy === 'regions' && regions.length === 0 && '辖区') ||
    (scopedBy === 'school' && school === null && '学校');
  if (missing) throw new CodedError('ROLE_SCOPE', { role: title, what: missing });
  const scope = {
    regions: JSON.stringify(scopedBy === 'regions' ? regions : []),
    school: scopedBy === 'school' ? school : null,
  };
  for (const held of heldRoles(office, account.id)) {
    if (excludes(held.role, role))
      throw new CodedError('ROLE_EXCLUDED', { wanted: title, held: roleOf(held.role).title });
    if (held.role === role && JSON.stringify(held.regions) === scope.regions && held.school === scope.school)
      throw new CodedError('ROLE_HELD', { role: title });
  }
  insertGrant(office.db, { accountId: account.id, role, ...scope }, office.clock.now().toISOString());
  note(office, actor, '授予角色', `${account.name}：${title}${scopeText(regions, school)}`);
}

/** Errors: ACCOUNT_UNKNOWN, ACCOUNT_LAST. */
export function withdrawRole(office: Office, actor: string, grantId: number): void {
  const { db, clock } = office;
  db.transaction(() => {
    const grant = withdrawGrant(db, grantId, clock.now().toISOString());
    if (!grant) throw new CodedError('ACCOUNT_UNKNOWN');
    refuseLast(office, grant.accountId, [grant.role]);
    note(office, actor, '收回角色', `${known(office, grant.accountId).name}：${roleOf(grant.role).title}`);
  }).immediate();
}

/** A new first password, for somebody who forgot the old one or lost the telephone. Errors: ACCOUNT_UNKNOWN. */
export async function resetAccount(office: Office, actor: string, id: number): Promise<string> {
  const { db, clock, keys, waits } = office;
  const { name } = known(office, id);
  const password = makeFirstPassword();
  const saved = { password: await hashPassword(password, keys), mustChange: true };
  db.transaction(() => {
    savePassword(db, id, { ...saved, at: clock.now().toISOString() }, PASSWORDS_REMEMBERED - 1);
    saveSecret(db, id, null);
    waits.forgiveAccount(name);
    endOtherSessions(office, id);
    note(office, actor, '重置密码', name);
  }).immediate();
  return password;
}

/** The office always keeps somebody for what only an administrator can do. Errors: ACCOUNT_LAST. */
function refuseLast(office: Office, accountId: number, roles: readonly RoleId[]): void {
  if (readAccount(office.db, accountId)?.closedAt !== null) return;
  for (const role of roles)
    if (administrators.includes(role) && countOthersHolding(office.db, role, accountId) === 0)
      throw new CodedError('ACCOUNT_LAST', { role: roleOf(role).title });
}

/** Hears an account again that waits after wrong passwords. Errors: ACCOUNT_UNKNOWN. */
export function forgiveAccount(office: Office, actor: string, id: number): void {
  const { db, waits } = office;
  db.transaction(() => {
    const { name } = known(office, id);
    waits.forgiveAccount(name);
    note(office, actor, '解除等待', name);
  }).immediate();
}

/** Ends the sessions of an account, but for one that goes on. Errors: ACCOUNT_UNKNOWN. */
export function endSessionsOfAccount(office: Office, actor: string, id: number, but: number): void {
  office.db
    .transaction(() => {
      const { name } = known(office, id);
      endOtherSessions(office, id, but);
      note(office, actor, '结束全部登录', name);
    })
    .immediate();
}

/** Errors: ACCOUNT_UNKNOWN, ACCOUNT_LAST. */
export function setClosed(office: Office, actor: string, id: number, closed: boolean): void {
  const { db, clock } = office;
  db.transaction(() => {
    const { name } = known(office, id);
    if (closed)
      refuseLast(
        office,
        id,
        heldRoles(office, id).map(({ role }) => role),
      );
    closeAccount(db, id, closed ? clock.now().toISOString() : null);
    if (closed) endOtherSessions(office, id);
    note(office, actor, closed ? '停用账号' : '启用账号', name);
  }).immediate();
}

export function readAccounts(office: Office): Account[] {
  const now = office.clock.now().getTime();
  const sessions = listSessions(office);
  const waitOf = (name: string) => office.waits.untilOf(name);
  return listAccounts(office.db).map((row) => ({
    id: row.id,
    name: row.name,
    person: row.person,
    body: row.body,
    state: row.closedAt === null ? 'open' : 'closed',
    mustChange: mustChange(office, row),
    secondFactor: row.secret !== null,
    lastSignInAt: row.lastSignInAt,
    waitsUntil: waitOf(row.name) > now ? new Date(waitOf(row.name)).toISOString() : null,
    sessions: sessions.filter(({ accountId }) => accountId === row.id).length,
    roles: namedRoles(office, row.id),
  }));
}

/** People of open accounts with a role in the district's work; of one body where it is told, of nobody where that is empty. */
export function readPeople(office: Office, body: string | null): Pick<Account, 'name' | 'person' | 'body'>[] {
  if (body === '') return [];
  return listAccounts(office.db)
    .filter((row) => row.closedAt === null && (body === null || row.body === body))
    .filter(({ id }) => heldRoles(office, id).some(({ role }) => roleOf(role).kind === 'business'))
    .map(({ name, person, body: own }) => ({ name, person, body: own }));
}

export function namedRoles(office: Office, accountId: number): Account['roles'] {
  return heldRoles(office, accountId).map((each) => ({ ...each, title: roleOf(each.role).title }));
}

/** Sessions that count now; `of` where only one account's are wanted. */
export function readSessions(office: Office, current: number, of: number | null = null): AccountSession[] {
  return listSessions(office)
    .filter(({ accountId }) => of === null || accountId === of)
    .map((each) => told(each, current));
}

function told(row: SessionRow & { name: string; person: string }, current: number): AccountSession {
  const { id, name, person, address, agent, createdAt, usedAt } = row;
  const at = (ms: number) => new Date(ms).toISOString();
  return {
    id,
    name,
    person,
    address,
    agent,
    createdAt: at(createdAt),
    usedAt: at(usedAt),
    current: id === current,
  };
}

export interface FirstAdministrator {
  readonly role: string;
  readonly name: string;
  readonly person: string;
  readonly password: string;
}

/** The first three administrators, each another person. Errors: SETUP_CODE, ACCOUNT_FIELD, ACCOUNT_TAKEN, PASSWORD_REFUSED. */
export async function makeAdministrators(
  office: Office,
  code: string,
  wanted: readonly FirstAdministrator[],
  address: string,
): Promise<void> {
  const missing = administrators.filter((role) => wanted.filter((each) => each.role === role).length !== 1);
  if (missing.length > 0 || wanted.length !== administrators.length)
    throw new CodedError('ACCOUNT_FIELD', {
      reason: `要${administrators.map((role) => roleOf(role).title).join('、')}各一名`,
    });
  checkSetupCode(office, code, address);
  const made: { account: NewAccount; password: string }[] = [];
  for (const { role, name, person, password } of wanted) {
    if (!isRoleId(role)) continue;
    const fault = passwordFault(password, [name, person]);
    if (fault !== null)
      throw new CodedError('PASSWORD_REFUSED', { reason: `${roleOf(role).title}：${fault}` });
    const account = { name, person, body: '', role, regions: [], school: null };
    made.push({ account, password: await hashPassword(password, office.keys) });
  }
  spendSetupCode(office, code, () => {
    for (const { account, password } of made)
      insert(office, '一次性口令', account, { password, mustChange: false });
  });
}

/** Errors: ACCOUNT_UNKNOWN. */
export function known({ db }: Office, id: number): AccountRow {
  const account = readAccount(db, id);
  if (!account) throw new CodedError('ACCOUNT_UNKNOWN');
  return account;
}

function scopeText(regions: readonly string[], school: number | null): string {
  if (regions.length > 0) return `（${regions.join('、')}）`;
  return school === null ? '' : `（学校 ${school}）`;
}

/** Errors: ROLE_UNKNOWN. */
export function roleNamed(text: string, known: readonly RoleId[]): RoleId {
  if (!isRoleId(text)) throw new CodedError('ROLE_UNKNOWN', { role: text, known: known.join('、') });
  return text;
}
