import { ringContains } from '../geodesy/planar.ts';
import type { LngLat, LocalXY, Metres } from '../geodesy/units.ts';
import { type FacilityPlace, nearestOf, partsOf } from './facility-index.ts';

/** Kinds that may not be inside the no-parking stretch, and how it is said. */
const barred: Readonly<Record<string, string>> = {
  停车位: '停车位在禁停路段内',
  公交站: '公交站在禁停路段内',
};
/** Parents wait no further from the gate than this. */
const WAITING_REACH: Metres = 50;

/**
 * What is wrong with a facility at a gate, in Chinese; null where nothing is. A waiting area is the nearest
 * gate's: `others` are the further gates that it could belong to.
 */
export function gateFault(
  facility: FacilityPlace,
  gate: LngLat,
  stretch: GeoJSON.Geometry,
  others: readonly LngLat[] = [],
): string | null {
  if (facility.state === '缺失') return null;
  const words = barred[facility.kind];
  if (words && meets(facility.geometry, stretch)) return words;
  if (facility.kind === '家长等候区') {
    const { metres } = nearestOf(facility.geometry, gate);
    const isNearest = others.every((other) => nearestOf(facility.geometry, other).metres >= metres);
    if (isNearest && metres > WAITING_REACH)
      return `家长等候区距校门 ${metres.toFixed(1)} m，超过 ${WAITING_REACH} m`;
  }
  return null;
}

/** Whether any part of a shape lies in an area, or any corner of the area in the shape. */
function meets(shape: GeoJSON.Geometry, area: GeoJSON.Geometry): boolean {
  const rings = partsOf(area).map(plane);
  const own = partsOf(shape).map(plane);
  if (own.some((part) => part.some((point) => rings.some((ring) => ringContains(ring, point))))) return true;
  const isArea = shape.type === 'Polygon' || shape.type === 'MultiPolygon';
  if (isArea && rings.flat().some((corner) => own.some((ring) => ringContains(ring, corner)))) return true;
  return own.some((part) => rings.some((ring) => crosses(part, ring)));
}

const plane = (part: readonly LngLat[]): LocalXY[] => part.map(([lng, lat]) => [lng, lat]);

function crosses(a: readonly LocalXY[], b: readonly LocalXY[]): boolean {
  const side = (p: LocalXY, q: LocalXY, r: LocalXY) =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return a.some((start, i) => {
    const end = a[i + 1];
    if (!end) return false;
    return b.some((from, j) => {
      const to = b[j + 1];
      return (
        to !== undefined &&
        side(start, end, from) !== side(start, end, to) &&
        side(from, to, start) !== side(from, to, end)
      );
    });
  });
}
