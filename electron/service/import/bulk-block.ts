import {
  type BulkBlock,
  type BulkColumn,
  type BulkRow,
  type BulkValue,
  bulkColumns,
  contentColumns,
  type PackedBlock,
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

/** A column is packed where at least so many rows share a text. */
const ROWS_OF_A_WORD = 8;

/** Texts that many rows of a block share are copied from thread to thread once. */
export function packed(block: BulkBlock): PackedBlock {
  const { columns, values, numbers } = block;
  const own = [...values];
  const words = columns.map((_, at) => packColumn(own, at, columns.length, numbers.length / ROWS_OF_A_WORD));
  return { ...block, values: own, words };
}

/** Puts places of words in the place of texts; null, and nothing is changed, where there are more than `most`. */
function packColumn(values: BulkValue[], at: number, width: number, most: number): string[] | null {
  const places = new Map<string, number>();
  for (let i = at; i < values.length; i += width) {
    const value = values[i];
    if (typeof value === 'number') return null;
    if (typeof value === 'string' && !places.has(value)) places.set(value, places.size);
    if (places.size > most) return null;
  }
  for (let i = at; i < values.length; i += width) {
    const value = values[i];
    if (typeof value === 'string') values[i] = places.get(value) ?? null;
  }
  return [...places.keys()];
}

/** A block as it was before it was packed. */
export function unpacked({ words, ...block }: PackedBlock): BulkBlock {
  const width = block.columns.length;
  const values = [...block.values];
  for (const [at, known] of words.entries())
    for (let i = at; known && i < values.length; i += width) {
      const place = values[i];
      if (typeof place === 'number') values[i] = known[place] ?? null;
    }
  return { ...block, values };
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
