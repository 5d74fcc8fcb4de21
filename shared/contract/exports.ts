import { z } from 'zod';
import { bytesSchema } from './common.ts';
import { query } from './procedure.ts';

/** Lists that a page can save as a spreadsheet. */
export const listKindSchema = z.enum(['toSettle', 'disagreements']);
export type ListKind = z.infer<typeof listKindSchema>;

export const exportsProcedures = {
  /** The bytes of an xlsx file. */
  'exports.list': query(z.object({ what: listKindSchema }), bytesSchema),
};
