import { sql } from 'kysely';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import type { NewRow, Read, Write } from '../schema/schema.ts';
import { isCountedHazard } from './hazard-state.ts';
import { hazardPlaceName, hazardsWithPlaces, placeColumns, visitsWithPlaces } from './place-of-record.ts';

/** Hazards that count: found in some days, and those found before that were open in them, with who closed them. */
export async function selectLedger(db: Read, { from, to }: PeriodDates) {
  return await hazardsWithPlaces(db)
    .selectAll('hazards')
    .select([
      hazardPlaceName.as('placeName'),
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
      >`(select "r"."officers" from "hazardEvents" as "e" join "reinspections" as "r" on "r"."id" = "e"."reinspectionId"
        where "e"."hazardId" = "hazards"."id" and "e"."toState" = 'closed' order by "e"."id" desc limit 1)`.as(
        'closers',
      ),
      sql<string | null>`(select substr(max("r"."startedAt"), 1, 10) from "reinspections" as "r"
        where "r"."hazardId" = "hazards"."id")`.as('reinspectedOn'),
      sql<string | null>`(select "actor" from "hazardEvents" where "hazardId" = "hazards"."id"
        and "toState" = 'closed' order by "id" desc limit 1)`.as('closer'),
      sql<number>`(select count(*) from "attachments" where "removedAt" is null
        and ("attachments"."hazardId" = "hazards"."id" or "attachments"."visitId" = "hazards"."visitId"))`.as(
        'evidence',
      ),
    ])
    .where(isCountedHazard())
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
      sql<number>`(select count(*) from "hazards" where "hazards"."visitId" = "visits"."id"
        and ${isCountedHazard()})`.as('hazards'),
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

/** What workbooks were made of, the latest first. */
export async function selectWorkbooks(db: Read) {
  return await db
    .selectFrom('reports')
    .select(['params', 'madeAt'])
    .where('kind', '=', 'workbook')
    .orderBy('id', 'desc')
    .execute();
}

/** The last document of a template about something, which its words of what was asked for hold as they were written. */
export async function selectLastDocument(db: Read, template: string, about: unknown) {
  return await db
    .selectFrom('reports')
    .select(['params', 'madeAt'])
    .where('kind', '=', 'document')
    .where('params', 'like', `%"template":${JSON.stringify(template)}%`)
    .where('params', 'like', `%"about":${JSON.stringify(about)}%`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
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
