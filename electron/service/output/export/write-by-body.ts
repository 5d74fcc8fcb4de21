import { zipSync } from 'fflate';
import { CodedError } from '#shared/contract/errors.ts';
import { tableTitles } from '#shared/tables/table-columns.ts';
import { type TableWithBodies, tablesWithBodies } from '../../db/queries/bodies-of-rows.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { byBody, responsibleBodies } from '../responsible-bodies.ts';
import { type SheetOfRows, writeSheet } from './write-sheet.ts';

/** A zip with a workbook for each responsible body, its rows in the order of the table. Errors: QUERY_INVALID, CANCELLED. */
export async function writeByBody(context: QueryContext, sheet: SheetOfRows): Promise<Uint8Array> {
  const { table } = sheet.request;
  if (!hasBodies(table))
    throw new CodedError('QUERY_INVALID', { reason: `“${tableTitles[table]}”没有责任部门，不能分开导出` });
  const { db, workspace, progress } = context;
  const ids = await workspace.rowSets.ids(sheet.request);
  if (ids.length === 0) throw new CodedError('QUERY_INVALID', { reason: '表里没有行' });
  const bodyOf = await responsibleBodies(context, table, ids);
  const files: Record<string, Uint8Array> = {};
  let done = 0;
  for (const [body, own] of byBody(ids, bodyOf)) {
    const name = `${body} ${tableTitles[table]} ${own.length} 行`.replace(/[<>:"/\\|?*]/g, ' ');
    const report = (some: number) => progress.report(`导出 ${body}`, done + some, ids.length);
    files[`${name}.xlsx`] = await writeSheet(db, sheet, own, report);
    done += own.length;
  }
  // Workbooks are compressed already.
  return zipSync(files, { level: 0 });
}

function hasBodies(table: string): table is TableWithBodies {
  return tablesWithBodies.some((each) => each === table);
}
