import * as polyclip from 'polyclip-ts';
import type { LngLat, PolygonRings } from './units.ts';

type Polygons = [number, number][][][];

/** Polygons joined where they touch or overlap; what lies apart stays apart. */
export function mergePolygons(polygons: readonly PolygonRings[]): PolygonRings[] {
  const [first, ...rest] = polygons.map((polygon): Polygons => [plain(polygon)]);
  return first ? polyclip.union(first, ...rest) : [];
}

/**
 * Polygons cut along a line, whose ends are drawn out as far as need be; those that it misses stay as they
 * are. Null where it cuts none.
 */
export function cutPolygons(
  polygons: readonly PolygonRings[],
  line: readonly LngLat[],
): PolygonRings[] | null {
  const side = sideOf(polygons, line);
  if (!side) return null;
  const parts = polygons.map((polygon) => {
    const whole: Polygons = [plain(polygon)];
    const pieces = [...polyclip.intersection(whole, [[side]]), ...polyclip.difference(whole, [[side]])];
    return pieces.length > 1 ? pieces : whole;
  });
  return parts.some((pieces) => pieces.length > 1) ? parts.flat() : null;
}

/** A polygon that covers everything on the left of a line, as far as the polygons reach; null for no line. */
function sideOf(polygons: readonly PolygonRings[], line: readonly LngLat[]): [number, number][] | null {
  const [start, second] = line;
  const [before, end] = line.slice(-2);
  if (!start || !second || !before || !end) return null;
  const points = [...polygons.flat(2), ...line];
  const lngs = points.map(([lng]) => lng);
  const lats = points.map(([, lat]) => lat);
  const reach = 4 * Math.max(Math.max(...lngs) - Math.min(...lngs), Math.max(...lats) - Math.min(...lats));
  if (reach === 0) return null;
  const first = beyond(second, start, reach);
  const last = beyond(before, end, reach);
  const [dx, dy] = unit(first, last);
  // Far to the left of the line from its first to its last end.
  const left = ([lng, lat]: LngLat): [number, number] => [lng - dy * reach * 2, lat + dx * reach * 2];
  const ring: LngLat[] = [first, ...line, last, left(last), left(first), first];
  return ring.map(([lng, lat]) => [lng, lat]);
}

function beyond(from: LngLat, to: LngLat, by: number): LngLat {
  const [dx, dy] = unit(from, to);
  return [to[0] + dx * by, to[1] + dy * by];
}

function unit(from: LngLat, to: LngLat): [number, number] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy) || 1;
  return [dx / length, dy / length];
}

function plain(polygon: PolygonRings): [number, number][][] {
  return polygon.map((ring) => ring.map(([lng, lat]) => [lng, lat]));
}
