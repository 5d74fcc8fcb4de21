import { type RawBuilder, sql } from 'kysely';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import type { SweptWhen } from '#shared/sweeps/school-coverage.ts';
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

type Counts = SweptWhen['counts'];

/**
 * Sweeps of the surroundings of schools between two days, both included: one row a school and sweep, of those visits
 * that count. A sweep counts where officers of as many bodies were there as the pack asks for.
 */
export async function selectSwept(db: Read, { from, to }: PeriodDates, counts: Counts) {
  const { rows } = await sql<{
    schoolId: number;
    sweepId: number;
    visits: number;
  }>`${sweptBySweep({ from, to }, counts)}`.execute(db);
  return rows;
}

/** Ids of schools whose surroundings were swept as often as is due, as a query of one column. */
export function sweptSchools({ from, to, times, counts }: SweptWhen): RawBuilder<unknown> {
  return sql`select "schoolId" from (${sweptBySweep({ from, to }, counts)}) group by "schoolId" having count(*) >= ${times}`;
}

function sweptBySweep({ from, to }: PeriodDates, { bodies, results }: Counts): RawBuilder<unknown> {
  return sql`
    select "near"."schoolId" as "schoolId", "stops"."sweepId" as "sweepId", count(distinct "near"."visitId") as "visits"
    from ${schoolVisits} as "near" join "stops" on "stops"."id" = "near"."stopId"
    join "visits" on "visits"."id" = "near"."visitId"
    left join json_each("visits"."officers") as "officer"
    where substr("near"."startedAt", 1, 10) between ${from} and ${to} and "visits"."result" in (${sql.join(results)})
    group by "near"."schoolId", "stops"."sweepId"
    having count(distinct json_extract("officer"."value", '$.agency')) >= ${bodies}`;
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

/** The venues that were ever visited. */
export async function selectVisitedVenues(db: Read): Promise<ReadonlySet<number>> {
  const rows = await db.selectFrom('visits').select('venueId').distinct().execute();
  return new Set(rows.flatMap(({ venueId }) => (venueId === null ? [] : [venueId])));
}

/** The last day on which each school's surroundings were visited. */
export async function selectLastSwept(db: Read): Promise<Map<number, string>> {
  const { rows } = await sql<{ schoolId: number; on: string }>`
    select "schoolId", substr(max("startedAt"), 1, 10) as "on" from ${schoolVisits} as "near"
    group by "schoolId"`.execute(db);
  return new Map(rows.map(({ schoolId, on }) => [schoolId, on]));
}

/** Ids of schools whose surroundings were swept as often as is due. */
export async function selectSweptSchools(db: Read, when: SweptWhen): Promise<Set<number>> {
  const { rows } = await sql<{ schoolId: number }>`${sweptSchools(when)}`.execute(db);
  return new Set(rows.map(({ schoolId }) => schoolId));
}
