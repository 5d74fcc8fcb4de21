import { sql } from 'kysely';
import { SCHOOL_PLACE } from '#shared/sweeps/visit-rules.ts';
import type { Read } from '../schema/schema.ts';
import { kindsOfVenue } from './venue-kinds.ts';

/** A venue, or a school itself where no venue is named. */
export interface PlaceOfRecord {
  readonly venueId: number | null;
  readonly schoolId: number | null;
}

/**
 * What a query tells of the place that a stop, visit or hazard is about: the venue, or the school itself where
 * no venue is named. The query must join `venues` and `schools`.
 */
export const placeColumns = {
  placeName: sql<string>`coalesce("venues"."name", "schools"."name")`,
  /** All kinds of the venue between semicolons, the main one first. */
  category: sql<string>`coalesce(${kindsOfVenue}, ${sql.lit(SCHOOL_PLACE)})`,
  mainCategory: sql<string>`coalesce("venues"."category", ${sql.lit(SCHOOL_PLACE)})`,
  address: sql<string>`coalesce("venues"."address", "schools"."address")`,
  lng: sql<number | null>`iif("venues"."id" is null, "schools"."lng", "venues"."lng")`,
  lat: sql<number | null>`iif("venues"."id" is null, "schools"."lat", "venues"."lat")`,
};

/** The place of a hazard: where nothing of the map is named, what somebody said. Joined as for `placeColumns`. */
export const hazardPlaceName = sql<string>`coalesce("venues"."name", nullif("hazards"."placeText", ''), "schools"."name", '')`;

/** Hazards joined with their place, their school, and the visit that found them where there is one. */
export function hazardsWithPlaces(db: Read) {
  return db
    .selectFrom('hazards')
    .leftJoin('venues', 'venues.id', 'hazards.venueId')
    .leftJoin('visits', 'visits.id', 'hazards.visitId')
    .leftJoin('schools', 'schools.id', 'hazards.schoolId');
}

/** Visits joined with their place and their school. */
export function visitsWithPlaces(db: Read) {
  return db
    .selectFrom('visits')
    .leftJoin('venues', 'venues.id', 'visits.venueId')
    .leftJoin('schools', 'schools.id', 'visits.schoolId');
}

/** Whether rows of two tables (or aliases) are about the same place. */
export function samePlace(a: string, b: string) {
  const [venueA, venueB] = [sql.ref(`${a}.venueId`), sql.ref(`${b}.venueId`)];
  const [schoolA, schoolB] = [sql.ref(`${a}.schoolId`), sql.ref(`${b}.schoolId`)];
  return sql<boolean>`(${venueA} = ${venueB} or (${venueA} is null and ${venueB} is null and ${schoolA} = ${schoolB}))`;
}
