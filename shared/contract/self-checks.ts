import { z } from 'zod';
import { formPlaces } from '../self-checks/check-form.ts';
import { bytesSchema, daySchema, idSchema, nothing } from './common.ts';
import { command, exporting, form, query, request } from './procedure.ts';

const roundSchema = z.object({
  id: idSchema,
  title: z.string(),
  of: z.enum(formPlaces),
  dueOn: daySchema.nullable(),
  madeAt: z.string(),
  /** Who was given a form, and what came back of it. */
  places: z.array(
    z.object({
      id: idSchema,
      name: z.string(),
      /** The day on which the form was read; null where it has not come back. */
      readOn: daySchema.nullable(),
      /** Points that are not as they should be, and hazards that it told. */
      faults: z.number(),
      hazards: z.number(),
    }),
  ),
});
export type CheckRound = z.infer<typeof roundSchema>;

/** What is wrong in a form that came back: in which file, in which line of which sheet, in which column. */
const formProblemSchema = z.object({
  file: z.string(),
  sheet: z.string(),
  /** Line of the sheet; 0 where it is about the whole file. */
  row: z.number(),
  field: z.string(),
  value: z.string(),
  message: z.string(),
  /** What it is about was not taken. */
  rejected: z.boolean(),
});
export type FormProblem = z.infer<typeof formProblemSchema>;

const tokens = z.array(z.string().min(1).max(100)).min(1).max(2000);

const takenSchema = z.object({
  /** The batch by which it can be taken back; null where nothing was new. */
  batch: idSchema.nullable(),
  /** Forms that were read, and those among the files that had been read before. */
  forms: z.number(),
  known: z.number(),
  hazards: z.number(),
  faults: z.number(),
  problems: z.array(formProblemSchema),
});
export type TakenForms = z.infer<typeof takenSchema>;

/** Check forms go out to schools and communities as workbooks, and come back in bulk. */
export const selfChecksProcedures = {
  /** Rounds of forms, the latest first, with who has answered. */
  'selfChecks.rounds': query(nothing, z.array(roundSchema), {
    reads: ['selfChecks', 'schools', 'regions', 'hazards'],
  }),
  /** Begins a round: who gets a form; all of them where nobody is named. Errors: FORMS_NOBODY. */
  'selfChecks.begin': form(
    z.object({
      title: z.string().trim().min(1, { error: '请填写自查名称' }).max(100),
      of: z.enum(formPlaces),
      placeIds: z.array(idSchema).max(5000),
      dueOn: daySchema.nullable(),
    }),
    z.object({ id: idSchema, places: z.number() }),
    { changes: ['selfChecks'] },
  ),
  /** The forms of a round as workbooks in an archive, one for each place. Errors: ROUND_UNKNOWN. */
  'selfChecks.forms': exporting('导出自查表', z.object({ id: idSchema }), bytesSchema),
  /** What forms that came back say; nothing is stored. A file that cannot be read is told and stops no other. */
  'selfChecks.read': request(z.object({ tokens }), takenSchema),
  /**
   * Takes forms over as self-checks and hazards, in one batch that can be taken back; a form that was read before is
   * not read again.
   */
  'selfChecks.take': command(z.object({ tokens }), takenSchema, {
    changes: ['selfChecks', 'hazards', 'lists'],
  }),
};
