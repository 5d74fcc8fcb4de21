import { ringHolds } from '#shared/geodesy/planar.ts';
import { extendBounds, type LngLat, type LngLatBounds, type PolygonRings } from '#shared/geodesy/units.ts';
import { nearestOnCampus } from '#shared/zones/campus-distance.ts';
import { polygonsOf } from '../db/places.ts';
import type { Read } from '../db/schema.ts';

/** A list of a district may reach this far over its boundary, in metres; with schools alone, degrees beyond them. */
const REACH = 5000;
const DEGREES = 0.5;
/** So many schools with a position say where the district is. */
const ENOUGH_SCHOOLS = 3;

/** Whether a position lies far outside what the workspace is about; always false where nothing is known. */
export type FarOutside = (position: LngLat) => boolean;

/** Goes by the boundaries that were imported, else by the schools. */
export async function loadFarOutside(db: Read): Promise<FarOutside> {
  const regions = await db.selectFrom('regions').select('geometry').execute();
  const boundary = regions.flatMap(({ geometry }) => polygonsOf(geometry));
  if (boundary.length > 0) return (position) => isBeyond(boundary, boxOf(boundary), position);
  const schools = await db
    .selectFrom('schools')
    .select(['lng', 'lat'])
    .where('lng', 'is not', null)
    .execute();
  if (schools.length < ENOUGH_SCHOOLS) return () => false;
  const box = schools.reduce<LngLatBounds | null>(
    (bounds, { lng, lat }) => extendBounds(bounds, [lng ?? 0, lat ?? 0]),
    null,
  );
  return (position) => !holds(box, position, DEGREES);
}

function isBeyond(boundary: readonly PolygonRings[], box: LngLatBounds | null, position: LngLat): boolean {
  if (!holds(box, position, DEGREES)) return true;
  if (boundary.some(([outer]) => outer && ringHolds(outer, position))) return false;
  return (nearestOnCampus(position, boundary)?.distance ?? 0) > REACH;
}

function boxOf(boundary: readonly PolygonRings[]): LngLatBounds | null {
  return boundary
    .flatMap(([outer]) => outer ?? [])
    .reduce<LngLatBounds | null>((bounds, position) => extendBounds(bounds, position), null);
}

function holds(box: LngLatBounds | null, [lng, lat]: LngLat, margin: number): boolean {
  if (!box) return true;
  const [west, south, east, north] = box;
  return lng >= west - margin && lng <= east + margin && lat >= south - margin && lat <= north + margin;
}
