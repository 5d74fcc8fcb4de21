import { sql } from 'kysely';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import type { NewRow, Read, Write } from '../schema/schema.ts';
import { hazardsWithPlaces, placeColumns, visitsWithPlaces } from './place-of-record.ts';

/** Hazards found in some days, and those found before that were open in them, with who closed them. */
export async function selectLedger(db: Read, { from, to }: PeriodDates) {
  return await hazardsWithPlaces(db)
    .selectAll('hazards')
    .select([
      placeColumns.placeName.as('placeName'),
      placeColumns.address.as('address'),
      'schools.name as schoolName',
      'visits.officers as officers',
      'visits.measures as measures',
      sql<
        number | null
      >`(select min("distance") from "findings" where "findings"."venueId" = "hazards"."venueId"
        and "findings"."schoolId" = "hazards"."schoolId" and "isPrimary" = 1)`.as('distance'),
      sql<
        string | null
      >`(select "v"."officers" from "hazardEvents" as "e" join "visits" as "v" on "v"."id" = "e"."visitId"
        where "e"."hazardId" = "hazards"."id" and "e"."toState" = 'closed' order by "e"."id" desc limit 1)`.as(
        'closers',
      ),
      sql<string | null>`(select substr("v"."startedAt", 1, 10) from "hazardEvents" as "e"
        join "visits" as "v" on "v"."id" = "e"."visitId" where "e"."hazardId" = "hazards"."id"
        and "e"."toState" in ('closed', 'rectifying') order by "e"."id" desc limit 1)`.as('reinspectedOn'),
      sql<string | null>`(select "actor" from "hazardEvents" where "hazardId" = "hazards"."id"
        and "toState" = 'closed' order by "id" desc limit 1)`.as('closer'),
      sql<number>`(select count(*) from "attachments" where "removedAt" is null
        and ("attachments"."hazardId" = "hazards"."id" or "attachments"."visitId" = "hazards"."visitId"))`.as(
        'evidence',
      ),
    ])
    .where(({ or, and, eb }) =>
      or([
        and([eb('foundOn', '>=', from), eb('foundOn', '<=', to)]),
        and([eb('foundOn', '<', from), or([eb('closedOn', 'is', null), eb('closedOn', '>=', from)])]),
      ]),
    )
    .orderBy('foundOn')
    .orderBy('hazards.id')
    .execute();
}

/** Hazards found in some days by school: how many, how many closed, and at which venues they are open. */
export async function countHazardsBySchool(db: Read, { from, to }: PeriodDates) {
  const { rows } = await sql<{
    schoolId: number;
    found: number;
    closed: number;
    /** Names of venues, and the school's where the hazard is its own, parted by commas. */
    spots: string | null;
  }>`select "hazards"."schoolId" as "schoolId", count(*) as "found", sum("state" = 'closed') as "closed",
      group_concat(distinct case when "state" <> 'closed' then ${placeColumns.placeName} end) as "spots"
    from "hazards" left join "venues" on "venues"."id" = "hazards"."venueId"
    join "schools" on "schools"."id" = "hazards"."schoolId"
    where "hazards"."schoolId" is not null and "foundOn" between ${from} and ${to}
    group by "hazards"."schoolId"`.execute(db);
  return rows;
}

/** Visits of some days in their order, with what they were part of. */
export async function selectVisitsBetween(db: Read, { from, to }: PeriodDates) {
  return await visitsWithPlaces(db)
    .innerJoin('stops', 'stops.id', 'visits.stopId')
    .innerJoin('sweeps', 'sweeps.id', 'stops.sweepId')
    .selectAll('visits')
    .select([
      placeColumns.placeName.as('placeName'),
      placeColumns.category.as('category'),
      'schools.name as schoolName',
      'sweeps.title as sweep',
      sql<number>`(select count(*) from "hazards" where "hazards"."visitId" = "visits"."id")`.as('hazards'),
    ])
    .where('startedAt', '>=', from)
    .where('startedAt', '<=', `${to}T24`)
    .orderBy('startedAt')
    .orderBy('visits.id')
    .execute();
}

/** Reports and documents that were made, without their files' hashes, the latest first. */
export async function selectReports(db: Read) {
  return await db
    .selectFrom('reports')
    .select(['id', 'kind', 'title', 'params', 'file', 'madeAt', 'madeBy'])
    .orderBy('id', 'desc')
    .execute();
}

/** One report; undefined where there is none with this id. */
export async function selectReport(db: Read, id: number) {
  return await db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Stores that a report was made; its id. */
export async function insertReport(db: Write, report: NewRow<'reports'>): Promise<number> {
  const { id } = await db.insertInto('reports').values(report).returning('id').executeTakeFirstOrThrow();
  return id;
}
