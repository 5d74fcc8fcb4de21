declare module 'lineclip' {
  type Point = [number, number];
  type Box = [west: number, south: number, east: number, north: number];
  export function clipPolyline(points: readonly Point[], box: Box): Point[][];
  export function clipPolygon(points: readonly Point[], box: Box): Point[];
}
