import { z } from 'zod';
import { districtFiguresSchema } from '../districts/figures.ts';
import { hazardStates } from '../ledger/hazard.ts';
import { severitySchema } from '../zones/verdict.ts';
import { daySchema, idSchema, lngLatSchema, nothing } from './common.ts';
import { query } from './procedure.ts';

/** So many rows of each kind are shown of a district; it has all of them itself. */
export const RELEASED_SHOWN = 500;

/** A district as it was reported last. */
const districtSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** The day that its figures are of. */
  day: daySchema,
  /** When they were written, as an instant. */
  writtenAt: z.string(),
  /** Whether its findings were as new as its data. */
  isMeasured: z.boolean(),
  /** Whether its border is known: without one nothing is judged with its neighbours' places. */
  hasBorder: z.boolean(),
  /** The span in which its sweeps are counted, as its pack names it. */
  span: z.string(),
  figures: districtFiguresSchema,
});
export type District = z.infer<typeof districtSchema>;

const releasedHazardSchema = z.object({
  code: z.string(),
  kind: z.string(),
  level: z.string(),
  state: z.enum(hazardStates),
  foundOn: z.string(),
  dueOn: z.string().nullable(),
  closedOn: z.string().nullable(),
  isOverdue: z.boolean(),
  /** Under 挂牌督办. */
  isListed: z.boolean(),
  school: z.string(),
  place: z.string(),
  position: lngLatSchema.nullable(),
});

const releasedFindingSchema = z.object({
  school: z.string(),
  venue: z.string(),
  kind: z.string(),
  severity: severitySchema,
  distance: z.number(),
  limit: z.number(),
  position: lngLatSchema,
});

const releasedSchoolSchema = z.object({
  name: z.string(),
  stage: z.string(),
  violations: z.number(),
  undetermined: z.number(),
  openHazards: z.number(),
  isSwept: z.boolean(),
  /** The last day on which its surroundings were visited. */
  sweptOn: z.string().nullable(),
  position: lngLatSchema.nullable(),
});

const releasedTownSchema = z.object({ name: z.string(), schools: z.number(), swept: z.number() });

/** What a district hands up beside its figures: no telephones, no persons, no descriptions, no addresses. */
export const releasedSchema = z.object({
  hazards: z.array(releasedHazardSchema),
  findings: z.array(releasedFindingSchema),
  schools: z.array(releasedSchoolSchema),
  towns: z.array(releasedTownSchema),
});
export type Released = z.infer<typeof releasedSchema>;

/**
 * A venue of one district in or near the zone of a school of another: both see it, and the venue's answers for it. It counts in
 * no figure.
 */
export const edgeFindingSchema = z.object({
  schoolDistrict: z.string(),
  school: z.string(),
  venueDistrict: z.string(),
  venue: z.string(),
  /** Id of a kind of venue. */
  category: z.string(),
  severity: severitySchema,
  distance: z.number(),
  limit: z.number(),
  position: lngLatSchema,
});
export type EdgeFindingTold = z.infer<typeof edgeFindingSchema>;
export const edgeFindingsSchema = z.array(edgeFindingSchema);

const outlineSchema = z.array(z.array(lngLatSchema));

const districtsMapSchema = z.object({
  districts: z.array(z.object({ id: idSchema, outline: outlineSchema })),
  listed: z.array(z.object({ district: idSchema, place: z.string(), position: lngLatSchema })),
});
export type DistrictsMap = z.infer<typeof districtsMapSchema>;

/** Answers are null where no reporting database is attached. */
export const districtsProcedures = {
  /** All districts with their figures. */
  'districts.overview': query(nothing, z.object({ districts: z.array(districtSchema) }).nullable(), {
    reads: [],
  }),
  /** Where they lie, with their hazards under 挂牌督办. */
  'districts.map': query(nothing, districtsMapSchema.nullable(), { reads: [] }),
  /** One district, or all together, on the days reported: each of the last two months, before that the last of each month. */
  'districts.trend': query(
    z.object({ district: idSchema.nullable() }),
    z
      .object({
        days: z.array(z.object({ day: daySchema, districts: z.number(), figures: districtFiguresSchema })),
      })
      .nullable(),
    { reads: [] },
  ),
  /** What was found across the borders of this very district, as it was reported last; the district is null where it was not. */
  'districts.edges': query(
    nothing,
    z.object({ district: districtSchema.nullable(), edges: edgeFindingsSchema }).nullable(),
    { reads: [] },
  ),
  /** What a district released, what presses most first. Errors: DISTRICT_UNKNOWN. */
  'districts.get': query(
    z.object({ district: idSchema }),
    z
      .object({
        district: districtSchema,
        outline: outlineSchema,
        totals: z.object({ hazards: z.number(), findings: z.number(), schools: z.number() }),
        released: releasedSchema,
        edges: edgeFindingsSchema,
      })
      .nullable(),
    { reads: [] },
  ),
};
