import { extname } from 'node:path';
import { zipSync } from 'fflate';
import { z } from 'zod';
import type { OutputOf } from '#shared/contract/contract.ts';
import { figureSchema } from '#shared/contract/documents.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { reportKindNames, reportKindSchema } from '#shared/contract/reports.ts';
import { selectReport, selectReports } from '../../db/queries/reports.ts';
import type { QueryContext } from '../../workspace/context.ts';

/** What a workbook was asked for. */
const workbookSchema = z.object({ kinds: z.array(reportKindSchema), from: z.string(), to: z.string() });
/** What a document was asked for. */
const documentSchema = z.object({ template: z.string(), figures: z.array(figureSchema) });

type Context = Pick<QueryContext, 'db' | 'workspace'>;

/** Reports and documents that were made, the latest first. */
export async function listReports({ db, workspace }: Context): Promise<OutputOf<'reports.list'>> {
  const documents = new Map(workspace.catalogue.documents.map(({ id, title }) => [id, title]));
  return (await selectReports(db)).map(({ kind, params, file, ...row }) => {
    const extension = extname(file);
    if (kind === 'workbook') {
      const { kinds } = workbookSchema.parse(JSON.parse(params));
      return { ...row, extension, what: kinds.map((each) => reportKindNames[each]).join('、'), figures: [] };
    }
    const { template, figures } = documentSchema.parse(JSON.parse(params));
    return { ...row, extension, what: documents.get(template) ?? template, figures };
  });
}

/** The title and the file of a report. Errors: REPORT_UNKNOWN, ATTACHMENT_MISSING. */
export async function readReport({ db, workspace }: Context, id: number) {
  const report = await selectReport(db, id);
  if (!report) throw new CodedError('REPORT_UNKNOWN', { id });
  const bytes = new Uint8Array(workspace.attachments.read(report.file, report.title));
  return { title: report.title, extension: extname(report.file), bytes };
}

/** A zip of some reports, each under its title. Errors: those of `readReport`. */
export async function zipReports(context: Context, ids: readonly number[]): Promise<Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const id of ids) {
    const { title, extension, bytes } = await readReport(context, id);
    files[`${title.replace(/[<>:"/\\|?*]/g, ' ')}${extension}`] = bytes;
  }
  // Word files and workbooks are compressed already.
  return zipSync(files, { level: 0 });
}
