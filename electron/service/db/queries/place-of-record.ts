import { sql } from 'kysely';
import { SCHOOL_PLACE } from '#shared/sweeps/visit.ts';
import type { Read } from '../schema/schema.ts';

/**
 * What stops, visits and hazards are about, of their joined `venues` and `schools`: the venue, or the school
 * itself where no venue is named.
 */
export const placeMet = {
  placeName: sql<string>`coalesce("venues"."name", "schools"."name")`,
  category: sql<string>`coalesce("venues"."category", ${sql.lit(SCHOOL_PLACE)})`,
  address: sql<string>`coalesce("venues"."address", "schools"."address")`,
  lng: sql<number | null>`iif("venues"."id" is null, "schools"."lng", "venues"."lng")`,
  lat: sql<number | null>`iif("venues"."id" is null, "schools"."lat", "venues"."lat")`,
};

/** Hazards with what they are about and the visit that found them, where there is one. */
export function hazardsMet(db: Read) {
  return db
    .selectFrom('hazards')
    .leftJoin('venues', 'venues.id', 'hazards.venueId')
    .leftJoin('visits', 'visits.id', 'hazards.visitId')
    .leftJoin('schools', 'schools.id', 'hazards.schoolId');
}

/** Whether rows of two tables (or aliases) are about the same place. */
export function samePlace(a: string, b: string) {
  const [venueA, venueB] = [sql.ref(`${a}.venueId`), sql.ref(`${b}.venueId`)];
  const [schoolA, schoolB] = [sql.ref(`${a}.schoolId`), sql.ref(`${b}.schoolId`)];
  return sql<boolean>`(${venueA} = ${venueB} or (${venueA} is null and ${venueB} is null and ${schoolA} = ${schoolB}))`;
}

/** A venue, or a school itself where no venue is named. */
export interface PlaceOfRecord {
  readonly venueId: number | null;
  readonly schoolId: number | null;
}

/** The name of a place; undefined where there is no such place. */
export async function findPlaceName(
  db: Read,
  { venueId, schoolId }: PlaceOfRecord,
): Promise<string | undefined> {
  const named =
    venueId === null
      ? db.selectFrom('schools').select('name').where('id', '=', schoolId)
      : db.selectFrom('venues').select('name').where('id', '=', venueId);
  return (await named.executeTakeFirst())?.name;
}
