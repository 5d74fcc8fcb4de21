import { z } from 'zod';
import type { DailyCounts, PastColumns } from '../history/columns.ts';
import { severitySchema } from '../zones/verdict.ts';
import { rulesInForce, shownRows } from './areas.ts';
import { daySchema, idSchema } from './common.ts';
import { query } from './procedure.ts';

const numbers = z.array(z.number());

const spansSchema = z.object({
  ...{ id: numbers, lng: numbers, lat: numbers, from: numbers, until: numbers, state: numbers },
}) satisfies z.ZodType<PastColumns>;

const dailyCountsSchema = z.object({
  ...{ inBusiness: numbers, opened: numbers, closed: numbers },
  ...{ violation: numbers, undetermined: numbers, supervised: numbers, supervisedDoubt: numbers },
  ...{ openHazards: numbers, found: numbers, settled: numbers },
}) satisfies z.ZodType<DailyCounts>;

const pastSchema = z.object({
  from: daySchema,
  to: daySchema,
  /** The day on which the workspace was begun: before it nothing is known. */
  begun: daySchema,
  /** Located venues that were around a school on some of the days: 区外 ones are only counted. */
  venues: spansSchema,
  hazards: spansSchema,
  counts: dailyCountsSchema,
  /** Lists that were taken back since, of which the trail does not tell all that they had written. */
  lost: z.array(z.object({ fileName: z.string(), from: daySchema, to: daySchema })),
  /** Venues whose verdict became another by a measurement that was not told one by one, and between which days. */
  untold: z.object({ venues: z.number(), from: daySchema, to: daySchema }).nullable(),
  /** False where whoever asks does not see everything: then the past cannot be told. */
  whole: z.boolean(),
});
export type Past = z.infer<typeof pastSchema>;

const judgedSchema = z.object({
  id: idSchema,
  lng: z.number(),
  lat: z.number(),
  severity: severitySchema,
});

export const historyProcedures = {
  /**
   * Where venues and hazards were, and how they stood, at the end of each of some days; since the workspace was begun where
   * no first day is named, until today where no last one is. Errors: REPORT_DATES.
   */
  'history.days': query(
    z.object({ from: daySchema.nullable().default(null), to: daySchema.nullable().default(null) }),
    pastSchema,
    { reads: [...rulesInForce, ...shownRows, 'surveys', 'roads', 'edits'] },
  ),
  /** What venues would be under a rule pack, whichever is in force: measured, and nothing is kept. Errors: PACK_UNKNOWN. */
  'history.underPack': query(
    z.object({ packId: z.string().max(100) }),
    z.object({ title: z.string(), venues: z.array(judgedSchema) }),
    { reads: [...rulesInForce, 'schools', 'gates', 'roads', 'venues', 'surveys'] },
  ),
};
