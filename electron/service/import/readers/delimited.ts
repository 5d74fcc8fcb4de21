import Papa from 'papaparse';
import { CodedError } from '#shared/contract/errors.ts';
import type { Reading } from '#shared/contract/import.ts';
import { cleanCell } from '#shared/registry/text.ts';
import { decodeText } from '../decode-text.ts';
import { type CleanLine, type ParsedTable, toTable } from '../list-table.ts';

/** Delimited text. Errors: ENCODING_*, FILE_DAMAGED, FILE_EMPTY. */
export function readDelimited(bytes: Buffer, file: string, reading: Reading): ParsedTable {
  const { text, encoding } = decodeText(bytes, reading.encoding, file);
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), {
    delimiter: guessDelimiter(text),
  });
  // A quote that is never closed would swallow the rest of the list into one cell.
  if (errors.some(({ code }) => code === 'MissingQuotes')) throw new CodedError('FILE_DAMAGED', { file });
  return toTable(numberLines(data, 1).lines, file, reading, { encoding, sheets: [], sheet: null });
}

/**
 * The records with the line each begins on, and the line after them; a quoted cell may run over several. Blank lines are left out.
 * Cells are cleaned where they stand: a list of half a million rows is not copied.
 */
export function numberLines(records: string[][], start: number): { lines: CleanLine[]; next: number } {
  const lines: CleanLine[] = [];
  let number = start;
  for (const cells of records) {
    const first = number;
    number += 1;
    let isBlank = true;
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i];
      if (!cell) continue;
      isBlank = false;
      for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) number += 1;
      cells[i] = cleanCell(cell);
    }
    if (!isBlank || cells.length > 1) lines.push({ number: first, cells, geometry: null });
  }
  // The line feed at a text's end makes one record too many.
  const last = records.at(-1);
  const surplus = last?.length === 1 && last[0] === '' ? 1 : 0;
  return { lines, next: number - surplus };
}

/** The separator that occurs most in the first line outside quotes. */
export function guessDelimiter(text: string): string {
  const end = text.search(/[\r\n]/);
  const line = (end < 0 ? text : text.slice(0, end)).replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => line.split(delimiter).length - 1;
  return ['\t', ',', ';', '|'].reduce((best, next) => (count(next) > count(best) ? next : best));
}
