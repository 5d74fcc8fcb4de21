import type { LngLat } from '../geodesy/units.ts';

type Ring = readonly LngLat[];

/** A district is drawn a few hundred pixels wide: rings keep about so many points. */
const POINTS_OF_RING = 200;
/** Smaller parts of a district than this share of its box are not drawn. */
const SMALLEST_PART = 0.002;

/** Outer rings of areas, with as many points as a small map shows. For drawing only. */
export function outlineOf(areas: readonly (GeoJSON.Polygon | GeoJSON.MultiPolygon)[]): LngLat[][] {
  const rings = areas
    .flatMap(({ type, coordinates }) => (type === 'Polygon' ? [coordinates] : coordinates))
    .flatMap(([outer]) => (outer ? [outer.map(([lng = 0, lat = 0]): LngLat => [lng, lat])] : []));
  const whole = sizeOf(rings.flat());
  return rings.filter((ring) => sizeOf(ring) >= whole * SMALLEST_PART).map(thinned);
}

/** The area around places: their convex hull. */
export function hullOf(places: readonly LngLat[]): LngLat[][] {
  const sorted = places.toSorted(([a, b], [c, d]) => a - c || b - d);
  const half = (points: Ring): LngLat[] => {
    const hull: LngLat[] = [];
    for (const point of points) {
      while (hull.length >= 2 && !turnsLeft(hull.at(-2), hull.at(-1), point)) hull.pop();
      hull.push(point);
    }
    return hull.slice(0, -1);
  };
  const ring = [...half(sorted), ...half(sorted.toReversed())];
  return ring.length < 3 ? [] : [ring];
}

function turnsLeft(a: LngLat | undefined, b: LngLat | undefined, [x, y]: LngLat): boolean {
  if (!a || !b) return true;
  return (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) > 0;
}

/** The size of a box around points, square degrees. */
function sizeOf(points: Ring): number {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lng, lat] of points) {
    [west, east] = [Math.min(west, lng), Math.max(east, lng)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  }
  return points.length === 0 ? 0 : (east - west) * (north - south);
}

function thinned(ring: Ring): LngLat[] {
  const step = Math.max(1, Math.ceil(ring.length / POINTS_OF_RING));
  const digits = (value: number) => Math.round(value * 1e5) / 1e5;
  return ring
    .filter((_, i) => i % step === 0 || i === ring.length - 1)
    .map(([lng, lat]): LngLat => [digits(lng), digits(lat)]);
}
