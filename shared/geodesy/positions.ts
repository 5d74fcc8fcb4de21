import type { Degrees } from './units.ts';

/** A GeoJSON position without its height. Throws RangeError for one that lacks a coordinate. */
export function lngLatOf([lng, lat]: readonly number[]): [lng: Degrees, lat: Degrees] {
  if (lng === undefined || lat === undefined) throw new RangeError('a position needs longitude and latitude');
  return [lng, lat];
}

/** Positions of a GeoJSON line or ring. */
export function lineOf(positions: readonly GeoJSON.Position[]): [lng: Degrees, lat: Degrees][] {
  return positions.map(lngLatOf);
}

/** Rings of a GeoJSON polygon: the outer one first, then its holes. */
export function ringsOf(rings: readonly GeoJSON.Position[][]): [lng: Degrees, lat: Degrees][][] {
  return rings.map(lineOf);
}

/** The two ends of each piece of a line, from its start on; none for a single point. */
export function piecesOf<Point>(line: readonly Point[]): (readonly [start: Point, end: Point])[] {
  return line.flatMap((end, i) => {
    const start = line[i - 1];
    return start === undefined ? [] : [[start, end] satisfies [Point, Point]];
  });
}
