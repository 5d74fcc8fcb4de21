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

/** How many schools had their surroundings swept between two days, both included. */
export async function countSweptSchools(db: Read, span: PeriodDates, counts: Counts): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct "schoolId") as "n" from (${sweptBySweep(span, counts)})`.execute(db);
  return rows[0]?.n ?? 0;
}

/**
 * Visits of one sweep to one place by the same officers are counted together before it is asked which schools are near: a
 * sweep has far fewer places than visits. They are read off the index `visitsByPlace` in its order; the plus keeps SQLite
 * from looking for times first, which would leave it all visits of the span to sort.
 */
function sweptBySweep({ from, to }: PeriodDates, { bodies, results }: Counts): RawBuilder<unknown> {
  return sql`
    with "place" as (
      select "stopId", "venueId", "schoolId", "officers", count(*) as "visits" from "visits"
      where +"startedAt" >= ${from} and +"startedAt" <= ${`${to}T24`} and "result" in (${sql.join(results)})
      group by 1, 2, 3, 4),
    "done" as (
      select "stops"."sweepId", "place"."venueId", "place"."schoolId", "place"."officers", sum("visits") as "visits"
      from "place" join "stops" on "stops"."id" = "place"."stopId" group by 1, 2, 3, 4),
    "near" as (
      select "schoolId", "sweepId", "officers", "visits" from "done" where "schoolId" is not null
      union all
      select "findings"."schoolId", "sweepId", "officers", "visits"
      from "done" join "findings" on "findings"."venueId" = "done"."venueId" and "findings"."verdict" <> 'outside'
      where "findings"."schoolId" is not "done"."schoolId"
      group by "done"."sweepId", "done"."venueId", "done"."schoolId", "officers", "findings"."schoolId")
    select "near"."schoolId" as "schoolId", "near"."sweepId" as "sweepId",
      sum(iif(coalesce("officer"."key", 0) = 0, "near"."visits", 0)) as "visits"
    from "near" left join json_each("near"."officers") as "officer"
    group by "near"."schoolId", "near"."sweepId"
    having count(distinct json_extract("officer"."value", '$.agency')) >= ${bodies}`;
}

/** Visits that began between two days, both included: found by the index of their times. */
export function startedBetween(from: string, to: string): RawBuilder<boolean> {
  return sql<boolean>`"visits"."startedAt" >= ${from} and "visits"."startedAt" <= ${`${to}T24`}`;
}

/** How many visits there were between two days, both included; each counts once, however many schools it was near. */
export async function countVisitsBetween(db: Read, from: string, to: string): Promise<number> {
  const row = await db
    .selectFrom('visits')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where(startedBetween(from, to))
    .executeTakeFirstOrThrow();
  return row.n;
}

/** How many of some venues were never visited. */
export async function countNeverVisited(db: Read, venueIds: readonly number[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as "n" from json_each(${JSON.stringify(venueIds)}) as "venue"
    where not exists (select 1 from "visits" where "visits"."venueId" = "venue"."value")`.execute(db);
  return rows[0]?.n ?? 0;
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
