import type { Map as MapLibre } from 'maplibre-gl';
import { nearestOnSegment } from '#shared/geodesy/planar.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { roundedDegrees } from './rounded-shape.ts';

/** A corner snaps to an edge that is nearer than so many pixels. */
const SNAP_REACH = 9;

/** The nearest place on some lines, where it lies within reach of the pointer. */
export function nearestOnLines(
  map: MapLibre,
  at: LngLat,
  lines: readonly (readonly LngLat[])[],
): [number, number] | undefined {
  const toPixels = ([lng, lat]: LngLat): readonly [number, number] => {
    const { x, y } = map.project([lng, lat]);
    return [x, y];
  };
  const pointer = toPixels(at);
  let best: { distance: number; point: readonly [number, number] } | null = null;
  for (const [from, to] of lines.flatMap((line) => segmentsOf(line.map(toPixels)))) {
    const near = nearestOnSegment(pointer, from, to);
    const distance = Math.sqrt(near.squared);
    if (distance <= SNAP_REACH && (!best || distance < best.distance)) best = { distance, point: near.point };
  }
  if (!best) return undefined;
  const { lng, lat } = map.unproject([best.point[0], best.point[1]]);
  return [roundedDegrees(lng), roundedDegrees(lat)];
}

function segmentsOf<Corner>(corners: readonly Corner[]): (readonly [Corner, Corner])[] {
  return corners.flatMap((corner, i) => {
    const next = corners[i + 1];
    return next === undefined ? [] : [[corner, next] as const];
  });
}
