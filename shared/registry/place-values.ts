import { extendBounds, type LngLat, type LngLatBounds } from '../geodesy/units.ts';

/** A place as its columns say it, whether it is stored, read from a list or drawn by hand. */
export type PlaceValues = Readonly<Record<string, string | number | null | undefined>>;

/** What a column says as text; empty where it says nothing. */
export function textIn(values: PlaceValues, column: string): string {
  return String(values[column] ?? '');
}

/** Where a place is: its point, else the middle of its shape's box; null where neither is known. */
export function middleOf(values: PlaceValues): LngLat | null {
  const { lng, lat, geometry } = values;
  if (typeof lng === 'number' && typeof lat === 'number') return [lng, lat];
  if (typeof geometry !== 'string') return null;
  const box = pointsIn(geometry).reduce<LngLatBounds | null>(extendBounds, null);
  return box && [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

/** All points of a stored shape, in its order; of polygons those of every ring. */
export function pointsIn(geometry: string): LngLat[] {
  const { coordinates }: { coordinates?: unknown } = JSON.parse(geometry);
  return pointsOf(coordinates);
}

function pointsOf(coordinates: unknown): LngLat[] {
  if (!Array.isArray(coordinates)) return [];
  const [lng, lat]: unknown[] = coordinates;
  if (typeof lng === 'number' && typeof lat === 'number') return [[lng, lat]];
  return coordinates.flatMap(pointsOf);
}
