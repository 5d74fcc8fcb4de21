import { placeInFrame } from '#shared/geodesy/coordinate-frames.ts';
import { readNumberPair, saysNothing, splitCoordinateText } from '#shared/geodesy/coordinate-text.ts';
import { type Datum, datumNote } from '#shared/geodesy/datums.ts';
import { distance } from '#shared/geodesy/ellipsoid.ts';
import { frameOfCode } from '#shared/geodesy/named-frames.ts';
import { type NumberReading, type PlaceFault, placeNumbers } from '#shared/geodesy/place-numbers.ts';
import { lngLatOf } from '#shared/geodesy/positions.ts';
import { extendBounds, type LngLat, type LngLatBounds, type Metres } from '#shared/geodesy/units.ts';
import type { FieldReader } from './field-reader.ts';
import type { TableRow } from './list-table.ts';
import type { ProblemCode } from './row-problem.ts';
import { closeRing, isClosed, partsOf, type ShapeParts } from './shape-parts.ts';
import { isShapeText, readShapeText } from './shape-text.ts';
import { isGeometry, turnShape } from './turn-shape.ts';

/** What was put right or refused in a position or a shape. */
export interface GeometryNote {
  readonly code: ProblemCode;
  readonly value: string;
}

export interface PositionReading {
  readonly position: LngLat | null;
  readonly notes: readonly GeometryNote[];
  /** Standard error that the list's reference system adds, metres. */
  readonly sigma: Metres;
  /**
   * What the position was made from: a point, the middle of an outline (somewhere in the building), or several points
   * of which it is not known which one is meant.
   */
  readonly of: 'point' | 'outline' | 'several';
}

/** A shape of a row in WGS84, taken apart. */
export interface PlacedShape extends ShapeParts {
  /** As the file calls it, for whoever has to find out what is wrong. */
  readonly type: string;
  readonly notes: readonly GeometryNote[];
  readonly sigma: Metres;
}

/** How the geometry of a list is read: its fields, and how numbers become places. */
export interface GeometrySource {
  readonly read: FieldReader;
  readonly numbers: NumberReading;
}

const nowhere: PositionReading = { position: null, notes: [], sigma: 0, of: 'point' };

/** The position of a row from its geometry, `lngLat` or `lng`+`lat`, turned into WGS84; null where it has none. */
export function readPosition(row: TableRow, source: GeometrySource): PositionReading {
  const shape = readShape(row, source);
  if (shape && shape.points.length > 0) return pointOfShape(shape);
  const { text, parts } = coordinateTexts(row, source.read);
  if (!parts) {
    if (text !== '') return { ...nowhere, notes: [{ code: 'POSITION_INVALID', value: text }] };
    if (!shape) return nowhere;
    const position = middleOf(shape);
    const isLost = !position && hasParts(shape) && shape.notes.length === 0;
    const notes: readonly GeometryNote[] = isLost
      ? [{ code: 'SHAPE_UNREADABLE', value: shape.type }]
      : shape.notes;
    return { position, notes, sigma: shape.sigma, of: 'outline' };
  }
  const pair = readNumberPair(...parts);
  if (!pair) return { ...nowhere, notes: [{ code: 'POSITION_INVALID', value: text }] };
  const placed = placeNumbers(pair, source.numbers);
  if (placed.fault) return { ...nowhere, notes: [{ code: placed.fault, value: text }] };
  const swapped: GeometryNote[] = placed.isSwapped ? [{ code: 'POSITION_SWAPPED', value: text }] : [];
  const notes = [...swapped, ...datumNotes(placed.sigma, source.numbers.frame?.datum)];
  return { ...nowhere, position: placed.position, sigma: placed.sigma, notes };
}

