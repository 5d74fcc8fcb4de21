import { type Kysely, sql } from 'kysely';

/**
 * What was swept in a quarter is counted from its visits: they are found by when they began, and which places were visited at
 * all is read off an index, not from all visits there are.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql.raw(`create index "visitsByStart" on "visits"("startedAt")`).execute(db);
  await sql
    .raw(
      `create index "visitsByPlace" on "visits"("stopId", "venueId", "schoolId", "officers", "startedAt", "result")`,
    )
    .execute(db);
}
