import { z } from 'zod';
import { groundKinds } from '../basemaps/ground-kinds.ts';
import { coordinateSystemSchema } from '../geodesy/coordinate-systems.ts';
import { drawnShapeSchema, FURTHEST } from '../tables/distance-condition.ts';
import { querySchema } from '../tables/query.ts';
import { zoneGrounds } from './areas.ts';
import { boundsSchema, bytesSchema, geometrySchema, idSchema, lngLatSchema, nothing } from './common.ts';
import { placeSchema } from './editing.ts';
import { command, query, request } from './procedure.ts';
import { basemapCredit } from './saved.ts';

export const basemapSchema = z.object({
  id: z.string(),
  /** Another one where another file or service stands under the same id: then nothing that was drawn of it holds. */
  version: z.string(),
  title: z.string(),
  kind: z.enum(['vector', 'raster']),
  minzoom: z.number(),
  maxzoom: z.number(),
  bounds: boundsSchema.nullable(),
  attribution: z.string(),
  /** 审图号, as far as it is known. */
  approval: z.string(),
  /** Source layers of a vector base map. */
  layers: z.array(z.string()),
  /** Why it cannot be drawn; null where all is well. */
  problem: z.string().nullable(),
  /**
   * The address or path that it would reach, where it came with the workspace and nobody has allowed that on this machine
   * yet; then it is not drawn.
   */
  waitsFor: z.string().optional(),
});
export type Basemap = z.infer<typeof basemapSchema>;

/** How files of shapes become a base map. */
const groundOptionsSchema = z.object({
  name: z.string().max(60).default(''),
  /** What all shapes are; null where their own tags and the names of files and layers say it. */
  as: z.enum(groundKinds).nullable().default(null),
  /** Null where the file says it, else WGS84. */
  crs: coordinateSystemSchema.nullable().default(null),
  /** Where they come from, shown on the map. */
  credit: z.string().max(200).default(''),
});
export type GroundOptions = z.infer<typeof groundOptionsSchema>;

/** What became of files of shapes: nothing of them is left out without being told. */
const madeGroundSchema = z.object({
  counts: z.array(z.object({ kind: z.enum(groundKinds), shapes: z.number() })),
  left: z.array(z.object({ name: z.string(), rows: z.number(), reason: z.string() })),
  refused: z.array(z.object({ file: z.string(), reason: z.string() })),
});
export type MadeGround = z.infer<typeof madeGroundSchema>;

const tile = { z: z.number().int().min(0).max(24), x: z.number().int().min(0), y: z.number().int().min(0) };
/** An MVT or image, uncompressed; empty where there is nothing to draw. */
const tileBytesSchema = bytesSchema;

const subjectSchema = z.enum(['venue', 'school', 'facility']);

/** An area drawn to select what lies in it; a circle is as exact as any other distance. */
const areaSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('polygon'), ring: z.array(placeSchema).min(3).max(5000) }),
  z.object({ type: z.literal('circle'), centre: placeSchema, radius: z.number().positive().max(100_000) }),
]);
export type SelectedArea = z.infer<typeof areaSchema>;

const ruledSchema = z.object({ name: z.string(), distance: z.number(), from: lngLatSchema });

/** The three distances from a school to a spot; null where there is nothing to measure from. */
const measureSchema = z.object({
  schoolId: idSchema,
  schoolName: z.string(),
  boundary: ruledSchema.nullable(),
  gate: ruledSchema.nullable(),
  walking: z
    .object({
      name: z.string(),
      metres: z.number().nullable(),
      reason: z.string().nullable(),
      line: z.array(lngLatSchema),
    })
    .nullable(),
});
export type RuledMeasure = z.infer<typeof measureSchema>;

