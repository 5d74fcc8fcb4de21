import { z } from 'zod';
import { referenceSystemSchema } from '../geodesy/reference-systems.ts';
import { drawnBandSchema, frontageSchema } from '../zones/gate-zone.ts';
import { positionSourceSchema } from '../zones/uncertainty.ts';
import { placeAreas, zoneGrounds } from './areas.ts';
import { geometrySchema, idSchema } from './common.ts';
import { edit, query, request } from './procedure.ts';

/** A position on land that our maps can show. */
export const placeSchema = z.tuple([z.number().min(-180).max(180), z.number().min(-85).max(85)]);
const ringSchema = z.array(placeSchema).min(3).max(5000);
/** Polygons of rings, outer ring first; GeoJSON MultiPolygon coordinates. */
export const campusSchema = z.array(z.array(ringSchema).min(1)).min(1).max(50);

export const gateDraftSchema = z.object({
  /** Null for a new gate. */
  id: idSchema.nullable(),
  schoolId: idSchema,
  name: z.string().trim().min(1, { error: '请填写校门名称' }).max(50),
  isMain: z.boolean(),
  position: placeSchema,
  positionSource: positionSourceSchema,
  frontage: frontageSchema.nullable(),
  band: drawnBandSchema.nullable(),
});
export type GateDraft = z.infer<typeof gateDraftSchema>;

/** Things that are drawn on the map by hand; schools and gates have editors of their own. */
export const drawnTableSchema = z.enum([
  'venues',
  'schools',
  'facilities',
  'roads',
  'regions',
  'troubleSpots',
]);
export type DrawnTable = z.infer<typeof drawnTableSchema>;

/** Places changed by hand. What is set here, a list that is imported later does not overwrite. */
export const editingProcedures = {
  /** The zone that a gate would have here, with what was drawn by hand. */
  'gates.zone': query(
    gateDraftSchema.pick({ schoolId: true, position: true, frontage: true, band: true }),
    z.object({ shape: z.enum(['alongRoad', 'circle', 'drawn']), geometry: geometrySchema }),
    { reads: zoneGrounds },
  ),
  'gates.save': edit('保存校门', gateDraftSchema, z.object({ id: idSchema }), {
    changes: ['gates', 'findings'],
  }),
  'gates.remove': edit('删除校门', z.object({ id: idSchema }), z.object({}), {
    changes: ['gates', 'findings'],
  }),
  'schools.saveCampus': edit(
    '修改校园边界',
    z.object({ schoolId: idSchema, campus: campusSchema.nullable(), source: positionSourceSchema }),
    z.object({}),
    { changes: ['schools', 'findings'] },
  ),
  /**
   * A thing as it was drawn: venues, schools and facilities are points, roads lines, regions and 治安乱点 areas. New ones
   * have no id. Errors: SHAPE_REFUSED, CELL_REFUSED, ROW_UNKNOWN.
   */
  'places.save': edit(
    '画出',
    z.object({
      table: drawnTableSchema,
      id: idSchema.nullable(),
      values: z.record(z.string().max(40), z.union([z.string(), z.number(), z.null()])),
      /** Null leaves the shape as it is. */
      geometry: geometrySchema.nullable(),
    }),
    z.object({ id: idSchema }),
    { changes: ['schools', 'venues', 'facilities', 'roads', 'regions', 'findings', 'troubleSpots'] },
  ),
  /** Errors: PLACE_DEPENDED with what rests on it. */
  'places.remove': edit('删除', z.object({ table: drawnTableSchema, id: idSchema }), z.object({}), {
    changes: [...placeAreas, 'findings', 'troubleSpots'],
  }),
  'places.shape': query(
    z.object({ table: drawnTableSchema, id: idSchema }),
    z.object({
      values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
      geometry: geometrySchema.nullable(),
    }),
    { reads: ['venues', 'schools', 'facilities', 'roads', 'regions', 'troubleSpots'] },
  ),
  /**
   * Lines and areas drawn elsewhere, read from a file in WGS84 and given back, not kept: GeoJSON, KML, KMZ,
   * GPX, zipped Shapefile, GeoPackage, or a table with WKT. Errors: those of import.preview, SHAPE_MISSING.
   */
  'places.readShapes': request(
    z.object({ token: z.string(), crs: referenceSystemSchema }),
    z.array(z.object({ name: z.string(), geometry: geometrySchema })),
  ),
  /**
   * A venue that is closed, that does not belong to the district, or that was never there is out of the way, and the
   * reason is kept: in its status, or of one that is removed in the trail. Errors: VENUE_UNKNOWN, PLACE_DEPENDED.
   */
  'venues.end': edit(
    '停用场所',
    z.object({
      id: idSchema,
      how: z.enum(['closed', 'elsewhere', 'removed']),
      reason: z.string().trim().min(1, { error: '请写明原因' }).max(30, { error: '最多 30 个字' }),
    }),
    z.object({}),
    { changes: ['venues', 'findings'] },
  ),
  'venues.savePosition': edit(
    '移动场所',
    z.object({
      id: idSchema,
      position: placeSchema,
      source: positionSourceSchema,
    }),
    z.object({}),
    { changes: ['venues', 'findings'] },
  ),
};
