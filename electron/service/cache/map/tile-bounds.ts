import { partsOf } from '#shared/facilities/facility-index.ts';
import { metresPerDegree } from '#shared/geodesy/ellipsoid.ts';
import { boundsMeet, type LngLatBounds, type Metres } from '#shared/geodesy/units.ts';
import { type SchoolPlace, schoolBounds } from '#shared/zones/measured-places.ts';
import type { DrawnLink } from '../../db/queries/findings.ts';
import type { Feature } from './school-drawing.ts';

/** A gate zone along the road ends within this of its gate; one that was drawn by hand may lie anywhere. */
const GATE_REACH: Metres = 400;
/** Units of a tile's side, and how many of them a tile is drawn beyond its edges. */
export const TILE_EXTENT = 4096;
export const TILE_BUFFER = 128;

/** A tile with its buffer in degrees (Web Mercator, spherical by definition). */
export function boundsOfTile(
  z: number,
  x: number,
  y: number,
  margin = TILE_BUFFER / TILE_EXTENT,
): LngLatBounds {
  const size = 2 ** z;
  const lng = (column: number) => (column / size) * 360 - 180;
  const lat = (row: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / size))) * 180) / Math.PI;
  return [lng(x - margin), lat(y + 1 + margin), lng(x + 1 + margin), lat(y - margin)];
}

/** The box around the two ends of a link. */
export function boundsOfLink({ from, to }: DrawnLink): LngLatBounds {
  return [
    Math.min(from[0], to[0]),
    Math.min(from[1], to[1]),
    Math.max(from[0], to[0]),
    Math.max(from[1], to[1]),
  ];
}

/** Whether a school comes close enough to a box for its zone to reach it. */
export function isNear(school: SchoolPlace, box: LngLatBounds, distance: Metres): boolean {
  if (school.gates.some(({ edits }) => edits?.band)) return true;
  const own = schoolBounds(school);
  if (!own) return false;
  const scale = metresPerDegree(own[1]);
  const reach = Math.max(distance, GATE_REACH) * 1.1;
  const [dLng, dLat] = [reach / scale.east, reach / scale.north];
  return boundsMeet([own[0] - dLng, own[1] - dLat, own[2] + dLng, own[3] + dLat], box);
}

/** Whether a feature's box meets a box. */
export function featureMeets([west, south, east, north]: LngLatBounds, { geometry }: Feature): boolean {
  const points = partsOf(geometry).flat();
  return (
    points.some(([lng]) => lng >= west) &&
    points.some(([lng]) => lng <= east) &&
    points.some(([, lat]) => lat >= south) &&
    points.some(([, lat]) => lat <= north)
  );
}
