import type { RowSet, TableRow } from '#shared/contract/tables.ts';
import { type CallOptions, client } from '../../../client/client.ts';
import type { GridRow } from '../../../components/data-grid/grid-row.ts';

/** Rows asked for at once when all are wanted. */
const PAGE = 1000;

/** Some rows with their values by column. */
export async function readRows(
  set: RowSet,
  columns: string[],
  { offset, limit }: { offset: number; limit: number },
  options: CallOptions = {},
) {
  const { total, rows } = await client.call('tables.rows', { ...set, columns, offset, limit }, options);
  return { total, rows: rows.map((row) => byColumn(row, columns)) };
}

function byColumn({ cells, ...row }: TableRow, columns: readonly string[]): GridRow {
  return { ...row, values: Object.fromEntries(columns.map((key, i) => [key, cells[i] ?? null])) };
}

/** All rows of a set, read page by page. */
export async function readAllRows(set: RowSet, columns: string[]): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for (let total = 1; rows.length < total; ) {
    const page = { columns, offset: rows.length, limit: PAGE };
    const found = await client.call('tables.rows', { ...set, ...page });
    rows.push(...found.rows);
    total = found.rows.length === 0 ? 0 : found.total;
  }
  return rows;
}
