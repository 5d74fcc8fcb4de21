import { geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat } from '#shared/geodesy/units.ts';

/** Metres around a place within which others are counted: about what an enlarged part shows. */
const AROUND = 60;

/** The place with the most others around it, moved to their middle; null where there is none. */
export function crowdedPlace(places: readonly LngLat[]): LngLat | null {
  const near = (centre: LngLat) => places.filter((place) => geodesicDistance(centre, place) <= AROUND);
  const [most] = places.map(near).sort((a, b) => b.length - a.length);
  if (!most) return null;
  const sum = most.reduce(([x, y], [lng, lat]) => [x + lng, y + lat], [0, 0]);
  return [sum[0] / most.length, sum[1] / most.length];
}
