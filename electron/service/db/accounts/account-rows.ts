import type { RoleId } from '#shared/office/roles.ts';
import type { AccountsDatabase } from './open-accounts.ts';

export interface AccountRow {
  readonly id: number;
  readonly name: string;
  readonly person: string;
  readonly body: string;
  readonly password: string;
  readonly passwordAt: string;
  readonly mustChange: 0 | 1;
  readonly closedAt: string | null;
  readonly secret: string | null;
  readonly codeStep: number;
}

export interface GrantRow {
  readonly id: number;
  readonly accountId: number;
  readonly role: RoleId;
  /** JSON of their names. */
  readonly regions: string;
  readonly school: number | null;
}

const accountColumns = `accounts.id, accounts.name, people.name as person, coalesce(bodies.name, '') as body,
  password, passwordAt, mustChange, closedAt, secret, codeStep`;
const accountTables = `accounts join people on people.id = personId left join bodies on bodies.id = bodyId`;

export function findAccount(db: AccountsDatabase, name: string): AccountRow | undefined {
  return db
    .prepare<[string], AccountRow>(`select ${accountColumns} from ${accountTables} where accounts.name = ?`)
    .get(name);
}

export function readAccount(db: AccountsDatabase, id: number): AccountRow | undefined {
  return db
    .prepare<[number], AccountRow>(`select ${accountColumns} from ${accountTables} where accounts.id = ?`)
    .get(id);
}

export function listAccounts(
  db: AccountsDatabase,
): (AccountRow & { readonly lastSignInAt: string | null })[] {
  return db
    .prepare<[], AccountRow & { readonly lastSignInAt: string | null }>(
      `select ${accountColumns}, (select max(at) from signIns
         where signIns.name = accounts.name collate nocase and outcome = 'ok') as lastSignInAt
       from ${accountTables} order by accounts.id`,
    )
    .all();
}

export interface NewAccountRow {
  readonly name: string;
  readonly person: string;
  readonly body: string;
  readonly password: string;
  readonly at: string;
  readonly mustChange: boolean;
}

/** Adds a person's account, and the body where it is a new one. */
export function insertAccount(db: AccountsDatabase, row: NewAccountRow): number {
  const bodyId = row.body === '' ? null : bodyNamed(db, row.body);
  const person = db.prepare('insert into people (name, bodyId) values (?, ?)').run(row.person, bodyId);
  const added = db
    .prepare('insert into accounts (personId, name, password, passwordAt, mustChange) values (?, ?, ?, ?, ?)')
    .run(person.lastInsertRowid, row.name, row.password, row.at, row.mustChange ? 1 : 0);
  return Number(added.lastInsertRowid);
}

/** Calls the person of an account otherwise, or makes them one of another body; how it was stays known. */
export function changePerson(
  db: AccountsDatabase,
  { id, person, body }: Pick<AccountRow, 'id' | 'person' | 'body'>,
  at: string,
): void {
  db.prepare(
    `insert into formerPeople (personId, name, body, until)
     select people.id, people.name, coalesce(bodies.name, ''), @at from ${accountTables} where accounts.id = @id`,
  ).run({ id, at });
  db.prepare(
    'update people set name = @person, bodyId = @bodyId where id = (select personId from accounts where id = @id)',
  ).run({ id, person, bodyId: body === '' ? null : bodyNamed(db, body) });
}

/** How the person of an account was called before, and of which body; each once. */
export function formerPeople(db: AccountsDatabase, id: number): Pick<AccountRow, 'person' | 'body'>[] {
  return db
    .prepare<[number], Pick<AccountRow, 'person' | 'body'>>(
      `select distinct formerPeople.name as person, body from formerPeople
       join accounts on accounts.personId = formerPeople.personId where accounts.id = ?`,
    )
    .all(id);
}

function bodyNamed(db: AccountsDatabase, name: string): number {
  db.prepare('insert into bodies (name) values (?) on conflict (name) do nothing').run(name);
  const found = db.prepare<[string], number>('select id from bodies where name = ?').pluck().get(name);
  return Number(found);
}

/** Former passwords are kept as they were: hashed. */
export function savePassword(
  db: AccountsDatabase,
  id: number,
  { password, at, mustChange }: { password: string; at: string; mustChange: boolean },
  remembered: number,
): void {
  db.prepare(
    'insert into formerPasswords (accountId, password) select id, password from accounts where id = ?',
  ).run(id);
  db.prepare(
    `delete from formerPasswords where accountId = @id and id not in
       (select id from formerPasswords where accountId = @id order by id desc limit @remembered)`,
  ).run({ id, remembered });
  db.prepare('update accounts set password = ?, passwordAt = ?, mustChange = ? where id = ?').run(
    password,
    at,
    mustChange ? 1 : 0,
    id,
  );
}

export function formerPasswords(db: AccountsDatabase, id: number): string[] {
  return db
    .prepare<[number], string>('select password from formerPasswords where accountId = ? order by id desc')
    .pluck()
    .all(id);
}

export function saveSecret(db: AccountsDatabase, id: number, secret: string | null): void {
  db.prepare('update accounts set secret = ?, codeStep = 0 where id = ?').run(secret, id);
}

/** Uses up a step of the second factor; false where it, or a later one, was used already. */
export function spendCodeStep(db: AccountsDatabase, id: number, step: number): boolean {
  return (
    db.prepare('update accounts set codeStep = @step where id = @id and codeStep < @step').run({ id, step })
      .changes === 1
  );
}

export function closeAccount(db: AccountsDatabase, id: number, at: string | null): void {
  db.prepare('update accounts set closedAt = ? where id = ?').run(at, id);
}

export function grantsOf(db: AccountsDatabase, accountId: number): GrantRow[] {
  return db
    .prepare<[number], GrantRow>(
      'select id, accountId, role, regions, school from grants where accountId = ? and withdrawnAt is null order by id',
    )
    .all(accountId);
}

/** How many other accounts that are open hold a role. */
export function countOthersHolding(db: AccountsDatabase, role: RoleId, accountId: number): number {
  return Number(
    db
      .prepare<[RoleId, number], number>(
        `select count(distinct accountId) from grants join accounts on accounts.id = accountId
         where role = ? and withdrawnAt is null and closedAt is null and accountId <> ?`,
      )
      .pluck()
      .get(role, accountId),
  );
}

/** Bodies that people of the office are of. */
export function listBodies(db: AccountsDatabase): string[] {
  return db.prepare<[], string>('select name from bodies order by name').pluck().all();
}

export function insertGrant(db: AccountsDatabase, grant: Omit<GrantRow, 'id'>, at: string): void {
  db.prepare('insert into grants (accountId, role, regions, school, grantedAt) values (?, ?, ?, ?, ?)').run(
    grant.accountId,
    grant.role,
    grant.regions,
    grant.school,
    at,
  );
}

/** The grant that was taken back; undefined where there is none that counts. */
export function withdrawGrant(db: AccountsDatabase, id: number, at: string): GrantRow | undefined {
  return db
    .prepare<[string, number], GrantRow>(
      `update grants set withdrawnAt = ? where id = ? and withdrawnAt is null
       returning id, accountId, role, regions, school`,
    )
    .get(at, id);
}
