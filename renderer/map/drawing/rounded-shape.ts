import type { DrawnShape } from './drawing-request.ts';

/** Decimals of a degree that the drawing accepts. A tenth of a millimetre: finer than anything that is drawn. */
export const PRECISION = 9;

export const roundedDegrees = (degrees: number): number => Number(degrees.toFixed(PRECISION));

/** A shape with coordinates to the precision that the drawing accepts. */
export function roundedShape(value: DrawnShape): DrawnShape {
  const place = (position: GeoJSON.Position) => position.map(roundedDegrees);
  switch (value.type) {
    case 'Point':
      return { ...value, coordinates: place(value.coordinates) };
    case 'LineString':
      return { ...value, coordinates: value.coordinates.map(place) };
    case 'Polygon':
      return { ...value, coordinates: value.coordinates.map((ring) => ring.map(place)) };
  }
}

/** What tells two shapes of one kind apart, to the precision of the drawing. */
export function shapeText(value: DrawnShape | null): string {
  return value ? JSON.stringify(roundedShape(value).coordinates) : '';
}
