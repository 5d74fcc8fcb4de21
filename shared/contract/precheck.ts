import { z } from 'zod';
import { stageSchema } from '../registry/stage.ts';
import { effectSchema, existingSchema, methodSchema, originSchema } from '../rules/rule.ts';
import { statementOutcomes } from '../zones/distance-statement.ts';
import { proposedParts } from '../zones/proposed-parts.ts';
import { positionSourceSchema } from '../zones/uncertainty.ts';
import { severitySchema, verdictSchema } from '../zones/verdict.ts';
import { rulesInForce, zoneGrounds } from './areas.ts';
import { bytesSchema, geometrySchema, idSchema, lngLatSchema } from './common.ts';
import { campusSchema, placeSchema } from './editing.ts';
import { exporting, query, request } from './procedure.ts';
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

const proposedRowSchema = z.object({
  name: z.string().max(200),
  /** In the words of the list; empty where it says nothing. */
  kind: z.string().max(200),
  address: z.string().max(500),
  position: lngLatSchema.nullable(),
});
export type ProposedRow = z.infer<typeof proposedRowSchema>;
/** More are checked as a list that is imported. */
export const MOST_PROPOSED = 500;
const proposedListSchema = z.object({ rows: z.array(proposedRowSchema).min(1).max(MOST_PROPOSED) });

const checkedVenueSchema = proposedRowSchema.extend({
  /** Null where neither the list nor the name says what it would be. */
  category: z.string().nullable(),
  /** Null where nobody knows where that is. */
  source: positionSourceSchema.nullable(),
  /** By what its place is known, in Chinese. */
  placedBy: z.string(),
  /** The rule that weighs most there; null where none is about it. */
  hit: venueHitSchema.nullable(),
  /** How many more rules are. */
  others: z.number(),
});
export type CheckedVenue = z.infer<typeof checkedVenueSchema>;

const proposedColumnsSchema = z.partialRecord(z.enum(proposedParts), z.number().int().min(0));

const proposedFileSchema = z.object({
  fileName: z.string(),
  /** Of a workbook of several. */
  sheet: z.string().nullable(),
  /** Each column with what stands in it first. */
  columns: z.array(z.object({ title: z.string(), example: z.string() })),
  /** Which of them say what, counted from 0. */
  read: proposedColumnsSchema,
  /** Whether it is known which columns say where the venues would be; otherwise nothing is read of them. */
  isRecognised: z.boolean(),
  /** How many rows there are; of these so many are given as can be checked at once. */
  total: z.number(),
  rows: z.array(proposedRowSchema),
});
export type ProposedFile = z.infer<typeof proposedFileSchema>;

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
  /**
   * The proposed venues of a file; the columns that are not given are found by their heads. Nothing is stored. Errors:
   * those of reading a list.
   */
  'precheck.readList': request(
    z.object({
      token: z.string(),
      /** False where the first line is a venue already. */
      header: z.boolean().default(true),
      columns: proposedColumnsSchema.nullable().default(null),
    }),
    proposedFileSchema,
  ),
  /** What the rules say of each venue of a list of proposed ones, in its order. */
  'precheck.list': query(proposedListSchema, z.array(checkedVenueSchema), {
    reads: [...zoneGrounds, 'venues', 'addresses', 'regions', 'wordings'],
  }),
  /** The same as an xlsx workbook. */
  'precheck.exportList': exporting('批量预检结果', proposedListSchema, bytesSchema),
  /**
   * The ground around schools where a venue of a category may not open, by the rules of today; and the ground where that
   * depends on what nobody has drawn yet: around schools that only a point stands for, or whose stage nobody knows.
   */
  'precheck.ground': query(
    z.object({ category: z.string() }),
    z.object({
      banned: geometrySchema.nullable(),
      doubtful: geometrySchema.nullable(),
      /** Schools that rules keep venues of the category away from. */
      schools: z.number(),
      uncertain: z.array(z.object({ id: idSchema, name: z.string() })),
      rules: z.array(z.object({ ruleId: z.string(), limit: z.number(), method: methodSchema })),
    }),
    { reads: zoneGrounds },
  ),
  /** The existing venues that would lie in the zone of a proposed school. Errors: SHAPE_REFUSED. */
  'precheck.school': query(
    proposedSchoolSchema,
    z.object({ hits: z.array(schoolHitSchema), zone: geometrySchema.nullable() }),
    { reads: [...rulesInForce, 'venues', 'roads'] },
  ),
};
