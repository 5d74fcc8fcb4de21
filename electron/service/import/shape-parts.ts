import { isGeometry } from './turn-shape.ts';

/** The points, lines and areas of a shape, whatever they were wrapped in. */
export interface ShapeParts {
  readonly points: readonly GeoJSON.Position[];
  readonly lines: readonly (readonly GeoJSON.Position[])[];
  /** Each with its outer ring first. */
  readonly areas: readonly (readonly (readonly GeoJSON.Position[])[])[];
}

/** A shape taken apart: collections and multiples become their single parts; what is empty is left out. */
export function partsOf(geometry: GeoJSON.Geometry): ShapeParts {
  const parts: { points: GeoJSON.Position[]; lines: GeoJSON.Position[][]; areas: GeoJSON.Position[][][] } = {
    points: [],
    lines: [],
    areas: [],
  };
  collect(geometry, parts);
  return {
    points: parts.points.filter((point) => point.length >= 2),
    lines: parts.lines.filter((line) => line.length > 0),
    areas: parts.areas.filter(([outer]) => outer !== undefined && outer.length > 0),
  };
}

function collect(
  geometry: GeoJSON.Geometry,
  parts: { points: GeoJSON.Position[]; lines: GeoJSON.Position[][]; areas: GeoJSON.Position[][][] },
): void {
  switch (geometry.type) {
    case 'Point':
      parts.points.push(geometry.coordinates);
      break;
    case 'MultiPoint':
      parts.points.push(...geometry.coordinates);
      break;
    case 'LineString':
      parts.lines.push(geometry.coordinates);
      break;
    case 'MultiLineString':
      parts.lines.push(...geometry.coordinates);
      break;
    case 'Polygon':
      parts.areas.push(geometry.coordinates);
      break;
    case 'MultiPolygon':
      parts.areas.push(...geometry.coordinates);
      break;
    case 'GeometryCollection':
      for (const part of geometry.geometries) if (isGeometry(part)) collect(part, parts);
      break;
  }
}

/** A ring whose last corner is its first. */
export function closeRing(ring: readonly GeoJSON.Position[]): GeoJSON.Position[] {
  const [first] = ring;
  return first === undefined || isClosed(ring) ? [...ring] : [...ring, first];
}

export function isClosed(ring: readonly GeoJSON.Position[]): boolean {
  const [first, last] = [ring[0], ring.at(-1)];
  return first?.[0] === last?.[0] && first?.[1] === last?.[1];
}
