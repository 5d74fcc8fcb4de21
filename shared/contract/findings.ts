import { z } from 'zod';
import { effectSchema, existingSchema, methodSchema, originSchema } from '../rules/rule.ts';
import { severitySchema, verdictSchema } from '../zones/verdict.ts';
import { rulesInForce, zoneGrounds } from './areas.ts';
import { idSchema, lngLatSchema } from './common.ts';
import { command, query } from './procedure.ts';

const findingRowSchema = z.object({
  id: idSchema,
  venueId: idSchema,
  venueName: z.string(),
  category: z.string(),
  schoolId: idSchema,
  schoolName: z.string(),
  ruleId: z.string(),
  /** The gate measured from, or the nearest one. */
  gateId: idSchema.nullable(),
  gateName: z.string().nullable(),
  origin: originSchema,
  method: methodSchema,
  distance: z.number(),
  boundary: z.number().nullable(),
  gate: z.number().nullable(),
  walking: z.number().nullable(),
  sigma: z.number(),
  limit: z.number(),
  verdict: verdictSchema,
  effect: effectSchema,
  existing: existingSchema.nullable(),
  severity: severitySchema,
  disagrees: z.boolean(),
  /** The survey that governs; null where the distance was computed. */
  surveyId: idSchema.nullable(),
  note: z.string(),
  /** Set up and opened on, which decide 新设 or 存量; null where not known. */
  venueSince: z.string().nullable(),
  schoolSince: z.string().nullable(),
  /** What would settle the doubt; null where there is none. */
  toSettle: z.string().nullable(),
  venuePosition: lngLatSchema,
  from: lngLatSchema,
  /** Whether this is the weightiest rule of its venue and school. */
  primary: z.boolean(),
  lastVisitOn: z.string().nullable(),
});
export type FindingRow = z.infer<typeof findingRowSchema>;

/** What a change means for one venue at one school: its weightiest finding before and after. */
export const verdictChangeSchema = z.object({
  schoolId: idSchema,
  venueId: idSchema,
  ruleId: z.string(),
  before: severitySchema,
  after: severitySchema,
  distanceBefore: z.number().nullable(),
  distanceAfter: z.number().nullable(),
});
export type VerdictChange = z.infer<typeof verdictChangeSchema>;

const namedVerdictChangeSchema = verdictChangeSchema.extend({
  schoolName: z.string(),
  venueName: z.string(),
});
export type NamedVerdictChange = z.infer<typeof namedVerdictChangeSchema>;

const recomputeSummarySchema = z.object({
  schools: z.number(),
  venues: z.number(),
  rules: z.number(),
  findings: z.number(),
  inside: z.number(),
  undetermined: z.number(),
  engineMs: z.number(),
});
export type RecomputeSummary = z.infer<typeof recomputeSummarySchema>;

export const findingsProcedures = {
  /** Carries a command out, tells which findings it would change, and takes everything back. */
  'changes.preview': query(
    z.object({ command: z.string().max(80), input: z.unknown() }),
    z.object({ total: z.number(), flips: z.array(namedVerdictChangeSchema) }),
    { reads: [...zoneGrounds, 'venues', 'facilities', 'regions', 'surveys', 'findings'] },
  ),
  /** The weightiest finding of each venue and school, worst first; all rules of one place when it is named. */
  'findings.list': query(
    z.object({
      schoolId: idSchema.optional(),
      venueId: idSchema.optional(),
      allRules: z.boolean().optional(),
    }),
    z.array(findingRowSchema),
    { reads: [...rulesInForce, 'findings', 'visits', 'venues', 'schools', 'gates'] },
  ),
  /** `method` measures every rule that way, whatever it says: the result then does not count as current. */
  'findings.recompute': command(
    z.object({ method: z.enum(['straight', 'walking']).nullable().default(null) }),
    recomputeSummarySchema,
    { changes: ['findings', 'settings'] },
  ),
};