export const mapProcedures = {
  /** The area within a distance of a drawn shape, to be drawn itself. */
  'map.around': query(
    z.object({ shape: drawnShapeSchema, within: z.number().min(0.1).max(FURTHEST.straight) }),
    geometrySchema.nullable(),
    { reads: [] },
  ),
  /** Things that lie in an area and that the map shows. */
  'map.select': request(
    z.object({
      kind: subjectSchema,
      area: areaSchema,
      hiddenCategories: z.array(z.string()).max(200).default([]),
      /** Whether venues outside every zone are shown. */
      outside: z.boolean().default(true),
    }),
    z.object({ ids: z.array(idSchema) }),
  ),
  /** The box of some things, of all of a kind, or of all there is; null where none has a place. */
  'map.extent': query(
    z.object({
      kind: z.enum(['venue', 'school', 'facility', 'region', 'all']),
      ids: z.array(idSchema).max(1_000_000).nullable(),
    }),
    boundsSchema.nullable(),
    { reads: ['venues', 'schools', 'gates', 'facilities', 'regions', 'roads'] },
  ),
  /** Edges that drawing snaps to: campuses, regions and roads that meet a box, exactly as they are stored. */
  'map.lines': query(z.object({ bounds: boundsSchema }), z.array(z.array(lngLatSchema)), {
    reads: ['schools', 'roads', 'regions'],
  }),
  /** The three distances to a spot, from one school or the nearest; null where no school is near. */
  'map.measure': query(
    z.object({ position: placeSchema, schoolId: idSchema.nullable() }),
    measureSchema.nullable(),
    { reads: zoneGrounds },
  ),

  /**
   * Workspace layers: regions, zones, gate_zones, campuses, gates, links, facilities, venues, school_labels.
   * `filter` leaves only the venues that fulfil it.
   */
  'map.tile': request(
    z.object({ revision: z.number(), filter: querySchema.nullable().default(null), ...tile }),
    tileBytesSchema,
  ),
  /** The roads of a tile in a layer `roads`, with name and width in metres. */
  'map.roadTile': request(z.object({ revision: z.number(), ...tile }), tileBytesSchema),
  /** What is counted in each region, the worst first. */
  'map.regions': query(
    nothing,
    z.array(
      z.object({
        id: idSchema,
        name: z.string(),
        level: z.string(),
        schools: z.number(),
        venues: z.number(),
        violations: z.number(),
        undetermined: z.number(),
        openHazards: z.number(),
      }),
    ),
    { reads: ['regions', 'schools', 'venues', 'findings', 'hazards'] },
  ),
  'basemaps.list': query(nothing, z.array(basemapSchema), { reads: ['saved', 'basemaps'] }),
  /**
   * Copies an archive into the workspace, or links it where it lies. Files of shapes become an archive: the ground, of
   * which nothing is judged. Errors: BASEMAP_KIND, GROUND_EMPTY, GROUND_LARGE, and those of reading a list.
   */
  'basemaps.add': command(
    z.object({
      token: z.string(),
      link: z.boolean(),
      /** Further files of shapes for the same base map. */
      others: z.array(z.string()).max(50).default([]),
      ground: groundOptionsSchema.prefault({}),
    }),
    z.object({
      id: z.string(),
      problem: z.string().nullable(),
      made: madeGroundSchema.nullable().default(null),
    }),
    { changes: ['basemaps', 'saved'] },
  ),
  /** Says where a base map comes from, over what its archive says. */
  'basemaps.credit': command(z.object({ id: z.string().max(300), ...basemapCredit }), nothing, {
    changes: ['saved'],
  }),
  /** Opens a base map once more that could not be drawn, and asks a service for one tile; its problem where there is one. */
  'basemaps.retry': request(
    z.object({ id: z.string().max(300) }),
    z.object({ problem: z.string().nullable() }),
    { changes: ['basemaps'] },
  ),
  /** Lets base maps that came with the workspace reach their addresses from this machine. Errors: BASEMAP_UNKNOWN. */
  'basemaps.allow': command(z.object({ ids: z.array(z.string().max(300)).min(1).max(200) }), nothing, {
    changes: ['basemaps'],
  }),
  /** Takes a base map out of the list; a file of the workspace goes with it. */
  'basemaps.remove': command(z.object({ id: z.string() }), nothing, { changes: ['basemaps', 'saved'] }),
  'basemaps.tile': request(z.object({ id: z.string(), ...tile }), tileBytesSchema),
};
