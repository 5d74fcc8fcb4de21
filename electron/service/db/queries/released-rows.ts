import type { Read } from '../schema/schema.ts';
import { isCountedHazard, isSupervisedHazard } from './hazard-state.ts';
import { hazardsWithPlaces, placeColumns } from './place-of-record.ts';
import { kindOfFinding } from './venue-kinds.ts';

// What a district hands up to the office above it: columns that name no person. Descriptions, addresses, telephones, codes of
// enterprises and what somebody said of a place are not read at all.

/** Hazards that count, with the names of their school and venue. */
export async function selectReleasedHazards(db: Read) {
  return await hazardsWithPlaces(db)
    .select([
      'hazards.code as code',
      'hazards.kind as kind',
      'hazards.level as level',
      'hazards.state as state',
      'hazards.foundOn as foundOn',
      'hazards.dueOn as dueOn',
      'hazards.closedOn as closedOn',
      'schools.name as schoolName',
      'venues.name as venueName',
      placeColumns.lng.as('lng'),
      placeColumns.lat.as('lat'),
    ])
    .select(isSupervisedHazard.as('isListed'))
    .where(isCountedHazard())
    .orderBy('hazards.id')
    .execute();
}

/** The weightiest finding of each school and venue that is not 区外. */
export async function selectReleasedFindings(db: Read) {
  return await db
    .selectFrom('findings')
    .innerJoin('venues', 'venues.id', 'findings.venueId')
    .innerJoin('schools', 'schools.id', 'findings.schoolId')
    .select([
      'schools.name as school',
      'venues.name as venue',
      kindOfFinding.as('category'),
      'findings.severity as severity',
      'findings.distance as distance',
      'findings.limit as limit',
      'venues.lng as lng',
      'venues.lat as lat',
    ])
    .where('isPrimary', '=', 1)
    .where('findings.severity', '!=', 'outside')
    .where('venues.lng', 'is not', null)
    .orderBy('findings.id')
    .execute();
}

export async function selectReleasedSchools(db: Read) {
  return await db.selectFrom('schools').select(['id', 'name', 'stage', 'lng', 'lat']).orderBy('id').execute();
}
