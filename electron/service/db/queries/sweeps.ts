import { sql } from 'kysely';
import { listed } from '../schema/id-list.ts';
import type { Read } from '../schema/schema.ts';
import { readStored } from '../schema/stored-values.ts';
import { placeMet, samePlace } from './place-of-record.ts';

/** Sweeps with their counts, newest period first. */
export async function selectSweeps(db: Read, id?: number) {
  const all = db
    .selectFrom('sweeps')
    .selectAll()
    .select([
      sql<number>`(select count(*) from "stops" where "sweepId" = "sweeps"."id")`.as('stops'),
      sql<number>`(select count(distinct "visits"."stopId") from "visits" join "stops" on "stops"."id" = "visits"."stopId"
        where "stops"."sweepId" = "sweeps"."id")`.as('visited'),
      sql<number>`(select count(*) from "hazards" join "visits" on "visits"."id" = "hazards"."visitId"
        join "stops" on "stops"."id" = "visits"."stopId" where "stops"."sweepId" = "sweeps"."id")`.as(
        'hazards',
      ),
    ])
    .orderBy('period', 'desc')
    .orderBy('id', 'desc');
  const rows = await (id === undefined ? all : all.where('id', '=', id)).execute();
  return rows.map((row) => ({
    ...row,
    agencies: readStored('sweeps.agencies', row.agencies),
    focusTopics: readStored('sweeps.focusTopics', row.focusTopics),
  }));
}

/** The stops of a sweep with their latest visit and a venue's weightiest finding. */
export async function selectStops(db: Read, sweepId: number) {
  return await db
    .selectFrom('stops')
    .leftJoin('venues', 'venues.id', 'stops.venueId')
    .leftJoin('schools', 'schools.id', 'stops.schoolId')
    .leftJoin('visits', (join) =>
      join.on(
        'visits.id',
        '=',
        sql<number>`(select max("v"."id") from "visits" as "v" where "v"."stopId" = "stops"."id")`,
      ),
    )
    .leftJoin('findings', (join) =>
      join.on(
        'findings.id',
        '=',
        sql<number>`(select "f"."id" from "findings" as "f" where "f"."venueId" = "stops"."venueId"
          and ("stops"."schoolId" is null or "f"."schoolId" = "stops"."schoolId")
          order by "f"."severityRank", "f"."distance" limit 1)`,
      ),
    )
    .select([
      'stops.id as id',
      'stops.venueId as venueId',
      'stops.schoolId as schoolId',
      'stops.reason as reason',
      'stops.teamId as teamId',
      'stops.locked as locked',
      'stops.leftOut as leftOut',
      placeMet.placeName.as('placeName'),
      placeMet.category.as('category'),
      placeMet.address.as('address'),
      placeMet.lng.as('lng'),
      placeMet.lat.as('lat'),
      'schools.name as schoolName',
      'visits.id as visitId',
      'visits.startedAt as startedAt',
      'visits.result as result',
      sql<number>`(select count(*) from "hazards" where ${samePlace('hazards', 'stops')}
        and "hazards"."state" <> 'closed')`.as('openHazards'),
      sql<string | null>`(select substr(max("v"."startedAt"), 1, 10) from "visits" as "v"
        where ${samePlace('v', 'stops')})`.as('lastVisitOn'),
      'findings.severity as severity',
      'findings.distance as distance',
    ])
    .where('stops.sweepId', '=', sweepId)
    .orderBy('stops.id')
    .execute();
}

/** Visits that a venue has had in a calendar year. */
export async function countVisits(db: Read, venueId: number, year: string): Promise<number> {
  const row = await db
    .selectFrom('visits')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('venueId', '=', venueId)
    .where('startedAt', 'like', `${year}-%`)
    .executeTakeFirstOrThrow();
  return row.n;
}

/** Visits to the place of a hazard after the one that found it, the latest first. */
export async function selectLaterVisits(db: Read, hazardId: number) {
  return await db
    .selectFrom('visits')
    .innerJoin('hazards', (join) => join.on('hazards.id', '=', hazardId))
    .selectAll('visits')
    .where(samePlace('visits', 'hazards'))
    .where(({ or, eb, ref }) =>
      or([
        eb('visits.id', '>', ref('hazards.visitId')),
        eb('hazards.visitId', 'is', null).and('visits.startedAt', '>=', ref('hazards.foundOn')),
      ]),
    )
    .orderBy('visits.id', 'desc')
    .execute();
}

/** The latest stop at the place of rows of a table or alias, as a value of a query. */
export function latestStopOf(rows: string) {
  return sql<number | null>`(select max("s"."id") from "stops" as "s" where ${samePlace('s', rows)})`;
}

/** Names of the officers stored with a visit. */
export function officerNames(stored: string): string[] {
  return readStored('visits.officers', stored).map(({ name }) => name);
}

/** Those of some venues that are not on a sweep yet, each with the school of its weightiest finding. */
export async function selectNewStops(db: Read, sweepId: number, venueIds: readonly number[]) {
  const rows = await db
    .selectFrom('venues')
    .select('id as venueId')
    .select((select) =>
      select
        .selectFrom('findings')
        .select('findings.schoolId')
        .whereRef('findings.venueId', '=', 'venues.id')
        .where('isPrimary', '=', 1)
        .orderBy('severityRank')
        .orderBy('distance')
        .limit(1)
        .as('schoolId'),
    )
    .where('id', 'in', listed(venueIds))
    .where('id', 'not in', (select) =>
      select
        .selectFrom('stops')
        .select('venueId')
        .where('sweepId', '=', sweepId)
        .where('venueId', 'is not', null),
    )
    .execute();
  return rows.map(({ venueId, schoolId }) => ({ venueId, schoolId: schoolId ?? null }));
}

/** Those of some schools that are not on a sweep themselves yet. */
export async function selectNewSchoolStops(
  db: Read,
  sweepId: number,
  schoolIds: readonly number[],
): Promise<number[]> {
  const rows = await db
    .selectFrom('schools')
    .select('id')
    .where('id', 'in', listed(schoolIds))
    .where('id', 'not in', (select) =>
      select
        .selectFrom('stops')
        .select('schoolId')
        .where('sweepId', '=', sweepId)
        .where('venueId', 'is', null)
        .where('schoolId', 'is not', null),
    )
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
