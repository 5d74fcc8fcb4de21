import { countedLines, countedTable } from '#shared/tables/counted-table.ts';
import type { CountingView } from '#shared/tables/counting.ts';
import type { Counted } from '#shared/tables/fold-counts.ts';
import type { TableName, Titles } from '#shared/tables/table-columns.ts';
import { encodeXlsx } from './table.ts';

/** The bytes of a workbook with rows counted by groups, as it is seen beside the table. */
export async function writeCountedSheet(
  table: TableName,
  view: CountingView,
  counted: Counted,
  titles: Titles,
): Promise<Uint8Array> {
  const { heads, lines } = countedLines(countedTable(table, view, counted, titles));
  return await encodeXlsx({ columns: heads, rows: lines });
}
