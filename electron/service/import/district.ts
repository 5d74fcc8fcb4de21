import { extendBounds, type LngLat, type LngLatBounds } from '#shared/geodesy/units.ts';
import { polygonsOf } from '../db/queries/places.ts';
import type { Read } from '../db/schema/schema.ts';
import type { District } from './far-outside.ts';

/** So many schools with a position say where the district is. */
const ENOUGH_SCHOOLS = 3;

export async function loadDistrict(db: Read): Promise<District> {
  const regions = await db.selectFrom('regions').select('geometry').execute();
  const boundary = regions.flatMap(({ geometry }) => polygonsOf(geometry));
  if (boundary.length > 0) return { boundary, box: boxOf(boundary.flatMap(([outer]) => outer ?? [])) };
  const schools = await db
    .selectFrom('schools')
    .select(['lng', 'lat'])
    .where('lng', 'is not', null)
    .execute();
  if (schools.length < ENOUGH_SCHOOLS) return { boundary, box: null };
  return { boundary, box: boxOf(schools.map(({ lng, lat }): LngLat => [lng ?? 0, lat ?? 0])) };
}

function boxOf(positions: readonly LngLat[]): LngLatBounds | null {
  return positions.reduce<LngLatBounds | null>((bounds, position) => extendBounds(bounds, position), null);
}
