import geodesic from 'geographiclib-geodesic';
import { distance } from './ellipsoid.ts';
import { piecesOf } from './positions.ts';
import type { LngLat, Metres } from './units.ts';

/** Length of a line over the WGS84 ellipsoid, metres. */
export function lineLength(line: readonly LngLat[]): Metres {
  return piecesOf(line).reduce((length, [start, end]) => length + distance(start, end), 0);
}

/** Area inside a ring of geodesics on the WGS84 ellipsoid, square metres (Karney); its direction does not matter. */
export function ringArea(ring: readonly LngLat[]): number {
  const polygon = geodesic.Geodesic.WGS84.Polygon(false);
  // A last corner that repeats the first adds an edge without length.
  for (const [lng, lat] of ring) polygon.AddPoint(lat, lng);
  return Math.abs(polygon.Compute(false, true).area ?? 0);
}

/** A circle of `radius` metres as a ring of `corners` points, each exactly that far away (Karney). */
export function circleRing([lng, lat]: LngLat, radius: Metres, corners = 72): LngLat[] {
  const corner = (i: number): LngLat => {
    const { lon2, lat2 } = geodesic.Geodesic.WGS84.Direct(lat, lng, (i * 360) / corners, radius);
    return [lon2 ?? lng, lat2 ?? lat];
  };
  return [...Array.from({ length: corners }, (_, i) => corner(i)), corner(0)];
}
