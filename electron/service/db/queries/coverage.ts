import { sql } from 'kysely';
import type { Read } from '../schema/schema.ts';

/**
 * Every visit with each school whose surroundings it was to: the school of its stop, and every school in
 * whose zone the venue lies or may lie.
 */
export const schoolVisits = sql`(
  select "id" as "visitId", "stopId", "startedAt", "schoolId" from "visits" where "schoolId" is not null
  union
  select "v"."id", "v"."stopId", "v"."startedAt", "f"."schoolId" from "visits" as "v"
  join "findings" as "f" on "f"."venueId" = "v"."venueId" and "f"."verdict" <> 'outside'
)`;

/** Visits to the surroundings of schools between two days, both included: one row a school and sweep. */
export async function selectSwept(db: Read, from: string, to: string) {
  const { rows } = await sql<{ schoolId: number; sweepId: number; visits: number }>`
    select "near"."schoolId" as "schoolId", "stops"."sweepId" as "sweepId", count(*) as "visits"
    from ${schoolVisits} as "near" join "stops" on "stops"."id" = "near"."stopId"
    where substr("near"."startedAt", 1, 10) between ${from} and ${to}
    group by "near"."schoolId", "stops"."sweepId"`.execute(db);
  return rows;
}

/** How many visits there were between two days, both included; each counts once, however many schools it was near. */
export async function countVisitsBetween(db: Read, from: string, to: string): Promise<number> {
  const row = await db
    .selectFrom('visits')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('startedAt', '>=', from)
    .where('startedAt', '<=', `${to}T24`)
    .executeTakeFirstOrThrow();
  return row.n;
}

/** The last day on which each school's surroundings were visited. */
export async function selectLastSwept(db: Read): Promise<Map<number, string>> {
  const { rows } = await sql<{ schoolId: number; on: string }>`
    select "schoolId", substr(max("startedAt"), 1, 10) as "on" from ${schoolVisits} as "near"
    group by "schoolId"`.execute(db);
  return new Map(rows.map(({ schoolId, on }) => [schoolId, on]));
}