/** The two coordinates of a row as texts; null where it has none, or where its text is not two coordinates. */
function coordinateTexts(
  row: TableRow,
  read: FieldReader,
): { readonly text: string; readonly parts: readonly [string, string] | null } {
  const both = read(row, 'lngLat');
  const [lng, lat] = [read(row, 'lng'), read(row, 'lat')];
  if (!saysNothing(both) && !isShapeText(both)) {
    const parts = splitCoordinateText(both);
    const isNothing = parts?.every(saysNothing) ?? false;
    return isNothing ? { text: '', parts: null } : { text: both, parts };
  }
  if (saysNothing(lng) && saysNothing(lat)) return { text: '', parts: null };
  // Some lists hold both in the column of one.
  if (saysNothing(lat)) return { text: lng, parts: splitCoordinateText(lng) };
  return { text: lng === '' ? lat : `${lng},${lat}`, parts: [lng, lat] };
}

/** Points this near to each other are one place drawn several times. */
const ONE_PLACE: Metres = 50;

function pointOfShape({ points, notes, sigma }: PlacedShape): PositionReading {
  const places = points.map(lngLatOf);
  const [first] = places;
  if (!first) return nowhere;
  const others = places.filter((place) => distance(first, place) > ONE_PLACE).length;
  const several: GeometryNote[] =
    others > 0 ? [{ code: 'POSITION_SEVERAL', value: String(places.length) }] : [];
  return { position: first, notes: [...notes, ...several], sigma, of: others > 0 ? 'several' : 'point' };
}

