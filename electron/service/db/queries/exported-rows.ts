import { sql } from 'kysely';
import type { Read } from '../schema/schema.ts';
import { isCountedHazard, isOpenHazard, isUnverifiedHazard } from './hazard-state.ts';
import { hazardPlaceName, placeColumns, visitsWithPlaces } from './place-of-record.ts';

/** All schools, in the order of their ids. */
export async function selectAllSchools(db: Read) {
  return await db.selectFrom('schools').selectAll().orderBy('id').execute();
}

/** All venues, in the order of their ids. */
export async function selectAllVenues(db: Read) {
  return await db.selectFrom('venues').selectAll().orderBy('id').execute();
}

/** All hazards, also voided ones, with the names of their places and schools, in the order of their ids; no 线索. */
export async function selectAllHazards(db: Read) {
  return await db
    .selectFrom('hazards')
    .leftJoin('venues', 'venues.id', 'hazards.venueId')
    .leftJoin('schools', 'schools.id', 'hazards.schoolId')
    .selectAll('hazards')
    .select([hazardPlaceName.as('placeName'), 'schools.name as schoolName'])
    .where((where) => where.not(isUnverifiedHazard()))
    .orderBy('hazards.id')
    .execute();
}

/** All visits with the names of their places and what sweeps they were part of, in the order of their ids. */
export async function selectAllVisits(db: Read) {
  return await visitsWithPlaces(db)
    .innerJoin('stops', 'stops.id', 'visits.stopId')
    .innerJoin('sweeps', 'sweeps.id', 'stops.sweepId')
    .selectAll('visits')
    .select([placeColumns.placeName.as('placeName'), 'sweeps.title as sweepTitle', 'sweeps.period as period'])
    .orderBy('visits.id')
    .execute();
}

/** All facilities, in the order of their ids. */
export async function selectAllFacilities(db: Read) {
  return await db.selectFrom('facilities').selectAll().orderBy('id').execute();
}

/** How the ledger stands on a day, by school: hazards found so far, closed, and open past their day. */
export async function countLedgerBySchool(db: Read, today: string) {
  const rows = await db
    .selectFrom('hazards')
    .select([
      'schoolId',
      (select) => select.fn.countAll<number>().as('found'),
      sql<number>`sum("state" = 'closed')`.as('closed'),
      sql<number>`sum(${isOpenHazard()} and "dueOn" < ${today})`.as('overdue'),
    ])
    .where('schoolId', 'is not', null)
    .where('foundOn', '<=', today)
    .where(isCountedHazard())
    .groupBy('schoolId')
    .execute();
  return new Map(rows.map(({ schoolId, ...counts }) => [schoolId ?? 0, counts]));
}
