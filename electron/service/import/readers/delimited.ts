import type { Reading } from '#shared/contract/import.ts';
import { decodeText } from '../decode-text.ts';
import { type ParsedTable, toTable } from '../list-table.ts';
import { tellDialect } from './dialect.ts';
import { readRecords } from './records.ts';

/** Delimited text. Errors: ENCODING_*, FILE_EMPTY. */
export function readDelimited(bytes: Buffer, file: string, reading: Reading): ParsedTable {
  const { text, encoding } = decodeText(bytes, reading.encoding, file);
  const dialect = tellDialect(text.slice(0, HEAD).replace(/\r\n?/g, '\n'));
  const { lines } = readRecords(text, dialect, 1, true);
  return toTable(lines.slice(dialect.skipped), file, reading, { encoding, sheets: [], sheet: null });
}

/** Bytes at the beginning of a text that are enough to find its separator. */
export const HEAD = 2 ** 17;
