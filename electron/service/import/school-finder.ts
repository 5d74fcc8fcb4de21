import { comparable } from '#shared/registry/text.ts';
import { nearestOnCampus } from '#shared/zones/campus-distance.ts';
import { loadSchoolNames } from '../db/queries/imports.ts';
import { polygonsOf } from '../db/queries/places.ts';
import type { Read } from '../db/schema/schema.ts';

/** Knows the schools that gates and campuses belong to. */
export interface SchoolFinder {
  byName(name: string): number | null;
  near(lng: number, lat: number): number | null;
}

/** A gate this far from a campus edge, in metres, may still be its gate. */
const GATE_REACH = 60;

export async function createSchoolFinder(db: Read): Promise<SchoolFinder> {
  const schools = await loadSchoolNames(db);
  const ids = new Map(schools.map((school) => [comparable(school.name), school.id]));
  const campuses = schools.flatMap((school) =>
    school.boundary === null ? [] : [{ id: school.id, campus: polygonsOf(school.boundary) }],
  );
  return {
    byName: (name) => ids.get(comparable(name)) ?? null,
    near(lng, lat) {
      const near = campuses
        .map(({ id, campus }) => ({
          id,
          distance: nearestOnCampus([lng, lat], campus)?.distance ?? Infinity,
        }))
        .sort((a, b) => a.distance - b.distance)[0];
      return near && near.distance <= GATE_REACH ? near.id : null;
    },
  };
}
