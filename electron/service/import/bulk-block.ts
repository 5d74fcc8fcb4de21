import {
  type BulkBlock,
  type BulkColumn,
  type BulkRow,
  type BulkValue,
  bulkColumns,
  contentColumns,
} from './bulk-messages.ts';
import { contentOf, hashOfContent } from './staged-row.ts';

/**
 * Rows as they go from one thread to the other. A column in which all of them are alike, as 登记状态 mostly is, is told
 * once: copying and binding a value of each row takes as long as reading it.
 */
export function blockOf(rows: readonly BulkRow[], numbers: readonly number[]): BulkBlock {
  const same: Partial<Record<BulkColumn, BulkValue>> = {};
  const varying: number[] = [];
  bulkColumns.forEach((column, at) => {
    const first = rows[0]?.[at] ?? null;
    if (isLiteral(first) && rows.every((row) => row[at] === first)) same[column] = first;
    else varying.push(at);
  });
  const values: BulkValue[] = [];
  for (const row of rows) for (const at of varying) values.push(row[at] ?? null);
  return { columns: varying.flatMap((at) => bulkColumns[at] ?? []), values, same, numbers };
}

/** Hashes of the rows' contents, as `hashed` makes them of a row by itself. */
export function hashesOf({ columns, values, same, numbers }: BulkBlock): string[] {
  const parts = contentColumns.map((column) => columns.indexOf(column));
  const alike = contentColumns.map((column) => contentOf(same[column] ?? null));
  return numbers.map((_, row) => {
    const start = row * columns.length;
    let text = '';
    for (const [i, at] of parts.entries()) text += at < 0 ? alike[i] : contentOf(values[start + at] ?? null);
    return hashOfContent(text);
  });
}

/** Whether a value can stand in a statement as it is. */
function isLiteral(value: BulkValue): boolean {
  return typeof value === 'string' ? !value.includes('\0') : value === null || Number.isSafeInteger(value);
}
