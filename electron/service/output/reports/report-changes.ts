import { type ReportKind, reportKinds, type SinceLastReport } from '#shared/contract/reports.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import { selectWorkbooks } from '../../db/queries/reports.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { checkSpan } from '../documents/draft-document.ts';
import { fingerprint } from '../fingerprint.ts';
import { isOfToday, reportSheet } from './report-sheets.ts';
import type { ReportSheet } from './workbook.ts';

/** By what a sheet is known again: all that it tells but for the note, which has the day on which it was made. */
export function sheetShows({
  title,
  columns,
  rows,
}: Pick<ReportSheet, 'title' | 'columns' | 'rows'>): string {
  return fingerprint({ title, columns: columns.map((column) => column.title), rows });
}

/**
 * Which sheets over some days would be otherwise than when they were last made; those that nobody made are left out.
 * Errors: REPORT_DATES, CANCELLED.
 */
export async function reportChanges(context: QueryContext, span: PeriodDates): Promise<SinceLastReport[]> {
  checkSpan(span);
  const last = await lastMade(context.db, span);
  const changes: SinceLastReport[] = [];
  for (const [kind, { madeAt, shows }] of last) {
    await context.progress.report('正在比较报表内容', changes.length, last.size);
    const now = sheetShows(await reportSheet(kind, context, span));
    changes.push({ kind, madeAt, changed: now !== shows });
  }
  return changes;
}

/** The sheets of the last workbooks over the same days; those that tell of today, over whichever. */
async function lastMade(db: Read, { from, to }: PeriodDates) {
  const last = new Map<ReportKind, { readonly madeAt: string; readonly shows: string }>();
  for (const { params, madeAt } of await selectWorkbooks(db)) {
    const wanted = readStored('reports.params', params);
    if (!('kinds' in wanted)) continue;
    const isSameSpan = wanted.from === from && wanted.to === to;
    for (const kind of reportKinds) {
      const shows = wanted.shows?.[kind];
      if (shows && !last.has(kind) && (isSameSpan || isOfToday(kind))) last.set(kind, { madeAt, shows });
    }
    if (last.size === reportKinds.length) break;
  }
  return last;
}
