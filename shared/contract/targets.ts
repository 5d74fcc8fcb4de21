import { z } from 'zod';
import { targetOptionsSchema } from '../sweeps/choose-targets.ts';
import { severitySchema } from '../zones/verdict.ts';
import { rulesInForce } from './areas.ts';
import { idSchema } from './common.ts';
import { edit, query } from './procedure.ts';

const targetChoiceSchema = z.object({
  chosen: z.array(
    z.object({
      venueId: idSchema,
      name: z.string(),
      address: z.string(),
      category: z.string(),
      severity: severitySchema,
      /** Of its weightiest finding. */
      schoolName: z.string().nullable(),
      town: z.string().nullable(),
      lastVisitOn: z.string().nullable(),
      reasons: z.array(z.string()),
      overCap: z.boolean(),
      /** Taken out by hand. */
      left: z.boolean(),
    }),
  ),
  /** Schools that are visited themselves, because no venue around them can be chosen. */
  schools: z.array(z.object({ schoolId: idSchema, name: z.string() })),
  /** How many are on the sweep already. */
  known: z.number(),
  omitted: z.array(z.object({ reason: z.string(), venues: z.number() })),
  omittedVenues: z.array(z.object({ venueId: idSchema, reason: z.string() })),
  pool: z.number(),
  drawn: z.number(),
  /** Towns of the workspace, to choose among. */
  towns: z.array(z.string()),
});

/** How the venues of a sweep are chosen. */
export const targetsProcedures = {
  'targets.preview': query(
    z.object({
      sweepId: idSchema.nullable(),
      options: targetOptionsSchema,
      /** Whether every venue left out is told, and not only how many for which reason. */
      all: z.boolean().default(false),
    }),
    targetChoiceSchema,
    { reads: [...rulesInForce, 'hazards', 'visits', 'findings', 'venues', 'sweeps', 'schools', 'regions'] },
  ),
  'targets.apply': edit(
    '按条件选取检查对象',
    z.object({ sweepId: idSchema, options: targetOptionsSchema }),
    z.object({ added: z.number(), known: z.number() }),
    { changes: ['sweeps'] },
  ),
};
