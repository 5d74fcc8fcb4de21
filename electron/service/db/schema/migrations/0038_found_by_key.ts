import { type Kysely, sql } from 'kysely';

/** Indexes that hold all that figures and pages of tables look at, so that no row is read to count or to find a page. */
const indexes = [
  // The weightiest and nearest finding of each venue.
  `create index "findingsWorst" on "findings"("isPrimary", "venueId", "severityRank", "distance")`,
  // Venues in the order in which tables show them.
  `create index "venuesByName" on "venues"("name")`,
  // Few venues are of several kinds.
  `create index "venuesOfSeveralKinds" on "venues"("id") where "furtherKinds" is not null`,
];

export async function up(db: Kysely<any>): Promise<void> {
  for (const index of indexes) await sql.raw(index).execute(db);
}
