import { z } from 'zod';
import { lineOf, ringsOf } from '#shared/geodesy/positions.ts';

/** Polygons with their holes, as GeoJSON writes a MultiPolygon. */
export type Area = [number, number][][][];

const position = z.array(z.number()).min(2);
const line = z.array(position).transform(lineOf);
const rings = z.array(z.array(position)).transform(ringsOf);
const shapeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('LineString'), coordinates: line }),
  z.object({ type: z.literal('Polygon'), coordinates: rings }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(rings) }),
  z.object({ type: z.literal('Feature'), geometry: z.unknown() }),
  z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) }),
]);

/** An area from GeoJSON of any wrapping, or from lines of coordinates; null where it is none. */
export function readArea(text: string): Area | null {
  const value = readJson(text);
  if (value !== undefined) return areaIn(value);
  const corners = readCorners(text);
  const [first] = corners;
  return first && corners.length >= 3 ? [[[...corners, first]]] : null;
}

/** A line from GeoJSON of any wrapping, or from lines of coordinates; null where it is none. */
export function readLine(text: string): [number, number][] | null {
  const value = readJson(text);
  if (value !== undefined) return lineIn(value);
  const corners = readCorners(text);
  return corners.length >= 2 ? corners : null;
}

/** What a text says as JSON; undefined where it is no JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One corner a line, or parted by semicolons: longitude and latitude. */
function readCorners(text: string): [number, number][] {
  return text
    .split(/\n|;/)
    .map((part) =>
      part
        .split(/[,，\s]+/)
        .filter(Boolean)
        .map(Number),
    )
    .filter((pair) => pair.length >= 2 && pair.every(Number.isFinite))
    .map(([lng = 0, lat = 0]): [number, number] => [lng, lat]);
}

function areaIn(value: unknown): Area | null {
  const shape = shapeSchema.safeParse(value).data;
  switch (shape?.type) {
    case 'Polygon':
      return [shape.coordinates];
    case 'MultiPolygon':
      return shape.coordinates;
    case 'Feature':
      return areaIn(shape.geometry);
    case 'FeatureCollection':
      return shape.features.flatMap((feature) => areaIn(feature) ?? []);
    case 'LineString':
    case undefined:
      return null;
  }
}

function lineIn(value: unknown): [number, number][] | null {
  const shape = shapeSchema.safeParse(value).data;
  switch (shape?.type) {
    case 'LineString':
      return shape.coordinates;
    case 'Feature':
      return lineIn(shape.geometry);
    case 'FeatureCollection':
      return lineIn(shape.features[0]);
    case 'Polygon':
    case 'MultiPolygon':
    case undefined:
      return null;
  }
}
