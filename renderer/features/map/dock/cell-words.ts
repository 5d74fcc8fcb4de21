import type { TableRow } from '#shared/contract/tables.ts';
import { textOfPlainCell } from '#shared/tables/spreadsheet-text.ts';
import {
  type CellValue,
  type Column,
  cellText,
  type TableName,
  type Titles,
  tableColumns,
} from '#shared/tables/table-columns.ts';

/** The stored value for the words that somebody entered into a cell. */
export function storedValue(column: Column, text: string, titles: Titles): string | number | null {
  if (column.type === 'flag') return text === '是' ? 1 : 0;
  const names = column.source ? [...titles[column.source]] : Object.entries(column.titles ?? {});
  const stored = (title: string) => names.find((each) => each[1] === title)?.[0] ?? title.trim();
  if (column.editable !== 'several') return stored(text);
  return text
    .split(/[、,，;；\s]+/)
    .filter((title) => title !== '')
    .map(stored)
    .join(';');
}

/** Rows with their heads as they are put on the clipboard; `keys` are the columns of their cells. */
export function clipboardText(
  table: TableName,
  keys: readonly string[],
  rows: readonly TableRow[],
  titles: Titles,
): string {
  const heads = keys.flatMap((key) => tableColumns[table].find((column) => column.key === key) ?? []);
  const lines = rows.map(({ cells }) => heads.map((column, i) => plain(column, cells[i] ?? null, titles)));
  return [heads.map(({ title }) => title), ...lines].map((cells) => cells.join('\t')).join('\n');
}

/** A cell on the clipboard: pasted into a spreadsheet it stays one cell, and a text. */
function plain(column: Column, value: CellValue, titles: Titles): string {
  return textOfPlainCell(cellText(column, value, titles).replace(/[\t\r\n]+/g, ' '));
}
