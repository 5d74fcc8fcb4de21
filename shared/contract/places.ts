import { z } from 'zod';
import { wordingSchema } from '../classification/category.ts';
import { furtherKindSchema } from '../classification/further-kinds.ts';
import { schoolStageSchema } from '../registry/stage.ts';
import { drawnBandSchema, frontageSchema } from '../zones/gate-zone.ts';
import { positionSourceSchema } from '../zones/uncertainty.ts';
import { zoneGrounds } from './areas.ts';
import { boundsSchema, geometrySchema, idSchema, lngLatSchema } from './common.ts';
import { query } from './procedure.ts';

const gateSchema = z.object({
  id: idSchema,
  name: z.string(),
  isMain: z.boolean(),
  position: lngLatSchema,
  positionSource: positionSourceSchema,
  /** Drawn by hand; null where roads decide. */
  frontage: frontageSchema.nullable(),
  band: drawnBandSchema.nullable(),
});

const schoolRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  stage: schoolStageSchema,
  address: z.string(),
  gates: z.number(),
  hasBoundary: z.boolean(),
  violations: z.number(),
  undetermined: z.number(),
  position: lngLatSchema.nullable(),
});
export type SchoolRow = z.infer<typeof schoolRowSchema>;

const schoolDetailSchema = schoolRowSchema.omit({ gates: true }).extend({
  schoolCode: z.string(),
  phone: z.string(),
  openedOn: z.string().nullable(),
  positionSource: positionSourceSchema.nullable(),
  boundarySource: positionSourceSchema.nullable(),
  gates: z.array(gateSchema),
  /** Polygons of rings in WGS84; null where it is missing. */
  campus: z.array(z.array(z.array(lngLatSchema))).nullable(),
  bounds: boundsSchema.nullable(),
  lastSweptOn: z.string().nullable(),
});
export type SchoolDetail = z.infer<typeof schoolDetailSchema>;

const venueDetailSchema = z.object({
  id: idSchema,
  name: z.string(),
  category: z.string(),
  address: z.string(),
  status: z.string(),
  uscc: z.string(),
  severity: z.string().nullable(),
  position: lngLatSchema.nullable(),
  categoryScore: z.number(),
  categoryReason: z.string(),
  /** What it is, or may be, beside its category, and what a person says it is not; see `standingKinds`. */
  furtherKinds: z.array(furtherKindSchema),
  /** What it could be as well, the likeliest first. */
  categorySuggested: z.array(z.string()),
  /** The word that decided, by which all alike can be decided; null where none did. */
  wording: wordingSchema.omit({ category: true }).nullable(),
  /** Of unknown kind: what it would break if it were of a kind that is forbidden there; null where nothing. */
  doubt: z
    .object({ schoolId: idSchema, schoolName: z.string(), ruleId: z.string(), distance: z.number() })
    .nullable(),
  regNo: z.string(),
  scope: z.string(),
  legalPerson: z.string(),
  phone: z.string(),
  establishedOn: z.string().nullable(),
  positionSource: positionSourceSchema.nullable(),
  source: z.string(),
  /** The list that it was missing from, of a source that used to name it. */
  vanishedFrom: z.object({ fileName: z.string(), importedAt: z.string() }).nullable(),
  /** What lists and people changed of it, latest first. */
  history: z.array(
    z.object({
      id: idSchema,
      at: z.string(),
      actor: z.string(),
      /** The list that changed it; null for a change by hand. */
      fileName: z.string().nullable(),
      title: z.string(),
      before: z.string(),
      after: z.string(),
    }),
  ),
  /** Venues that were merged into it. */
  merged: z.array(z.object({ mergeId: idSchema, name: z.string(), at: z.string() })),
  visits: z.array(
    z.object({ id: idSchema, on: z.string(), result: z.string(), officers: z.array(z.string()) }),
  ),
  openHazards: z.array(
    z.object({
      id: idSchema,
      code: z.string(),
      title: z.string(),
      dueOn: z.string().nullable(),
      overdue: z.boolean(),
    }),
  ),
});
export type VenueDetail = z.infer<typeof venueDetailSchema>;

export const searchKindSchema = z.enum(['school', 'venue', 'gate', 'region', 'spot', 'hazard', 'sweep']);
export type SearchKind = z.infer<typeof searchKindSchema>;

const searchHitSchema = z.object({
  kind: searchKindSchema,
  id: idSchema,
  name: z.string(),
  note: z.string(),
  position: lngLatSchema.nullable(),
  /** The school of a gate, or the school itself. */
  schoolId: idSchema.nullable(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

/** One school's sheet: everything that is drawn, in WGS84. */
const sheetSchema = z.object({
  schoolName: z.string(),
  bounds: boundsSchema,
  zones: z.array(z.object({ schoolId: idSchema, geometry: geometrySchema })),
  campuses: z.array(z.object({ schoolId: idSchema, name: z.string(), geometry: geometrySchema })),
  schoolPoints: z.array(z.object({ schoolId: idSchema, name: z.string(), position: lngLatSchema })),
  gates: z.array(z.object({ schoolId: idSchema, name: z.string(), position: lngLatSchema })),
  gateZones: z.array(z.object({ geometry: geometrySchema })),
});
export type SheetGeometry = z.infer<typeof sheetSchema>;

export const placesProcedures = {
  'schools.list': query(z.object({}), z.array(schoolRowSchema), { reads: ['schools', 'gates', 'findings'] }),
  'schools.get': query(z.object({ id: idSchema }), schoolDetailSchema, {
    reads: ['schools', 'gates', 'findings', 'visits'],
  }),
  'schools.sheet': query(z.object({ id: idSchema }), sheetSchema, { reads: zoneGrounds }),
  'venues.get': query(z.object({ id: idSchema }), venueDetailSchema, {
    reads: ['venues', 'visits', 'hazards', 'findings', 'lists', 'surveys', ...zoneGrounds],
  }),
  /** Found by name, address, code, phone, pinyin and initials; best first within each kind. */
  'search.places': query(z.object({ text: z.string().max(100) }), z.array(searchHitSchema), {
    reads: ['venues', 'schools', 'gates', 'regions', 'hazards', 'sweeps', 'troubleSpots'],
  }),
};
