import type { Geometry } from 'geojson';
import { z } from 'zod';

export const idSchema = z.number().int().positive();
export const lngLatSchema = z.tuple([z.number(), z.number()]);
export const boundsSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]);
export const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: '日期应写成 2026-11-21 的形式' });
/** Local wall-clock time to the minute. */
export const localTimeSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, { error: '请填写日期和时间' });
export const nothing = z.object({});

/** GeoJSON is checked for shape where it is read from files; inside the service it is trusted. */
export const geometrySchema = z.custom<Geometry>(
  (value) => typeof value === 'object' && value !== null && 'type' in value,
);

/** Bytes as they travel: a file or a tile. */
export const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
