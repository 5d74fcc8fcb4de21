import { extname } from 'node:path';
import { zipSync } from 'fflate';
import { z } from 'zod';
import { figureSchema } from '#shared/contract/documents.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { type ReportKind, reportKindNames, reportKindSchema } from '#shared/contract/reports.ts';
import { insertReport } from '../db/queries/reports.ts';
import { reportSheet } from '../output/reports/report-sheets.ts';
import { writeWorkbook } from '../output/reports/workbook.ts';
import type { HandlersOf } from './handler-types.ts';

/** What a workbook was asked for. */
const workbookSchema = z.object({ kinds: z.array(reportKindSchema), from: z.string(), to: z.string() });
/** What a document was asked for. */
const documentSchema = z.object({ template: z.string(), figures: z.array(figureSchema) });

export const reportsHandlers: HandlersOf<'reports'> = {
  async 'reports.list'({ db, workspace }) {
    const rows = await db
      .selectFrom('reports')
      .select(['id', 'kind', 'title', 'params', 'file', 'madeAt', 'madeBy'])
      .orderBy('id', 'desc')
      .execute();
    const documents = new Map(workspace.catalogue.documents.map(({ id, title }) => [id, title]));
    return rows.map(({ kind, params, file, ...row }) => {
      const extension = extname(file);
      if (kind === 'workbook') {
        const { kinds } = workbookSchema.parse(JSON.parse(params));
        return {
          ...row,
          extension,
          what: kinds.map((each) => reportKindNames[each]).join('、'),
          figures: [],
        };
      }
      const { template, figures } = documentSchema.parse(JSON.parse(params));
      return { ...row, extension, what: documents.get(template) ?? template, figures };
    });
  },

  async 'reports.make'(context, { kinds, from, to }) {
    const { db, workspace, now, actor } = context;
    if (from > to) throw new CodedError('REPORT_DATES');
    const wanted = reportKindSchema.options.filter((kind) => kinds.includes(kind));
    const sheets = [];
    for (const kind of wanted) sheets.push(await reportSheet(kind, context, { from, to }));
    const bytes = Buffer.from(await writeWorkbook(sheets));
    const { hash, file } = workspace.attachments.keep(bytes, '.xlsx');
    const id = await insertReport(db, {
      kind: 'workbook',
      title: titleOf(wanted, from, to),
      params: JSON.stringify({ kinds: wanted, from, to }),
      hash,
      file,
      madeAt: now.toISOString(),
      madeBy: actor,
    });
    context.changed('reports');
    return { id };
  },

  async 'reports.read'({ db, workspace }, { id }) {
    const report = await db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirst();
    if (!report) throw new CodedError('REPORT_UNKNOWN', { id });
    return new Uint8Array(workspace.attachments.read(report.file, report.title));
  },

  async 'reports.archive'({ db, workspace }, { ids }) {
    const files: Record<string, Uint8Array> = {};
    for (const id of ids) {
      const report = await db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirst();
      if (!report) throw new CodedError('REPORT_UNKNOWN', { id });
      const name = report.title.replace(/[<>:"/\\|?*]/g, ' ');
      files[`${name}${extname(report.file)}`] = new Uint8Array(
        workspace.attachments.read(report.file, report.title),
      );
    }
    // Word files are packed already.
    return zipSync(files, { level: 0 });
  },
};

function titleOf(kinds: readonly ReportKind[], from: string, to: string): string {
  const [only] = kinds;
  const what = kinds.length === 1 && only ? reportKindNames[only] : `报表 ${kinds.length} 张`;
  return `${what} ${from} 至 ${to}`;
}
