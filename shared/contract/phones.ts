import { z } from 'zod';
import { idSchema } from './common.ts';
import { exporting } from './procedure.ts';

/** Tables whose rows have a telephone number; screens and lists show it shortened. */
export const phoneTableSchema = z.enum(['schools', 'venues', 'duties', 'troubleSpots']);
export type PhoneTable = z.infer<typeof phoneTableSchema>;

/** Which number of a row: its own, or that of who stands in at a post (`duties`). */
export const phoneColumnSchema = z.enum(['phone', 'substitutePhone']);
export type PhoneColumn = z.infer<typeof phoneColumnSchema>;

export const phonesProcedures = {
  /** A telephone number as it is on record; the trail notes who looked. Errors: ROW_UNKNOWN. */
  'phones.whole': exporting(
    '查看完整电话',
    z.object({ table: phoneTableSchema, id: idSchema, column: phoneColumnSchema.default('phone') }),
    z.object({ phone: z.string() }),
  ),
};
