import { parse } from 'csv-parse/sync';
import { CodedError } from '#shared/contract/errors.ts';
import type { Reading } from '#shared/contract/import.ts';
import { decodeText } from '../decode.ts';
import { type ParsedTable, toTable } from '../table.ts';

/** Delimited text. Errors: ENCODING_*, FILE_DAMAGED, FILE_EMPTY. */
export function readDelimited(bytes: Buffer, file: string, reading: Reading): ParsedTable {
  const { text, encoding } = decodeText(bytes, reading.encoding, file);
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      delimiter: guessDelimiter(text),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }) as unknown as typeof records;
  } catch {
    throw new CodedError('FILE_DAMAGED', { file });
  }
  const lines = records.map(({ record, info }) => ({ number: info.lines, cells: record }));
  return toTable(lines, file, reading, { encoding, sheets: [], sheet: null });
}

/** The separator that occurs most in the first line outside quotes. */
function guessDelimiter(text: string): string {
  const line = (text.split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => line.split(delimiter).length - 1;
  return ['\t', ',', ';', '|'].reduce((best, next) => (count(next) > count(best) ? next : best));
}
