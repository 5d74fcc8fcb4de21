import geodesic from 'geographiclib-geodesic';
import { type Degrees, type LngLat, type Metres, RADIANS_PER_DEGREE } from './units.ts';

/** WGS84 (EPSG:7030): semi-major axis in metres and flattening. */
const WGS84 = { a: 6378137, f: 1 / 298.257223563 } as const;
const E2 = WGS84.f * (2 - WGS84.f);

/** Up to this distance the mid-latitude formula is used (error below 0.1 mm), beyond it Karney's. */
const NEAR_LIMIT: Metres = 5000;

/** Metres per degree of latitude and of longitude on the WGS84 ellipsoid at `lat`. */
export function metresPerDegree(lat: Degrees): { north: Metres; east: Metres } {
  const phi = lat * RADIANS_PER_DEGREE;
  const w = flatteningAt(phi);
  return { north: northPerDegree(w), east: eastPerDegree(w, phi) };
}

// The same one by one, for loops over millions of pairs that make no object.

/** √(1 − e² sin² φ), on which both scales at a latitude (radians) rest. */
export function flatteningAt(phi: number): number {
  const sin = Math.sin(phi);
  return Math.sqrt(1 - E2 * sin * sin);
}

/** Metres per degree of latitude. */
export function northPerDegree(w: number): Metres {
  return ((WGS84.a * (1 - E2)) / (w * w * w)) * RADIANS_PER_DEGREE;
}

/** Metres per degree of longitude. */
export function eastPerDegree(w: number, phi: number): Metres {
  return (WGS84.a / w) * Math.cos(phi) * RADIANS_PER_DEGREE;
}

/**
 * Length of the shortest line between two WGS84 positions, in metres.
 * Near points by the mid-latitude formula (Gauss; error below 1 µm at 300 m), others by Karney's geodesic.
 */
export function distance(from: LngLat, to: LngLat): Metres {
  return distanceOf(from[0], from[1], to[0], to[1]);
}

/** The same of four numbers. */
export function distanceOf(fromLng: Degrees, fromLat: Degrees, toLng: Degrees, toLat: Degrees): Metres {
  const near = nearDistanceOf(fromLng, fromLat, toLng, toLat);
  return near < NEAR_LIMIT ? near : geodesicDistance([fromLng, fromLat], [toLng, toLat]);
}

/** Mid-latitude distance in metres; only for points within a few kilometres of each other. */
export function nearDistance(from: LngLat, to: LngLat): Metres {
  return nearDistanceOf(from[0], from[1], to[0], to[1]);
}

function nearDistanceOf(fromLng: Degrees, fromLat: Degrees, toLng: Degrees, toLat: Degrees): Metres {
  const phi = ((fromLat + toLat) / 2) * RADIANS_PER_DEGREE;
  const w = flatteningAt(phi);
  const east = (toLng - fromLng) * eastPerDegree(w, phi);
  const north = (toLat - fromLat) * northPerDegree(w);
  // Not Math.hypot: it guards against overflow, which metres never come near, at several times the cost.
  return Math.sqrt(east * east + north * north);
}

/** Karney's geodesic distance on WGS84 in metres, any length (GeographicLib). */
export function geodesicDistance(from: LngLat, to: LngLat): Metres {
  const line = geodesic.Geodesic.WGS84.Inverse(from[1], from[0], to[1], to[0]);
  if (line.s12 === undefined) throw new RangeError(`no geodesic between ${from} and ${to}`);
  return line.s12;
}

/**
 * Bearing at `from` towards `to`, degrees clockwise from north in [0, 360), by the mid-latitude formula;
 * only for points within a few kilometres of each other (error below 0.001° at 1 km).
 */
export function nearBearing(from: LngLat, to: LngLat): Degrees {
  const middle = (from[1] + to[1]) / 2;
  const scale = metresPerDegree(middle);
  const atMiddle = Math.atan2((to[0] - from[0]) * scale.east, (to[1] - from[1]) * scale.north);
  // Meridians converge: at the start the line lies half of that turn before its bearing at the middle.
  const convergence = (to[0] - from[0]) * Math.sin(middle * RADIANS_PER_DEGREE);
  return (atMiddle / RADIANS_PER_DEGREE - convergence / 2 + 360) % 360;
}
