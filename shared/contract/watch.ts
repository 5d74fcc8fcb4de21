import { z } from 'zod';
import { recordOf } from '../lists/record.ts';
import { watchedFigureNames, watchReasons } from '../watch/watched-figures.ts';
import { rulesInForce, shownRows } from './areas.ts';
import { bytesSchema, daySchema, idSchema, nothing } from './common.ts';
import { command, exporting, query } from './procedure.ts';

const spanSchema = z.object({ from: daySchema, to: daySchema });
const countSchema = z.object({ now: z.number(), before: z.number().nullable() });
const countsSchema = z.object(recordOf(watchedFigureNames, () => countSchema));

/** Points for each of a reason. */
const weightSchema = z
  .number()
  .int({ error: '请填写整数' })
  .min(0, { error: '不能小于 0' })
  .max(100, { error: '不能大于 100' });
export const watchWeightsSchema = z.object(recordOf(watchReasons, () => weightSchema));

const watchedSchema = z.object({
  /** What is compared: this quarter so far with as many days before, what stands with the end of the quarter before. */
  days: z.object({
    today: daySchema,
    period: z.string(),
    now: spanSchema,
    before: spanSchema,
    stood: daySchema,
  }),
  weights: watchWeightsSchema,
  /** Schools with any reason, the highest score first. */
  schools: z.array(
    z.object({ id: idSchema, name: z.string(), town: z.string(), score: z.number(), counts: countsSchema }),
  ),
  /** Schools that have none. */
  quiet: z.number(),
  /** Towns by where the rows lie, where most figures got worse first; the empty name is what lies in none. */
  towns: z.array(z.object({ name: z.string(), worse: z.number(), counts: countsSchema })),
  /** Places that were complained of, those with most first. */
  places: z.array(
    z.object({
      name: z.string(),
      venueId: idSchema.nullable(),
      schoolId: idSchema.nullable(),
      schoolName: z.string(),
      now: z.number(),
      before: z.number(),
    }),
  ),
  /** Verdicts of the quarter before are known: the workspace was there, and whoever asks sees everything. */
  pastKnown: z.boolean(),
});
export type Watched = z.infer<typeof watchedSchema>;

export const watchProcedures = {
  /** What got worse since the last quarter by school and town, and the schools to watch with their reasons. */
  'watch.get': query(nothing, watchedSchema, {
    reads: [...rulesInForce, ...shownRows, 'surveys', 'edits'],
  }),
  /** The same as a workbook. */
  'watch.file': exporting('导出重点关注学校', nothing, bytesSchema),
  /** Keeps what each reason counts. */
  'watch.keepWeights': command(z.object({ weights: watchWeightsSchema }), nothing, { changes: ['settings'] }),
};
