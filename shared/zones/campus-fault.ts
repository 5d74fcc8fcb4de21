import { kinks } from '@turf/kinks';
import type { LngLat, PolygonRings } from '../geodesy/units.ts';

/** Why a shape cannot be a campus. */
export type CampusFault = 'empty' | 'tooFewCorners' | 'crossesItself';

/** Checks a campus of one or several polygons; null where it is sound. */
export function campusFault(campus: readonly PolygonRings[]): CampusFault | null {
  if (campus.length === 0 || campus.some((polygon) => polygon.length === 0)) return 'empty';
  for (const ring of campus.flat()) {
    const corners = new Set(ring.map(([lng, lat]) => `${lng},${lat}`));
    if (corners.size < 3) return 'tooFewCorners';
    const closed = closeRing(ring).map((position) => [...position]);
    if (kinks({ type: 'Polygon', coordinates: [closed] }).features.length > 0) return 'crossesItself';
  }
  return null;
}

/** A ring whose last position repeats its first. */
export function closeRing(ring: readonly LngLat[]): LngLat[] {
  const [first, last] = [ring[0], ring.at(-1)];
  return first && last && (first[0] !== last[0] || first[1] !== last[1]) ? [...ring, first] : [...ring];
}
