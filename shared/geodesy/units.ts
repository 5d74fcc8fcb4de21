/** A length in metres. */
export type Metres = number;
/** An angle in degrees. */
export type Degrees = number;
/** A position in WGS84 degrees, longitude first. */
export type LngLat = readonly [lng: Degrees, lat: Degrees];
/** A position in a local metric frame, metres east and north of the frame's origin. */
export type LocalXY = readonly [east: Metres, north: Metres];
/** [west, south, east, north] in degrees. */
export type LngLatBounds = readonly [west: Degrees, south: Degrees, east: Degrees, north: Degrees];

/** Rings of one polygon: the outer ring, then its holes; each ring closed or not. */
export type PolygonRings = readonly (readonly LngLat[])[];

export const RADIANS_PER_DEGREE = Math.PI / 180;

/** `bounds` made large enough to contain `point`; from `null`, a box of this point alone. */
export function extendBounds(bounds: LngLatBounds | null, point: LngLat): LngLatBounds {
  if (!bounds) return [point[0], point[1], point[0], point[1]];
  return [
    Math.min(bounds[0], point[0]),
    Math.min(bounds[1], point[1]),
    Math.max(bounds[2], point[0]),
    Math.max(bounds[3], point[1]),
  ];
}

/** Whether two boxes have a place in common; boxes that touch do. */
export function boundsMeet(a: LngLatBounds, b: LngLatBounds): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}

/** Whether a place lies in a box or on its edge. */
export function boundsHold([west, south, east, north]: LngLatBounds, [lng, lat]: LngLat): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north;
}
