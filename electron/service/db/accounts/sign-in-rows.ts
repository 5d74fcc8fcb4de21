import {
  type AccountEvent,
  MOST_RECORDS,
  type ShownEvent,
  type ShownSignIn,
  type SignIn,
} from '#shared/contract/office.ts';
import type { SignInOutcome } from '#shared/office/sign-in-outcomes.ts';
import { GENESIS, isHashOf, nextHash } from '../../platform/chain-hash.ts';
import type { AccountsDatabase } from './open-accounts.ts';

/** Which entries are wanted: with a text in them, from a moment on and before another (ISO). */
export interface WantedEntries {
  readonly text: string;
  readonly from: string | null;
  readonly until: string | null;
}

const every: WantedEntries = { text: '', from: null, until: null };
const inSpan = '(@from is null or at >= @from) and (@until is null or at < @until)';
/** Whether one of some columns holds the text. */
const holding = (...columns: string[]) =>
  `(@text = '' or ${columns.map((each) => `instr(lower(${each}), lower(@text)) > 0`).join(' or ')})`;

export function insertSignIn(db: AccountsDatabase, { at, name, address, outcome, provider }: SignIn): void {
  db.prepare('insert into signIns (at, name, address, outcome, provider) values (?, ?, ?, ?, ?)').run(
    at,
    name,
    address,
    outcome,
    provider,
  );
}

/** Tries to sign in, the latest first, with who is called so. */
export function listSignIns(
  db: AccountsDatabase,
  { outcome = null, ...wanted }: WantedEntries & { readonly outcome?: SignInOutcome | null } = every,
): ShownSignIn[] {
  return db
    .prepare<[object], ShownSignIn>(
      `select signIns.id, at, signIns.name, address, outcome, provider, coalesce(people.name, '') as person
       from signIns left join accounts on accounts.name = signIns.name left join people on people.id = personId
       where ${inSpan} and (@outcome is null or outcome = @outcome)
         and ${holding('signIns.name', "coalesce(people.name, '')", 'address')}
       order by signIns.id desc limit ${MOST_RECORDS}`,
    )
    .all({ ...wanted, outcome });
}

export interface Wait {
  readonly wrong: number;
  /** When it was wrong last, and until when nothing is heard; ms. */
  readonly since: number;
  readonly until: number;
}

export function readWait(db: AccountsDatabase, key: string): Wait {
  const found = db.prepare<[string], Wait>('select wrong, since, until from waits where key = ?').get(key);
  return found ?? { wrong: 0, since: 0, until: 0 };
}

export function saveWait(db: AccountsDatabase, key: string, { wrong, since, until }: Wait): void {
  db.prepare(
    `insert into waits (key, wrong, since, until) values (?, ?, ?, ?)
     on conflict (key) do update set wrong = excluded.wrong, since = excluded.since, until = excluded.until`,
  ).run(key, wrong, since, until);
}

export function clearWait(db: AccountsDatabase, key: string): void {
  db.prepare('delete from waits where key = ?').run(key);
}

/** Waits that are long over. */
export function forgetWaits(db: AccountsDatabase, before: number): void {
  db.prepare('delete from waits where since < ? and until < ?').run(before, before);
}

export function saveSetup(db: AccountsDatabase, code: string, until: number): void {
  db.prepare('insert into setup (id, code, until) values (1, ?, ?)').run(code, until);
}

/** Whether it is the one-time code, not used and not too old. */
export function isSetupCode(db: AccountsDatabase, code: string, now: number): boolean {
  return (
    db.prepare('select 1 from setup where code = ? and usedAt is null and until > ?').get(code, now) !==
    undefined
  );
}

/** Uses the one-time code up; false where somebody did already. */
export function spendSetup(db: AccountsDatabase, code: string, at: string): boolean {
  return (
    db.prepare('update setup set usedAt = ? where code = ? and usedAt is null').run(at, code).changes === 1
  );
}

/** Whether the one-time code was used. */
export function isSetUp(db: AccountsDatabase): boolean {
  return db.prepare('select 1 from setup where usedAt is null').get() === undefined;
}

/** Adds what was done with accounts to their own trail, chained as the workspace's is. Errors: TRAIL_SM3. */
export function insertEvent(db: AccountsDatabase, { at, actor, what, detail }: AccountEvent): void {
  const last = db.prepare<[], string>('select hash from events order by id desc limit 1').pluck().get();
  const previousHash = last ?? GENESIS;
  const hash = nextHash(contentOf({ at, actor, what, detail }, previousHash), previousHash);
  db.prepare(
    'insert into events (at, actor, what, detail, previousHash, hash) values (?, ?, ?, ?, ?, ?)',
  ).run(at, actor, what, detail, previousHash, hash);
}

/** What was done with accounts, the latest first. */
export function listEvents(db: AccountsDatabase, wanted = every): ShownEvent[] {
  return db
    .prepare<[object], ShownEvent>(
      `select id, at, actor, what, detail from events where ${inSpan} and ${holding('actor', 'what', 'detail')}
       order by id desc limit ${MOST_RECORDS}`,
    )
    .all(wanted);
}

/** Walks the chain; the id of the first event that does not fit, or null. */
export function findEventBreak(db: AccountsDatabase): number | null {
  let previous = GENESIS;
  const rows = db.prepare<[], AccountEvent & { id: number; previousHash: string; hash: string }>(
    'select * from events order by id',
  );
  for (const row of rows.iterate()) {
    if (row.previousHash !== previous || !isHashOf(contentOf(row, previous), row.hash)) return row.id;
    previous = row.hash;
  }
  return null;
}

function contentOf({ at, actor, what, detail }: AccountEvent, previousHash: string): string {
  return JSON.stringify([previousHash, at, actor, what, detail]);
}
