import { extname } from 'node:path';
import { zipSync } from 'fflate';
import type { OutputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { reportKindNames } from '#shared/contract/reports.ts';
import { selectReport, selectReports } from '../../db/queries/reports.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';

type Context = Pick<QueryContext, 'db' | 'workspace'>;

/** Reports and documents that were made, the latest first. */
export async function listReports({ db, workspace }: Context): Promise<OutputOf<'reports.list'>> {
  const documents = new Map(workspace.catalogue.documents.map(({ id, title }) => [id, title]));
  return (await selectReports(db)).map(({ params, file, ...row }) => {
    const extension = extname(file);
    const wanted = readStored('reports.params', params);
    if ('kinds' in wanted)
      return {
        ...row,
        extension,
        what: wanted.kinds.map((kind) => reportKindNames[kind]).join('、'),
        figures: [],
      };
    const { template, figures } = wanted;
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
    const name = title.replace(/[<>:"/\\|?*]/g, ' ');
    const isTaken = Object.hasOwn(files, `${name}${extension}`);
    files[`${name}${isTaken ? ` (${id})` : ''}${extension}`] = bytes;
  }
  // Word files and workbooks are compressed already.
  return zipSync(files, { level: 0 });
}
