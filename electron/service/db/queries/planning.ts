import { sql } from 'kysely';
import { hasEnded } from '#shared/registry/status.ts';
import type { TargetVenue } from '#shared/sweeps/targets.ts';
import { listed } from '../schema/id-list.ts';
import type { Read } from '../schema/schema.ts';
import { readFlag } from '../schema/stored-values.ts';
import { severityOfRank, worstFindings } from './findings.ts';
import { placeMet } from './place-of-record.ts';

/** What is known of every venue on a day (YYYY-MM-DD), when targets are chosen. */
export async function selectTargetVenues(
  db: Read,
  today: string,
): Promise<(TargetVenue & { name: string })[]> {
  const year = today.slice(0, 4);
  const { rows } = await sql<{
    id: number;
    name: string;
    category: string;
    status: string;
    located: number;
    rank: number | null;
    toSettle: number;
    openHazards: number;
    overdueHazards: number;
    faultyVisits: number;
    establishedOn: string | null;
    visitsThisYear: number;
  }>`
    with "open" as (
      select "venueId", count(*) as "n", sum("dueOn" < ${today}) as "late" from "hazards"
      where "state" <> 'closed' group by "venueId"),
    "seen" as (
      select "venueId", sum("result" = '发现隐患') as "faulty",
        sum(substr("startedAt", 1, 4) = ${year}) as "thisYear" from "visits" group by "venueId"),
    "doubtful" as (select distinct "venueId" from "findings" where "verdict" = 'undetermined')
    select "v"."id" as "id", "v"."name" as "name", "v"."category" as "category",
      "v"."status" as "status",
      "v"."lng" is not null as "located", "worst"."rank" as "rank",
      "doubtful"."venueId" is not null as "toSettle",
      coalesce("open"."n", 0) as "openHazards", coalesce("open"."late", 0) as "overdueHazards",
      coalesce("seen"."faulty", 0) as "faultyVisits", "v"."establishedOn" as "establishedOn",
      coalesce("seen"."thisYear", 0) as "visitsThisYear"
    from "venues" as "v"
    left join ${worstFindings(db)} on "worst"."venueId" = "v"."id"
    left join "open" on "open"."venueId" = "v"."id"
    left join "seen" on "seen"."venueId" = "v"."id"
    left join "doubtful" on "doubtful"."venueId" = "v"."id"
    order by "v"."id"`.execute(db);
  return rows.map(({ category, status, located, rank, toSettle, ...row }) => ({
    ...row,
    governed: category !== 'other',
    ended: hasEnded(status),
    located: located === 1,
    severity: severityOfRank(rank),
    toSettle: toSettle === 1,
  }));
}

/** The stops of a sweep as planning wants them, in the order of their teams. */
export async function selectPlannedStops(db: Read, sweepId: number) {
  return await db
    .selectFrom('stops')
    .leftJoin('venues', 'venues.id', 'stops.venueId')
    .leftJoin('schools', 'schools.id', 'stops.schoolId')
    .select([
      'stops.id as id',
      'venueId',
      'stops.schoolId as schoolId',
      placeMet.placeName.as('name'),
      placeMet.category.as('category'),
      placeMet.lng.as('lng'),
      placeMet.lat.as('lat'),
      'teamId',
      'day',
      'place',
      'locked',
      'leftOut',
    ])
    .select((select) =>
      select
        .exists(select.selectFrom('visits').select('id').whereRef('visits.stopId', '=', 'stops.id'))
        .as('visited'),
    )
    .where('sweepId', '=', sweepId)
    .orderBy('teamId')
    .orderBy('day')
    .orderBy('place')
    .orderBy('stops.id')
    .execute();
}
export type PlannedStop = Awaited<ReturnType<typeof selectPlannedStops>>[number];

/** Teams of a sweep with their members, in the order in which they were made. */
export async function selectTeams(db: Read, sweepId: number) {
  const teams = await db
    .selectFrom('teams')
    .selectAll()
    .where('sweepId', '=', sweepId)
    .orderBy('id')
    .execute();
  const members = await db
    .selectFrom('members')
    .selectAll()
    .where('teamId', 'in', listed(teams.map(({ id }) => id)))
    .orderBy('id')
    .execute();
  return teams.map(({ byHand, sweepId: _, ...team }) => ({
    ...team,
    byHand: readFlag(byHand),
    members: members
      .filter(({ teamId }) => teamId === team.id)
      .map(({ name, certificate, agency }) => ({ name, certificate, agency })),
  }));
}
export type StoredTeam = Awaited<ReturnType<typeof selectTeams>>[number];

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

/** Visits between two days, both included; each once, however many schools it was near. */
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
