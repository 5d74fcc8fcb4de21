import { z } from 'zod';
import { stageSchema } from '../registry/stage.ts';
import { effectSchema, existingSchema, methodSchema, originSchema } from '../rules/rule.ts';
import { statementOutcomes } from '../zones/distance-statement.ts';
import { positionSourceSchema } from '../zones/uncertainty.ts';
import { severitySchema, verdictSchema } from '../zones/verdict.ts';
import { rulesInForce, zoneGrounds } from './areas.ts';
import { geometrySchema, idSchema, lngLatSchema } from './common.ts';
import { campusSchema, placeSchema } from './editing.ts';
import { query } from './procedure.ts';
import { walkSchema } from './surveys.ts';

const measuredSchema = z.object({
  category: z.string(),
  ruleId: z.string(),
  origin: originSchema,
  method: methodSchema,
  gateName: z.string().nullable(),
  distance: z.number(),
  sigma: z.number(),
  limit: z.number(),
  verdict: verdictSchema,
  effect: effectSchema,
  existing: existingSchema.nullable(),
  severity: severitySchema,
  from: lngLatSchema,
  note: z.string(),
});

const venueHitSchema = measuredSchema.extend({ schoolId: idSchema, schoolName: z.string() });
export type VenueHit = z.infer<typeof venueHitSchema>;

const schoolHitSchema = measuredSchema.extend({
  venueId: idSchema,
  venueName: z.string(),
  address: z.string(),
  position: lngLatSchema,
});
export type SchoolHit = z.infer<typeof schoolHitSchema>;

const proposedVenueSchema = z.object({ position: placeSchema, source: positionSourceSchema });

export const proposedSchoolSchema = z.object({
  stage: stageSchema,
  /** Null where only gates are planned. */
  campus: campusSchema.nullable(),
  gates: z.array(placeSchema).max(50),
  source: positionSourceSchema,
});
export type ProposedSchool = z.infer<typeof proposedSchoolSchema>;

/** What would follow from something that is not there yet. Nothing is stored. */
export const precheckProcedures = {
  /** The rules that a venue of each category would break or may break at a spot, nearest school first. */
  'precheck.venue': query(
    proposedVenueSchema,
    z.object({
      hits: z.array(venueHitSchema),
      nearest: z.object({ schoolName: z.string(), distance: z.number() }).nullable(),
    }),
    { reads: zoneGrounds },
  ),
  /**
   * The distances from a proposed venue of one category to the schools that its rules are about, as far as they come
   * into question; the nearest school where none does; and the walk from the school that decides. Errors:
   * CATEGORY_UNKNOWN.
   */
  'precheck.statement': query(
    proposedVenueSchema.extend({ category: z.string() }),
    z.object({
      outcome: z.enum(statementOutcomes),
      rows: z.array(venueHitSchema.extend({ outcome: z.enum(statementOutcomes) })),
      nearest: z.object({ schoolId: idSchema, schoolName: z.string(), distance: z.number() }).nullable(),
      /** The widest distance that a rule keeps venues of the category away by; null where none does. */
      limit: z.number().nullable(),
      walk: walkSchema.nullable(),
    }),
    { reads: zoneGrounds },
  ),
  /**
   * The venues within each rule's distance of a proposed school, and those too near to the limit to be said from a map,
   * rule by rule and nearest first; with the walk to the one that decides. Errors: SHAPE_REFUSED.
   */
  'precheck.schoolStatement': query(
    proposedSchoolSchema,
    z.object({
      outcome: z.enum(statementOutcomes),
      rows: z.array(schoolHitSchema.extend({ outcome: z.enum(['inside', 'survey']) })),
      /** Rules that keep venues away from a school of its stage, each with its distance. */
      rules: z.array(z.object({ ruleId: z.string(), limit: z.number() })),
      walk: walkSchema.nullable(),
    }),
    { reads: [...rulesInForce, 'venues', 'roads'] },
  ),
  /** The existing venues that would lie in the zone of a proposed school. Errors: SHAPE_REFUSED. */
  'precheck.school': query(
    proposedSchoolSchema,
    z.object({ hits: z.array(schoolHitSchema), zone: geometrySchema.nullable() }),
    { reads: [...rulesInForce, 'venues', 'roads'] },
  ),
};
