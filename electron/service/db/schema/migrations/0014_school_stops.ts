import { type Kysely, sql } from 'kysely';

/** A stop, a visit and a hazard may be about a school itself: they need not name a venue. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const table of ['stops', 'visits', 'hazards'])
    await sql.raw(`alter table "${table}" alter column "venueId" drop not null`).execute(db);
}
