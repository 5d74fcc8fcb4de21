import { sql } from 'kysely';
import { newUid } from '../../platform/new-uid.ts';
import { toIdList } from '../schema/id-list.ts';
import type { NewRecord, Read, Write } from '../schema/schema.ts';
import { answeringVisitId, isAnswered } from './answered-stops.ts';
import { isOpenHazard } from './hazard-state.ts';
import { type PlaceOfRecord, placeColumns, samePlace } from './place-of-record.ts';

/** The weightiest finding of the venue of a row of `stops`: that with its school where one is named. */
const weightiestFindingId = sql<number>`(
  select "f"."id" from "findings" as "f" where "f"."venueId" = "stops"."venueId"
  and ("stops"."schoolId" is null or "f"."schoolId" = "stops"."schoolId")
  order by "f"."severityRank", "f"."distance" limit 1)`;

/** Whether neither a campus nor a gate is known of the school of a row of `stops`: 1 or 0. */
export const isKnownByPoint = sql<number>`(exists (select 1 from "schools" as "s" where "s"."id" = "stops"."schoolId"
  and "s"."boundary" is null and not exists (select 1 from "gates" as "g" where "g"."schoolId" = "s"."id")))`;

/** The stops of a sweep with their latest visit and a venue's weightiest finding. */
export async function selectStops(db: Read, sweepId: number) {
  return await db
    .selectFrom('stops')
    .leftJoin('venues', 'venues.id', 'stops.venueId')
    .leftJoin('schools', 'schools.id', 'stops.schoolId')
    .leftJoin('visits', (join) => join.on('visits.id', '=', answeringVisitId))
    .leftJoin('findings', (join) => join.on('findings.id', '=', weightiestFindingId))
    .select([
      'stops.id as id',
      'stops.venueId as venueId',
      'stops.schoolId as schoolId',
      'stops.reason as reason',
      'stops.teamId as teamId',
      'stops.day as day',
      'stops.locked as locked',
      'stops.leftOut as leftOut',
      'stops.skipped as skipped',
      'stops.capReason as capReason',
      'stops.apart as apart',
      sql<number>`${isAnswered}`.as('done'),
      placeColumns.placeName.as('placeName'),
      placeColumns.category.as('category'),
      placeColumns.address.as('address'),
      placeColumns.lng.as('lng'),
      placeColumns.lat.as('lat'),
      'schools.name as schoolName',
      'visits.id as visitId',
      'visits.startedAt as startedAt',
      'visits.result as result',
      sql<number>`(select count(*) from "hazards" where ${samePlace('hazards', 'stops')}
        and ${isOpenHazard()})`.as('openHazards'),
      sql<string | null>`(select substr(max("v"."startedAt"), 1, 10) from "visits" as "v"
        where ${samePlace('v', 'stops')})`.as('lastVisitOn'),
      'findings.severity as severity',
      'findings.distance as distance',
      isKnownByPoint.as('byPoint'),
    ])
    .where('stops.sweepId', '=', sweepId)
    .orderBy('stops.id')
    .execute();
}

/** A stop as it is stored; undefined where there is none. */
export async function findStop(db: Read, id: number) {
  return await db.selectFrom('stops').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The stop of a sweep at a venue, or at a school itself where no venue is named; undefined where there is none. */
export async function findStopAt(db: Read, sweepId: number, { venueId, schoolId }: PlaceOfRecord) {
  const ofSweep = db.selectFrom('stops').select('id').where('sweepId', '=', sweepId);
  const atPlace =
    venueId === null
      ? ofSweep.where('venueId', 'is', null).where('schoolId', '=', schoolId)
      : ofSweep.where('venueId', '=', venueId);
  return await atPlace.executeTakeFirst();
}

/** Of some venues, those that are no stops of a sweep yet, each with the school of its weightiest finding. */
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
    .where('id', 'in', toIdList(venueIds))
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

/** Ids of those of some schools that are no stops of a sweep themselves yet. */
export async function selectNewSchoolStops(
  db: Read,
  sweepId: number,
  schoolIds: readonly number[],
): Promise<number[]> {
  const rows = await db
    .selectFrom('schools')
    .select('id')
    .where('id', 'in', toIdList(schoolIds))
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

/** Adds a stop; its id. */
export async function insertStop(db: Write, stop: NewRecord<'stops'>): Promise<number> {
  const { id } = await db
    .insertInto('stops')
    .values({ ...stop, uid: newUid() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function deleteStop(db: Write, id: number): Promise<void> {
  await db.deleteFrom('stops').where('id', '=', id).execute();
}

/** Says why a stop is visited beyond its limits or apart from other sweeps. */
export async function updateStop(
  db: Write,
  id: number,
  values: Partial<Record<'capReason' | 'apart', string>>,
): Promise<void> {
  await db.updateTable('stops').set(values).where('id', '=', id).execute();
}
