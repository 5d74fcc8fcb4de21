import { localFrame } from './local-frame.ts';
import { nearestOnSegment, ringContains } from './planar.ts';
import { lineOf, lngLatOf, piecesOf, ringsOf } from './positions.ts';
import {
  extendBounds,
  type LngLat,
  type LngLatBounds,
  type LocalXY,
  type Metres,
  type PolygonRings,
} from './units.ts';

/** Places that are measured together: areas with their holes, lines and points. */
export interface Shape {
  readonly areas: readonly PolygonRings[];
  readonly lines: readonly (readonly LngLat[])[];
  readonly points: readonly LngLat[];
}

/** A frame keeps a distance from its origin; what begins far away and comes near is cut into pieces, degrees. */
const LONGEST_PIECE = 0.003;

/** A drawn or imported shape, with edges so short that a metric frame near by keeps them. Heights are left out. */
export function shapeOf(geometry: GeoJSON.Geometry): Shape {
  switch (geometry.type) {
    case 'Point':
      return { areas: [], lines: [], points: [lngLatOf(geometry.coordinates)] };
    case 'MultiPoint':
      return { areas: [], lines: [], points: lineOf(geometry.coordinates) };
    case 'LineString':
      return { areas: [], lines: [inShortPieces(lineOf(geometry.coordinates))], points: [] };
    case 'MultiLineString':
      return {
        areas: [],
        lines: geometry.coordinates.map((line) => inShortPieces(lineOf(line))),
        points: [],
      };
    case 'Polygon':
      return { areas: [areaOf(ringsOf(geometry.coordinates))], lines: [], points: [] };
    case 'MultiPolygon':
      return { areas: geometry.coordinates.map((rings) => areaOf(ringsOf(rings))), lines: [], points: [] };
    case 'GeometryCollection':
      return joined(geometry.geometries.map(shapeOf));
  }
}

function joined(shapes: readonly Shape[]): Shape {
  return {
    areas: shapes.flatMap(({ areas }) => areas),
    lines: shapes.flatMap(({ lines }) => lines),
    points: shapes.flatMap(({ points }) => points),
  };
}

function areaOf(rings: PolygonRings): PolygonRings {
  return rings.map((ring) => inShortPieces(closed(ring)));
}

function closed(ring: readonly LngLat[]): readonly LngLat[] {
  const [first, last] = [ring[0], ring.at(-1)];
  return !first || !last || (first[0] === last[0] && first[1] === last[1]) ? ring : [...ring, first];
}

function inShortPieces(line: readonly LngLat[]): readonly LngLat[] {
  const [first] = line;
  if (!first) return line;
  return [
    first,
    ...piecesOf(line).flatMap(([start, end]) => {
      const [east, north] = [end[0] - start[0], end[1] - start[1]];
      const count = Math.max(1, Math.ceil(Math.max(Math.abs(east), Math.abs(north)) / LONGEST_PIECE));
      return Array.from({ length: count }, (_, i): LngLat => {
        const share = (i + 1) / count;
        return share === 1 ? end : [start[0] + share * east, start[1] + share * north];
      });
    }),
  ];
}

/** Shortest ellipsoidal distance from a position to a shape: 0 within an area, Infinity where the shape has no place. */
export function distanceToShape(from: LngLat, { areas, lines, points }: Shape): Metres {
  const frame = localFrame(from);
  const toLocal = (line: readonly LngLat[]) => line.map((point) => frame.toLocal(point));
  let squared = Number.POSITIVE_INFINITY;
  for (const [outer, ...holes] of areas) {
    if (!outer || outer.length < 3) continue;
    const isIn = (ring: readonly LngLat[]) => ringContains(toLocal(ring), [0, 0]);
    if (isIn(outer) && !holes.some(isIn)) return 0;
    for (const ring of [outer, ...holes]) squared = Math.min(squared, squaredToLine(toLocal(ring)));
  }
  for (const line of [...lines, ...points.map((point) => [point])])
    squared = Math.min(squared, squaredToLine(toLocal(line)));
  return Math.sqrt(squared);
}

/** Squared metres from the origin. */
function squaredToLine(line: readonly LocalXY[]): number {
  let squared = Number.POSITIVE_INFINITY;
  for (const [i, point] of line.entries())
    squared = Math.min(squared, nearestOnSegment([0, 0], point, line[i + 1] ?? point).squared);
  return squared;
}

/** Shortest distance between two shapes: 0 where they meet. */
export function distanceBetween(one: Shape, other: Shape): Metres {
  let least = Number.POSITIVE_INFINITY;
  for (const corner of cornersOf(one)) least = Math.min(least, distanceToShape(corner, other));
  for (const corner of cornersOf(other)) least = Math.min(least, distanceToShape(corner, one));
  return least > 0 && doCross(one, other) ? 0 : least;
}

/** The box of a shape; null where it has no place. */
export function boundsOfShape(shape: Shape): LngLatBounds | null {
  return cornersOf(shape).reduce<LngLatBounds | null>((bounds, place) => extendBounds(bounds, place), null);
}

function cornersOf({ areas, lines, points }: Shape): LngLat[] {
  return [...areas.flat(2), ...lines.flat(), ...points];
}

/** Whether an edge of one crosses an edge of the other, in the frame of a corner. */
function doCross(one: Shape, other: Shape): boolean {
  const [anchor] = cornersOf(one);
  if (!anchor) return false;
  const frame = localFrame(anchor);
  const edgesOf = ({ areas, lines }: Shape) =>
    [...areas.flat(), ...lines].flatMap((line) => piecesOf(line.map((point) => frame.toLocal(point))));
  const others = edgesOf(other);
  return edgesOf(one).some((edge) => others.some((second) => doEdgesCross(edge, second)));
}

function doEdgesCross([a, b]: readonly [LocalXY, LocalXY], [c, d]: readonly [LocalXY, LocalXY]): boolean {
  return sideOf(a, b, c) !== sideOf(a, b, d) && sideOf(c, d, a) !== sideOf(c, d, b);
}

/** On which side of a line a point lies: 1, −1, or 0 on it. */
function sideOf(start: LocalXY, end: LocalXY, point: LocalXY): number {
  return Math.sign((end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0]));
}
