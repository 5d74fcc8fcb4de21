import type { LngLat } from '../geodesy/units.ts';

/** The middle of the largest part of an area by its surface; null where there is none. */
export function centroidOf(geometry: GeoJSON.Geometry): LngLat | null {
  const polygons =
    geometry.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates
        : [];
  let best: { area: number; centre: LngLat } | null = null;
  for (const [ring] of polygons) {
    const found = ring && ringCentre(ring);
    if (found && (!best || found.area > best.area)) best = found;
  }
  return best?.centre ?? null;
}

function ringCentre(ring: readonly (readonly number[])[]): { area: number; centre: LngLat } | null {
  const [lng0 = 0, lat0 = 0] = ring[0] ?? [];
  let [area, x, y] = [0, 0, 0];
  for (let i = 0; i < ring.length; i++) {
    const [ax = 0, ay = 0] = ring[i] ?? [];
    const [bx = 0, by = 0] = ring[(i + 1) % ring.length] ?? [];
    const cross = (ax - lng0) * (by - lat0) - (bx - lng0) * (ay - lat0);
    area += cross;
    x += (ax + bx - 2 * lng0) * cross;
    y += (ay + by - 2 * lat0) * cross;
  }
  return area === 0 ? null : { area: Math.abs(area), centre: [lng0 + x / (3 * area), lat0 + y / (3 * area)] };
}
