import type { AccountsDatabase } from './open-accounts.ts';

export interface ProviderRow {
  readonly id: string;
  readonly title: string;
  /** JSON, without the secret. */
  readonly settings: string;
  /** Sealed by the machine's key; null where it needs none. */
  readonly secret: string | null;
}

export function listProviderRows(db: AccountsDatabase): ProviderRow[] {
  return db.prepare<[], ProviderRow>('select id, title, settings, secret from providers order by id').all();
}

export function findProviderRow(db: AccountsDatabase, id: string): ProviderRow | undefined {
  return db
    .prepare<[string], ProviderRow>('select id, title, settings, secret from providers where id = ?')
    .get(id);
}

export function saveProviderRow(db: AccountsDatabase, row: ProviderRow): void {
  db.prepare(
    `insert into providers (id, title, settings, secret) values (@id, @title, @settings, @secret)
     on conflict (id) do update set title = excluded.title, settings = excluded.settings, secret = excluded.secret`,
  ).run(row);
}

/** Its subjects go with it. False where there was none. */
export function deleteProviderRow(db: AccountsDatabase, id: string): boolean {
  return db.prepare('delete from providers where id = ?').run(id).changes === 1;
}

/** The account that a provider's subject belongs to. */
export function accountOfSubject(
  db: AccountsDatabase,
  provider: string,
  subject: string,
): number | undefined {
  return db
    .prepare<[string, string], number>('select accountId from subjects where provider = ? and subject = ?')
    .pluck()
    .get(provider, subject);
}

/** Whether a provider knows an account by some subject already. */
export function hasSubject(db: AccountsDatabase, provider: string, accountId: number): boolean {
  return (
    db.prepare('select 1 from subjects where provider = ? and accountId = ?').get(provider, accountId) !==
    undefined
  );
}

/** Binds a subject to an account, and to no other any more. */
export function saveSubject(
  db: AccountsDatabase,
  { provider, subject, accountId }: { provider: string; subject: string; accountId: number },
): void {
  db.prepare('delete from subjects where provider = ? and (accountId = ? or subject = ?)').run(
    provider,
    accountId,
    subject,
  );
  db.prepare('insert into subjects (provider, subject, accountId) values (?, ?, ?)').run(
    provider,
    subject,
    accountId,
  );
}
