import { z } from 'zod';
import { boundsSchema, bytesSchema, nothing } from './common.ts';
import { query } from './procedure.ts';

const basemapSchema = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['vector', 'raster']),
  minzoom: z.number(),
  maxzoom: z.number(),
  bounds: boundsSchema.nullable(),
  attribution: z.string(),
  /** Source layers of a vector base map. */
  layers: z.array(z.string()),
  /** Why it cannot be drawn; null where all is well. */
  problem: z.string().nullable(),
});
export type Basemap = z.infer<typeof basemapSchema>;

const tile = { z: z.number().int().min(0).max(24), x: z.number().int().min(0), y: z.number().int().min(0) };
/** An MVT or image, uncompressed; empty where there is nothing to draw. */
const tileBytesSchema = bytesSchema;

export const mapProcedures = {
  /** Workspace layers: zones, gate_zones, campuses, gates, links, facilities, venues, school_labels. */
  'map.tile': query(z.object({ revision: z.number(), ...tile }), tileBytesSchema),
  'basemaps.list': query(nothing, z.array(basemapSchema)),
  'basemaps.tile': query(z.object({ id: z.string(), ...tile }), tileBytesSchema),
};
