import { z } from 'zod';
import { sessions } from '../sweeps/plan-days.ts';
import { threadSchema } from './comments.ts';
import { daySchema, idSchema, nothing } from './common.ts';
import { ledgerProcedures } from './ledger.ts';
import { ownQuery } from './procedure.ts';

const ownStopSchema = z.object({
  id: idSchema,
  sweepId: idSchema,
  sweep: z.string(),
  team: z.string(),
  /** On which day the team goes there; null where its days have no dates. */
  date: daySchema.nullable(),
  session: z.enum(sessions),
  /** Why nobody goes on that day; empty where the team does. */
  cancelled: z.string(),
  placeName: z.string(),
  venueId: idSchema.nullable(),
  schoolId: idSchema.nullable(),
  done: z.boolean(),
  /** As whom the team has the person, where that is an earlier name or body; empty where it is today's. */
  listed: z.string(),
});
export type OwnStop = z.infer<typeof ownStopSchema>;

const ownCommentSchema = threadSchema.extend({
  /** What it is about, in words; empty for a spot on the map. */
  thing: z.string(),
  /** Of the stop that it is about. */
  sweepId: idSchema.nullable(),
});
export type OwnComment = z.infer<typeof ownCommentSchema>;

/** What waits for whoever asks; without an account that of everybody. */
export const mineProcedures = {
  /** Stops of the person's teams in sweeps that are not over: what was left, today's, and those to come, in that order. */
  'mine.stops': ownQuery(nothing, z.object({ today: daySchema, stops: z.array(ownStopSchema) }), {
    reads: ['sweeps', 'visits', 'venues', 'schools'],
  }),
  /** Comments that are not done and mention the person, themselves or in an answer; the latest first. */
  'mine.comments': ownQuery(nothing, z.array(ownCommentSchema), {
    reads: ['comments', 'hazards', 'sweeps', 'venues', 'schools', 'gates'],
  }),
  /** Hazards that are overdue or soon due: the person's body answers for them, or they lie where the person sees. */
  'mine.hazards': ownQuery(nothing, ledgerProcedures['hazards.list'].output, {
    reads: ['hazards', 'sweeps', 'visits', 'venues', 'schools'],
  }),
};
