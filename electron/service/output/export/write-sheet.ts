import type { Category } from '#shared/classification/category.ts';
import type { Rule } from '#shared/rules/rule.ts';
import { type CellValue, cellText, findColumn } from '#shared/tables/table-columns.ts';
import { makeTitles } from '#shared/tables/titles.ts';
import type { Read } from '../../db/schema/schema.ts';
import { encodeXlsx } from './table.ts';
import { readRows, type ToldRows } from './told-rows.ts';

/** Rows read between two reports. */
const CHUNK = 5000;

/** Rows of a table that are written into a workbook, and what names their values. */
export interface SheetOfRows extends ToldRows {
  readonly rules: readonly Rule[];
  readonly categories: readonly Category[];
}

/** The bytes of a workbook with some rows of a table in their order; `report` is told how many were read. */
export async function writeSheet(
  db: Read,
  sheet: SheetOfRows,
  ids: readonly number[],
  report: (done: number, total: number) => Promise<void> | void,
): Promise<Uint8Array> {
  const { request, columns, rules, categories } = sheet;
  const titles = makeTitles(categories, rules);
  const shown = columns.flatMap((key) => findColumn(request.table, key) ?? []);
  const rows: CellValue[][] = [];
  for (let start = 0; start < ids.length; start += CHUNK) {
    await report(start, ids.length);
    for (const { cells } of await readRows(db, rules, sheet, ids.slice(start, start + CHUNK)))
      rows.push(
        cells.map((cell, i) => {
          const column = shown[i];
          if (!column) return cell;
          if (column.type !== 'number') return cellText(column, cell, titles);
          return typeof cell === 'number' ? Number(cell.toFixed(Math.max(column.digits ?? 0, 1))) : cell;
        }),
      );
  }
  const heads = shown.map(({ title, unit }) => (unit ? `${title}（${unit === 'm' ? '米' : unit}）` : title));
  return await encodeXlsx({ columns: heads, rows });
}
