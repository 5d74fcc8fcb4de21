import { wktToGeoJSON } from '@terraformer/wkt';
import { readCoordinatePair } from '#shared/geodesy/coordinate-text.ts';
import { type ReferenceSystem, toWgs84 } from '#shared/geodesy/reference-systems.ts';
import { extendBounds, type LngLat, type LngLatBounds } from '#shared/geodesy/units.ts';
import type { FieldReader } from './field-reader.ts';
import type { TableRow } from './list-table.ts';
import type { ProblemCode } from './row-problem.ts';
import { isShape, turnShape } from './turn-shape.ts';

/** A box around China's land and sea, degrees; anything outside is a mistake. */
const CHINA = { west: 70, east: 138, south: 2, north: 55 };

/** A fault beside a position is one that was put right. */
export type PositionReading =
  | { readonly position: LngLat | null; readonly fault: null; readonly isOutline?: boolean }
  | { readonly position: LngLat | null; readonly fault: ProblemCode; readonly value: string };

/** The position of a row from `lngLat`, `lng`+`lat`, or its geometry, turned into WGS84; null where it has none. */
export function readPosition(row: TableRow, read: FieldReader, crs: ReferenceSystem): PositionReading {
  const shape = readShape(row, read, crs);
  if (shape?.type === 'Point') return checkPosition(shape.coordinates.join(','), shape.coordinates, 'wgs84');
  const both = read(row, 'lngLat');
  // A degree sign keeps its minutes and seconds together: only commas and semicolons part the two.
  const parts = both === '' ? [read(row, 'lng'), read(row, 'lat')] : splitPair(both);
  const text = both || parts.filter((part) => part !== '').join(',');
  if (text === '')
    return { position: shape ? middleOf(shape) : null, fault: null, isOutline: shape !== null };
  const pair = readCoordinatePair(parts[0] ?? '', parts[1] ?? '');
  if (!pair)
    return { position: null, fault: isLengths(parts) ? 'ZONE_MISSING' : 'POSITION_INVALID', value: text };
  return checkPosition(text, [...pair.pair], pair.kind === 'projected' ? 'cgcs2000' : crs);
}

/** The middle of an outline's box: somewhere in the building, its entrance is not known. Null for other shapes. */
function middleOf(shape: GeoJSON.Geometry): LngLat | null {
  const campus = asCampus(shape);
  if (!campus) return null;
  const polygons = campus.type === 'Polygon' ? [campus.coordinates] : campus.coordinates;
  const box = polygons
    .flatMap(([outer]) => outer ?? [])
    .reduce<LngLatBounds | null>((bounds, [lng, lat]) => extendBounds(bounds, [lng ?? 0, lat ?? 0]), null);
  return box && [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

function splitPair(text: string): string[] {
  const parts = text.split(/[,，;；]/).map((part) => part.trim());
  return parts.length === 2 ? parts : text.trim().split(/\s+/);
}

/** Two numbers far too large for degrees: metres of a projection. */
function isLengths(parts: readonly string[]): boolean {
  return parts.length === 2 && parts.every((part) => Number(part) > 1000);
}

function checkPosition(text: string, [lng, lat]: readonly number[], crs: ReferenceSystem): PositionReading {
  if (lng === undefined || lat === undefined)
    return { position: null, fault: 'POSITION_INVALID', value: text };
  if (inChina(lng, lat)) return { position: toWgs84([lng, lat], crs), fault: null };
  // No place in China has a latitude that could be its longitude: there is but one way to read it.
  if (inChina(lat, lng))
    return { position: toWgs84([lat, lng], crs), fault: 'POSITION_SWAPPED', value: text };
  return { position: null, fault: 'POSITION_INVALID', value: text };
}

function inChina(lng: number, lat: number): boolean {
  return lng >= CHINA.west && lng <= CHINA.east && lat >= CHINA.south && lat <= CHINA.north;
}

/** The geometry of a row, from the file or its WKT column, in WGS84; null where it has none that can be read. */
export function readShape(row: TableRow, read: FieldReader, crs: ReferenceSystem): GeoJSON.Geometry | null {
  const raw: unknown = row.geometry ?? parseWkt(read(row, 'wkt'));
  if (!isShape(raw)) return null;
  return crs === 'wgs84' || crs === 'cgcs2000' ? raw : turnShape(raw, (position) => toWgs84(position, crs));
}

function parseWkt(text: string): unknown {
  if (text === '') return null;
  try {
    return wktToGeoJSON(text);
  } catch {
    return null;
  }
}

/** A polygonal campus: closed rings of at least three corners, all inside China. */
export function asCampus(geometry: GeoJSON.Geometry | null): GeoJSON.Polygon | GeoJSON.MultiPolygon | null {
  if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return null;
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const sound = polygons.length > 0 && polygons.every((rings) => rings.length > 0 && rings.every(isRing));
  return sound ? geometry : null;
}

/** A road's centre line of at least two points inside China. */
export function asLine(geometry: GeoJSON.Geometry | null): GeoJSON.LineString | null {
  if (geometry?.type !== 'LineString' || geometry.coordinates.length < 2) return null;
  return geometry.coordinates.every(isPosition) ? geometry : null;
}

function isRing(ring: GeoJSON.Position[]): boolean {
  const [first, last] = [ring[0], ring.at(-1)];
  return ring.length >= 4 && ring.every(isPosition) && first?.[0] === last?.[0] && first?.[1] === last?.[1];
}

function isPosition([lng, lat]: GeoJSON.Position): boolean {
  return typeof lng === 'number' && typeof lat === 'number' && inChina(lng, lat);
}
