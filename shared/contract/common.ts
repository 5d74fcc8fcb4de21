import type { Geometry } from 'geojson';
import { z } from 'zod';
import { readMoment } from '../written/clock.ts';

export const idSchema = z.number().int().positive();
/** A position in WGS84 degrees, longitude first; nothing lies beyond the poles. */
export const lngLatSchema = z.tuple([
  z
    .number()
    .min(-180, { error: '经度应在 -180 到 180 之间' })
    .max(180, { error: '经度应在 -180 到 180 之间' }),
  z.number().min(-90, { error: '纬度应在 -90 到 90 之间' }).max(90, { error: '纬度应在 -90 到 90 之间' }),
]);
export const boundsSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]);
export const daySchema = z.iso.date({ error: '日期应写成 2026-11-21 的形式，且确有其日' });
/** Local wall-clock time to the minute. */
export const localTimeSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, { error: '请填写日期和时间' });
/** One of a day and an hour that there are. */
export const momentSchema = localTimeSchema.refine((text) => 'value' in readMoment(text), {
  error: '没有这一天或这个时刻，请改正',
});
export const nothing = z.object({});

/** GeoJSON is checked for shape where it is read from files; inside the service it is trusted. */
export const geometrySchema = z.custom<Geometry>(
  (value) => typeof value === 'object' && value !== null && 'type' in value,
);

/** Bytes as they travel: a file or a tile. */
export const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** Somebody of a team. */
export const memberSchema = z.object({
  name: z.string().trim().min(1, { error: '请填写成员姓名' }).max(40),
  /** Empty for people who come along and do not inspect. */
  certificate: z.string().trim().max(60),
  agency: z.string().trim().min(1, { error: '请选择成员所属单位' }).max(100),
});
