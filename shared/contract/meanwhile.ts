import { z } from 'zod';

/** Of fields that two people changed to different values: whose value stays. By the key of the field as it was told. */
export const meanwhileSidesSchema = z.record(z.string().max(200), z.enum(['mine', 'theirs']));
export type MeanwhileSides = z.infer<typeof meanwhileSidesSchema>;

/** A field that somebody else changed while a form was open, and that the form changes to something else. */
const meanwhileFieldSchema = z.object({
  key: z.string(),
  /** What it is of: 校门“南门”. */
  what: z.string(),
  title: z.string(),
  /** As the form was opened with it; as it is now; as the form has it. */
  was: z.string(),
  theirs: z.string(),
  mine: z.string(),
});
export type MeanwhileField = z.infer<typeof meanwhileFieldSchema>;

/** The fields that the error CHANGED_MEANWHILE carries in its details, where there are any. */
export function meanwhileFields(details: Readonly<Record<string, string | number>>): MeanwhileField[] {
  const read = z.array(meanwhileFieldSchema).safeParse(JSON.parse(String(details.fields ?? '[]')));
  return read.success ? read.data : [];
}
