import { CodedError } from '#shared/contract/errors.ts';
import { type ReportKind, reportKindNames, reportKindSchema } from '#shared/contract/reports.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import { insertReport } from '../../db/queries/reports.ts';
import { writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { sheetShows } from './report-changes.ts';
import { reportSheet } from './report-sheets.ts';
import { type ReportSheet, writeWorkbook } from './workbook.ts';

/** Makes one workbook with a sheet for each kind of report, in their usual order; its id. Errors: REPORT_DATES. */
export async function makeReport(
  context: CommandContext,
  kinds: readonly ReportKind[],
  span: PeriodDates,
): Promise<number> {
  const { db, workspace, now, actor } = context;
  const { from, to } = span;
  if (from > to) throw new CodedError('REPORT_DATES');
  const wanted = reportKindSchema.options.filter((kind) => kinds.includes(kind));
  const sheets: ReportSheet[] = [];
  for (const kind of wanted) sheets.push(await reportSheet(kind, context, { from, to }));
  const shows = Object.fromEntries(wanted.map((kind, i) => [kind, sheets[i] && sheetShows(sheets[i])]));
  const bytes = Buffer.from(await writeWorkbook(sheets));
  const { hash, file } = workspace.attachments.keep(bytes, '.xlsx');
  return await insertReport(db, {
    kind: 'workbook',
    title: titleOf(wanted, span),
    params: writeStored('reports.params', { kinds: wanted, from, to, shows }),
    hash,
    file,
    madeAt: now.toISOString(),
    madeBy: actor,
  });
}

function titleOf(kinds: readonly ReportKind[], { from, to }: PeriodDates): string {
  const [only] = kinds;
  const what = kinds.length === 1 && only ? reportKindNames[only] : `报表 ${kinds.length} 张`;
  return `${what} ${from} 至 ${to}`;
}
