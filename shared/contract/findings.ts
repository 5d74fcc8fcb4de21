import { z } from 'zod';
import { effectSchema, existingSchema, methodSchema, originSchema } from '../rules/rule.ts';
import { severitySchema, verdictSchema } from '../zones/verdict.ts';
import { idSchema, lngLatSchema } from './common.ts';
import { command, query } from './procedure.ts';

export const findingRowSchema = z.object({
  id: idSchema,
  venueId: idSchema,
  venueName: z.string(),
  category: z.string(),
  schoolId: idSchema,
  schoolName: z.string(),
  ruleId: z.string(),
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
  note: z.string(),
  venuePosition: lngLatSchema,
  from: lngLatSchema,
  /** Whether this is the weightiest rule of its venue and school. */
  primary: z.boolean(),
  lastVisitOn: z.string().nullable(),
});
export type FindingRow = z.infer<typeof findingRowSchema>;

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
  /** The weightiest finding of each venue and school, worst first; all rules of one place when it is named. */
  'findings.list': query(
    z.object({
      schoolId: idSchema.optional(),
      venueId: idSchema.optional(),
      allRules: z.boolean().optional(),
    }),
    z.array(findingRowSchema),
  ),
  /** `method` measures every rule that way, whatever it says: the result then does not count as current. */
  'findings.recompute': command(
    z.object({ method: z.enum(['straight', 'walking']).nullable().default(null) }),
    recomputeSummarySchema,
  ),
};
