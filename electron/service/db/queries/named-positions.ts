import type { LngLat, PolygonRings } from '#shared/geodesy/units.ts';
import type { Read } from '../schema/schema.ts';
import { polygonsOf } from './places.ts';

/** So many venues tell what a list is compared with; more would only take longer. */
const MOST = 50_000;

/** The boundaries of all regions. */
export async function selectBoundary(db: Read): Promise<PolygonRings[]> {
  const regions = await db.selectFrom('regions').select('geometry').execute();
  return regions.flatMap(({ geometry }) => polygonsOf(geometry));
}

/** Schools or venues that have a position, with their names. */
export async function selectNamedPositions(
  db: Read,
  table: 'schools' | 'venues',
): Promise<{ readonly name: string; readonly position: LngLat }[]> {
  const rows = await db
    .selectFrom(table)
    .select(['name', 'lng', 'lat'])
    .where('lng', 'is not', null)
    .limit(MOST)
    .execute();
  return rows.map(({ name, lng, lat }) => ({ name, position: [lng ?? 0, lat ?? 0] }));
}
