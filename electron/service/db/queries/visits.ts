import { sql, type Updateable } from 'kysely';
import { newUid } from '../../platform/new-uid.ts';
import type { NewRecord, Read, Schema, Write } from '../schema/schema.ts';
import { readStored } from '../schema/stored-values.ts';
import { schoolVisits } from './coverage.ts';
import { isCountedHazard } from './hazard-state.ts';
import { type PlaceOfRecord, placeColumns, visitsWithPlaces } from './place-of-record.ts';

/** A visit as it is stored; undefined where there is none. */
export async function findVisit(db: Read, id: number) {
  return await db.selectFrom('visits').selectAll().where('id', '=', id).executeTakeFirst();
}

/** A visit with the name and address of its place, and the name of its school; undefined where there is none. */
export async function findVisitWithPlace(db: Read, id: number) {
  return await visitsWithPlaces(db)
    .selectAll('visits')
    .select([
      placeColumns.placeName.as('placeName'),
      placeColumns.address.as('address'),
      'schools.name as schoolName',
    ])
    .where('visits.id', '=', id)
    .executeTakeFirst();
}

/** When and where a visit was; undefined where there is none. */
export async function findVisitTimeAndPosition(db: Read, id: number) {
  return await visitsWithPlaces(db)
    .select(['startedAt', 'endedAt', placeColumns.lng.as('lng'), placeColumns.lat.as('lat')])
    .where('visits.id', '=', id)
    .executeTakeFirst();
}

/** Whether a stop has been visited. */
export async function hasVisit(db: Read, stopId: number): Promise<boolean> {
  const visit = await db.selectFrom('visits').select('id').where('stopId', '=', stopId).executeTakeFirst();
  return visit !== undefined;
}

/** The visit to a stop that was recorded last; undefined where there was none. */
export async function findLatestVisit(db: Read, stopId: number) {
  return await db
    .selectFrom('visits')
    .selectAll()
    .where('stopId', '=', stopId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Names of the officers of a visit, from its column `officers`. */
export function officerNames(stored: string): string[] {
  return readStored('visits.officers', stored).map(({ name }) => name);
}

/** Visits to a place, the latest first. */
export async function selectVisitsAt(db: Read, { venueId, schoolId }: PlaceOfRecord) {
  const visits = db
    .selectFrom('visits')
    .select(['id', 'startedAt', 'result', 'facts', 'officers'])
    .select((select) =>
      select
        .selectFrom('hazards')
        .select((each) => each.fn.countAll<number>().as('n'))
        .whereRef('hazards.visitId', '=', 'visits.id')
        .where(isCountedHazard())
        .$asScalar()
        .as('hazards'),
    );
  const atPlace =
    venueId === null
      ? visits.where('venueId', 'is', null).where('schoolId', '=', schoolId)
      : visits.where('venueId', '=', venueId);
  return await atPlace.orderBy('startedAt', 'desc').orderBy('id', 'desc').execute();
}

export async function updateVisit(
  db: Write,
  id: number,
  values: Updateable<Schema['visits']>,
): Promise<void> {
  await db.updateTable('visits').set(values).where('id', '=', id).execute();
}

/** Adds a visit; its id. */
export async function insertVisit(db: Write, visit: NewRecord<'visits'>): Promise<number> {
  const { id } = await db
    .insertInto('visits')
    .values({ ...visit, uid: newUid() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Visits to a venue, the latest first. */
export async function selectVisitsOfVenue(db: Read, venueId: number) {
  return await db
    .selectFrom('visits')
    .selectAll()
    .where('venueId', '=', venueId)
    .orderBy('startedAt', 'desc')
    .execute();
}

/** Visits to a school and to the venues in its zones, with the names of their places, the latest first. */
export async function selectVisitsAround(db: Read, schoolId: number) {
  return await visitsWithPlaces(db)
    .selectAll('visits')
    .select(placeColumns.placeName.as('placeName'))
    .where(
      'visits.id',
      'in',
      sql<number>`(select "near"."visitId" from ${schoolVisits} as "near" where "near"."schoolId" = ${schoolId})`,
    )
    .orderBy('startedAt', 'desc')
    .execute();
}

/** The day of the last visit to each venue that was visited (YYYY-MM-DD), by the id of the venue. */
export async function selectLastVisitDays(db: Read): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('visits')
    .select(['venueId', (select) => select.fn.max('startedAt').as('last')])
    .where('venueId', 'is not', null)
    .$narrowType<{ venueId: number }>()
    .groupBy('venueId')
    .execute();
  return new Map(rows.map(({ venueId, last }) => [venueId, last.slice(0, 10)]));
}

/** The day of the last visit to a school (YYYY-MM-DD); null where there was none. */
export async function findLastVisitOfSchool(db: Read, schoolId: number): Promise<string | null> {
  const row = await db
    .selectFrom('visits')
    .select('startedAt')
    .where('schoolId', '=', schoolId)
    .orderBy('startedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.startedAt.slice(0, 10) ?? null;
}
