import { extendBounds, type LngLat, type LngLatBounds } from '#shared/geodesy/units.ts';
import { selectBoundary, selectNamedPositions } from '../db/queries/named-positions.ts';
import type { Read } from '../db/schema/schema.ts';
import type { District } from './far-outside.ts';

/** So many schools with a position say where the district is. */
const ENOUGH_SCHOOLS = 3;

/** Where the workspace's district is, as far as its regions or its schools say. */
export async function loadDistrict(db: Read): Promise<District> {
  const boundary = await selectBoundary(db);
  if (boundary.length > 0) return { boundary, box: boxOf(boundary.flatMap(([outer]) => outer ?? [])) };
  const schools = await selectNamedPositions(db, 'schools');
  if (schools.length < ENOUGH_SCHOOLS) return { boundary, box: null };
  return { boundary, box: boxOf(schools.map(({ position }) => position)) };
}

function boxOf(positions: readonly LngLat[]): LngLatBounds | null {
  return positions.reduce<LngLatBounds | null>(extendBounds, null);
}
