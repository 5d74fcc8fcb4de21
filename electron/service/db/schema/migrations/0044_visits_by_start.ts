import { type Kysely, sql } from 'kysely';

/** What was swept in a quarter is counted from its visits: they are found by when they began, not by reading all there are. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql.raw(`create index "visitsByStart" on "visits"("startedAt")`).execute(db);
}
