import { elementAt } from '#shared/lists/element.ts';

/** Plane geometry of the made-up town, in metres east and north of its centre. */
export type XY = readonly [x: number, y: number];

export function lerp(a: XY, b: XY, t: number): XY {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
}

export function lengthOf(a: XY, b: XY): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

/** Four corners: south-west, south-east, north-east, north-west. */
export type Quad = readonly [XY, XY, XY, XY];

/** The point at fractions (s east, t north) of a quad. */
export function within([sw, se, ne, nw]: Quad, s: number, t: number): XY {
  return lerp(lerp(sw, se, s), lerp(nw, ne, s), t);
}

/** The part of a quad between fractions. */
export function part(quad: Quad, s0: number, s1: number, t0: number, t1: number): Quad {
  return [within(quad, s0, t0), within(quad, s1, t0), within(quad, s1, t1), within(quad, s0, t1)];
}

/** A quad drawn in by a distance on each side: south, east, north, west. */
export function inset(quad: Quad, south: number, east: number, north: number, west: number): Quad {
  const width = (lengthOf(quad[0], quad[1]) + lengthOf(quad[3], quad[2])) / 2;
  const height = (lengthOf(quad[0], quad[3]) + lengthOf(quad[1], quad[2])) / 2;
  return part(quad, west / width, 1 - east / width, south / height, 1 - north / height);
}

export function sizeOf(quad: Quad): { width: number; height: number } {
  return {
    width: (lengthOf(quad[0], quad[1]) + lengthOf(quad[3], quad[2])) / 2,
    height: (lengthOf(quad[0], quad[3]) + lengthOf(quad[1], quad[2])) / 2,
  };
}

export function centre(quad: Quad): XY {
  return within(quad, 0.5, 0.5);
}

/** A closed ring. */
export function ring(points: readonly XY[]): XY[] {
  return [...points, elementAt(points, 0)];
}
