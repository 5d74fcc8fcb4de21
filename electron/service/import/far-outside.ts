import { ringContains } from '#shared/geodesy/planar.ts';
import type { LngLat, LngLatBounds, PolygonRings } from '#shared/geodesy/units.ts';
import { nearestOnCampus } from '#shared/zones/campus-distance.ts';

/** A list of a district may reach this far over its boundary, in metres; with schools alone, degrees beyond them. */
const REACH = 5000;
const DEGREES = 0.5;

/** Where the workspace's district is: its boundaries, else a box around its schools, else nothing known. */
export interface District {
  readonly boundary: readonly PolygonRings[];
  readonly box: LngLatBounds | null;
}

/** Whether a position lies far outside what the workspace is about; always false where nothing is known. */
export type FarOutside = (position: LngLat) => boolean;

export function farOutside({ boundary, box }: District): FarOutside {
  if (boundary.length > 0) return (position) => isBeyond(boundary, box, position);
  return (position) => !holds(box, position, DEGREES);
}

function isBeyond(boundary: readonly PolygonRings[], box: LngLatBounds | null, position: LngLat): boolean {
  if (!holds(box, position, DEGREES)) return true;
  if (boundary.some(([outer]) => outer && ringContains(outer, position))) return false;
  return (nearestOnCampus(position, boundary)?.distance ?? 0) > REACH;
}

function holds(box: LngLatBounds | null, [lng, lat]: LngLat, margin: number): boolean {
  if (!box) return true;
  const [west, south, east, north] = box;
  return lng >= west - margin && lng <= east + margin && lat >= south - margin && lat <= north + margin;
}
