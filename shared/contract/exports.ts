import { z } from 'zod';
import { bytesSchema, nothing } from './common.ts';
import { command, exporting, query } from './procedure.ts';

/** Lists that a page can save as a spreadsheet. */
const listKindSchema = z.enum(['toSettle', 'disagreements', 'handings']);
export type ListKind = z.infer<typeof listKindSchema>;
export const listTitles: Readonly<Record<ListKind, string>> = {
  toSettle: '待实测清单',
  disagreements: '测法结论不一清单',
  handings: '交办台账',
};

const exportRecordSchema = z.object({
  id: z.number(),
  at: z.string(),
  actor: z.string(),
  /** What was exported, and which part of it, in words. */
  what: z.string(),
  about: z.string(),
  /** Bytes; null where the file was written elsewhere. */
  size: z.number().nullable(),
});
export type ExportRecord = z.infer<typeof exportRecordSchema>;

export const exportsProcedures = {
  /** Who exported what from the workspace, the latest first. */
  'exports.taken': query(
    z.object({ limit: z.number().int().min(1).max(2000).default(500) }),
    z.array(exportRecordSchema),
    { reads: ['taken', 'schools', 'venues', 'duties'] },
  ),
  /** Notes what the command line wrote into a file of its own. */
  'exports.note': command(
    z.object({ what: z.string().max(100), file: z.string().max(300), rows: z.number() }),
    nothing,
    { changes: ['taken'] },
  ),
  /** The bytes of an xlsx file. */
  'exports.list': exporting('导出清单', z.object({ what: listKindSchema }), bytesSchema),
};
