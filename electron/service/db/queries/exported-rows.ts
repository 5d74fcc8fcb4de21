import type { Read } from '../schema/schema.ts';
import { placeColumns, visitsWithPlaces } from './place-of-record.ts';

/** All schools, in the order of their ids. */
export async function selectAllSchools(db: Read) {
  return await db.selectFrom('schools').selectAll().orderBy('id').execute();
}

/** All venues, in the order of their ids. */
export async function selectAllVenues(db: Read) {
  return await db.selectFrom('venues').selectAll().orderBy('id').execute();
}

/** All hazards with the names of their places and schools, in the order of their ids. */
export async function selectAllHazards(db: Read) {
  return await db
    .selectFrom('hazards')
    .leftJoin('venues', 'venues.id', 'hazards.venueId')
    .leftJoin('schools', 'schools.id', 'hazards.schoolId')
    .selectAll('hazards')
    .select([placeColumns.placeName.as('placeName'), 'schools.name as schoolName'])
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