/** The middle of an outline's box. Null for other shapes. */
function middleOf(shape: PlacedShape): LngLat | null {
  const campus = asCampus(shape);
  const box = (campus ? ringsIn(campus) : [])
    .flat()
    .reduce<LngLatBounds | null>((bounds, [lng, lat]) => extendBounds(bounds, [lng ?? 0, lat ?? 0]), null);
  return box && [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

function ringsIn(area: GeoJSON.Polygon | GeoJSON.MultiPolygon): GeoJSON.Position[][] {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  return polygons.flatMap(([outer]) => (outer ? [outer] : []));
}

/**
 * The geometry of a row, from the file or from the text of a cell, in WGS84; null where it has none. A shape with a
 * place that cannot be read has no parts, and its notes say why.
 */
export function readShape(row: TableRow, { read, numbers }: GeometrySource): PlacedShape | null {
  const text = row.geometry ? '' : shapeTextOf(row, read);
  const written = text === '' ? null : readShapeText(text);
  const geometry = row.geometry ?? written?.geometry;
  if (!geometry) return text === '' ? null : unreadable(text);
  if (!isSound(geometry)) return unreadable(String(geometry.type));
  const srid = written?.srid ?? null;
  const frame = srid === null ? null : frameOfCode(srid);
  if (srid !== null && !frame)
    return { ...noParts, type: geometry.type, notes: [{ code: 'CRS_UNKNOWN', value: `EPSG:${srid}` }] };
  // The reader has already converted this shape to WGS84: its old datum must not be applied a second time.
  const turned = new ShapeTurner(row.turned ? { ...numbers, frame: null } : numbers, frame);
  const placed = turnShape(geometry, (position) => turned.turn(position));
  const sigma = Math.max(turned.sigma, row.turned?.sigma ?? 0);
  const datum = row.turned?.datum ?? frame?.datum ?? numbers.frame?.datum;
  const notes = [...turned.notes(), ...datumNotes(sigma, datum)];
  if (turned.fault || !placed) return { ...noParts, type: geometry.type, notes, sigma };
  return { ...partsOf(placed), type: geometry.type, notes, sigma };
}

const noParts = { points: [], lines: [], areas: [], sigma: 0 };

/** The text of a shape: in its own column, or in one of coordinates, which may also hold shapes; empty for none. */
function shapeTextOf(row: TableRow, read: FieldReader): string {
  const own = read(row, 'wkt');
  if (!saysNothing(own)) return /\bEMPTY\s*$/i.test(own) ? '' : own;
  const both = read(row, 'lngLat');
  return isShapeText(both) ? both : '';
}

/** Types of GeoJSON. A file may hold others, which say no place to us. */
const shapeTypes = /^(Multi)?(Point|LineString|Polygon)$|^GeometryCollection$/;

/** Whether a shape is of a type that says a place, and made of positions alone. */
function isSound(geometry: GeoJSON.Geometry): boolean {
  if (!shapeTypes.test(geometry.type)) return false;
  if ('geometries' in geometry) return geometry.geometries.every((part) => isGeometry(part) && isSound(part));
  // A point without numbers is one that was never placed.
  return geometry.type === 'Point' || arePositions(geometry.coordinates);
}

function arePositions(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const [first]: unknown[] = value;
  if (typeof first !== 'object') return value.length === 0 || typeof first === 'number';
  return value.every(arePositions);
}

/** The most characters of a shape that a message quotes. */
const QUOTED = 40;

function unreadable(text: string): PlacedShape {
  const value = text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text;
  return { ...noParts, type: value, notes: [{ code: 'SHAPE_UNREADABLE', value }] };
}

function hasParts({ points, lines, areas }: ShapeParts): boolean {
  return points.length + lines.length + areas.length > 0;
}

function datumNotes(sigma: Metres, datum: Datum | undefined): GeometryNote[] {
  const value = sigma > 0 && datum ? datumNote(datum) : null;
  return value === null ? [] : [{ code: 'DATUM_SHIFTED', value }];
}

/** Turns the positions of one shape, and keeps what was found on the way. */
class ShapeTurner {
  sigma: Metres = 0;
  fault: PlaceFault | null = null;
  readonly #numbers: NumberReading;
  readonly #frame: ReturnType<typeof frameOfCode>;
  #value = '';
  #swapped = '';

  constructor(numbers: NumberReading, frame: ReturnType<typeof frameOfCode>) {
    this.#numbers = numbers;
    this.#frame = frame;
  }

  turn(position: readonly [number, number]): readonly number[] {
    // The system in the cell itself counts before that of the list. Where the cell says WGS84 the degrees may still be
    // in another system.
    const shifted = this.#frame && placeInFrame(position, this.#frame);
    const placed = placeNumbers(shifted ? [...shifted.position] : position, this.#numbers);
    this.sigma = Math.max(this.sigma, shifted?.sigma ?? 0);
    if (placed.fault) {
      this.fault ??= placed.fault;
      this.#value ||= position.join(',');
      return position;
    }
    if (placed.isSwapped) this.#swapped ||= position.join(',');
    this.sigma = Math.max(this.sigma, placed.sigma);
    return placed.position;
  }

  notes(): GeometryNote[] {
    if (this.fault) return [{ code: this.fault, value: this.#value }];
    return this.#swapped === '' ? [] : [{ code: 'POSITION_SWAPPED', value: this.#swapped }];
  }
}

/** A polygonal campus: rings of at least three corners, closed where they were not; closed lines make an area too. */
export function asCampus(shape: ShapeParts | null): GeoJSON.Polygon | GeoJSON.MultiPolygon | null {
  if (!shape) return null;
  const closed = shape.lines.filter((line) => line.length >= 4 && isClosed(line)).map((line) => [line]);
  const written = shape.areas.length > 0 ? shape.areas : closed;
  // Three points that do not close may be a shape that was cut off, and it is not known what is missing.
  if (!written.every((rings) => rings.every(isRing))) return null;
  const areas = written.map((rings) => rings.map(closeRing));
  const [only] = areas;
  if (!only) return null;
  return areas.length === 1
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: areas };
}

/** Whether rings had to be closed to make an area. */
export function wasOpen(shape: ShapeParts): boolean {
  return shape.areas.some((rings) => !rings.every(isClosed));
}

/** A road's centre line, of one piece or of several, each of at least two points. */
export function asLine(shape: ShapeParts | null): GeoJSON.LineString | GeoJSON.MultiLineString | null {
  const lines = (shape?.lines ?? []).map((line) => [...line]);
  const [only] = lines;
  if (!only || !lines.every((line) => line.length >= 2)) return null;
  return lines.length === 1
    ? { type: 'LineString', coordinates: only }
    : { type: 'MultiLineString', coordinates: lines };
}

function isRing(ring: readonly GeoJSON.Position[]): boolean {
  return ring.length >= 4;
}
