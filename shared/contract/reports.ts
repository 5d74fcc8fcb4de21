import { z } from 'zod';
import { wholeWork } from './areas.ts';
import { bytesSchema, daySchema, idSchema, nothing } from './common.ts';
import { figureSchema } from './documents.ts';
import { command, exporting, query } from './procedure.ts';

export const reportKinds = [
  'ledger',
  'summary',
  'visits',
  'findings',
  'coverage',
  'gaps',
  'licences',
] as const;
export const reportKindSchema = z.enum(reportKinds);
export type ReportKind = z.infer<typeof reportKindSchema>;

export const reportKindNames: Record<ReportKind, string> = {
  ledger: '隐患台账',
  summary: '隐患汇总表（按学校）',
  visits: '检查清单',
  findings: '研判结果',
  coverage: '整治覆盖情况',
  gaps: '设施缺口',
  licences: '到期不延续',
};

const reportSchema = z.object({
  id: idSchema,
  title: z.string(),
  /** Its sheets, or the name of its template. */
  what: z.string(),
  /** Of its file: .xlsx, .docx. */
  extension: z.string(),
  /** Figures of a document, each with the rows that it counts. */
  figures: z.array(figureSchema),
  madeAt: z.string(),
  madeBy: z.string(),
});
export type Report = z.infer<typeof reportSchema>;

const sinceLastSchema = z.object({
  kind: reportKindSchema,
  /** When a workbook last had this sheet over the same days. */
  madeAt: z.string(),
  /** Whether it would hold something else now. */
  changed: z.boolean(),
});
export type SinceLastReport = z.infer<typeof sinceLastSchema>;

export const reportsProcedures = {
  /** Reports made so far, the latest first. */
  'reports.list': query(nothing, z.array(reportSchema), { reads: ['reports'] }),
  /** Which sheets would be otherwise than when they were last made over the same days; those never made are left out. Errors: REPORT_DATES. */
  'reports.changes': query(z.object({ from: daySchema, to: daySchema }), z.array(sinceLastSchema), {
    reads: [...wholeWork, 'surveys', 'rechecks', 'attachments', 'reports'],
  }),
  /**
   * Makes a workbook of the days from one to another, both included, a sheet each kind, and keeps it as it
   * is. Errors: REPORT_DATES, DISK_WRITE.
   */
  'reports.make': command(
    z.object({ kinds: z.array(reportKindSchema).min(1), from: daySchema, to: daySchema }),
    z.object({ id: idSchema }),
    { changes: ['reports', 'taken'] },
  ),
  /** The file as it was made. Errors: REPORT_UNKNOWN, ATTACHMENT_MISSING. */
  /** Several files in one zip. Errors: those of reading one. */
  'reports.archive': exporting(
    '打包报表',
    z.object({ ids: z.array(idSchema).min(1).max(2000) }),
    bytesSchema,
  ),
  'reports.read': exporting('取出报表', z.object({ id: idSchema }), bytesSchema),
};
