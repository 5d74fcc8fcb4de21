import type { AccountsDatabase } from './open-accounts.ts';

export interface SessionRow {
  readonly id: number;
  readonly accountId: number;
  readonly createdAt: number;
  readonly usedAt: number;
  readonly address: string;
  readonly agent: string;
  /** Through which provider it began; empty where by the account's own password. */
  readonly provider: string;
}

export function insertSession(
  db: AccountsDatabase,
  row: Omit<SessionRow, 'id' | 'createdAt' | 'usedAt'> & { readonly hash: string; readonly now: number },
): void {
  db.prepare(
    `insert into sessions (hash, accountId, createdAt, usedAt, address, agent, provider)
     values (@hash, @accountId, @now, @now, @address, @agent, @provider)`,
  ).run(row);
}

/** A session that nobody ended, whether or not its time is over. */
export function findSession(db: AccountsDatabase, hash: string): SessionRow | undefined {
  return db
    .prepare<[string], SessionRow>(
      `select id, accountId, createdAt, usedAt, address, agent, provider from sessions
       where hash = ? and endedAt is null`,
    )
    .get(hash);
}

/** Writes down when sessions were used, by their ids. */
export function touchSessions(db: AccountsDatabase, used: ReadonlyMap<number, number>): void {
  const touch = db.prepare('update sessions set usedAt = ? where id = ?');
  db.transaction(() => {
    for (const [id, usedAt] of used) touch.run(usedAt, id);
  }).immediate();
}

/** Sessions that count: used after `usedAfter` and made after `madeAfter`, the oldest first. */
export function openSessions(
  db: AccountsDatabase,
  { usedAfter, madeAfter }: { usedAfter: number; madeAfter: number },
): (SessionRow & { readonly name: string; readonly person: string })[] {
  return db
    .prepare<[number, number], SessionRow & { name: string; person: string }>(
      `select sessions.id, accountId, createdAt, usedAt, address, agent, provider, accounts.name, people.name as person
       from sessions join accounts on accounts.id = accountId join people on people.id = personId
       where endedAt is null and usedAt > ? and createdAt > ? order by sessions.id`,
    )
    .all(usedAfter, madeAfter);
}

/** Ends a session; `accountId` where only that account's may be ended. False where there was none. */
export function endSession(
  db: AccountsDatabase,
  id: number,
  now: number,
  accountId: number | null = null,
): boolean {
  return (
    db
      .prepare(
        `update sessions set endedAt = @now where id = @id and endedAt is null
         and (@accountId is null or accountId = @accountId)`,
      )
      .run({ id, now, accountId }).changes === 1
  );
}

/** Ends an account's sessions, but for one that goes on. */
export function endSessionsOf(db: AccountsDatabase, accountId: number, now: number, but = 0): void {
  db.prepare('update sessions set endedAt = ? where accountId = ? and id <> ? and endedAt is null').run(
    now,
    accountId,
    but,
  );
}

/** Those that ended so long ago say nothing any more. */
export function forgetSessions(db: AccountsDatabase, before: number): void {
  db.prepare('delete from sessions where usedAt < ?').run(before);
}
