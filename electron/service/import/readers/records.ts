import Papa from 'papaparse';
import { cleanCell } from '#shared/registry/text.ts';
import type { CleanLine, RowRemark } from '../list-table.ts';
import type { Dialect } from './dialect.ts';

/** The records of a piece of text. */
export interface TextRecords {
  readonly lines: CleanLine[];
  /** Number of the line after them. */
  readonly next: number;
  /** What stands at the end of a piece and goes on in the next one: a cell over several lines that is still open. */
  readonly rest: string;
}

/** The most lines of one cell: where a cell has more, its quote was never closed. */
const LONGEST_CELL = 60;
/** A line with fewer cells than this cannot be told from plain text. */
const TELLING_WIDTH = 3;

/**
 * The records of a text, each with the line it begins on; blank lines are left out. A quote that is only a character,
 * as in `"老王"烟酒店`, ends with its line, so that no line becomes part of a cell of another line. Cells are cleaned in
 * place, because copying a list of half a million rows would be slow.
 */
export function readRecords(text: string, dialect: Dialect, start: number, isLast: boolean): TextRecords {
  // Lines that end in \n or \r\n need no change; only the lone \r of an old Macintosh has to be replaced.
  const plain = /\r(?!\n)/.test(text) ? text.replace(/\r\n?/g, '\n') : text;
  const { data, errors } = Papa.parse<string[]>(plain, { delimiter: dialect.delimiter, newline: '\n' });
  const strict = errors.some(({ type }) => type === 'Quotes') ? null : numberLines(data, dialect, start);
  const records = strict ?? readLineByLine(plain, dialect, start, isLast);
  return { ...records, lines: markBroken(records.lines, dialect) };
}

/** Two lines that lack cells and have a record's cells together: a cell of several lines that was not quoted. */
function markBroken(lines: CleanLine[], { width }: Dialect): CleanLine[] {
  if (width <= TELLING_WIDTH) return lines;
  for (let at = 1; at < lines.length; at++) {
    const [first, second] = [lines[at - 1], lines[at]];
    if (!first || !second || first.cells.length >= width || second.cells.length >= width) continue;
    const isBroken =
      second.number === first.number + 1 && first.cells.length + second.cells.length === width + 1;
    if (!isBroken || first.remarks) continue;
    lines[at - 1] = {
      ...first,
      remarks: [{ code: 'ROW_BROKEN', column: null, value: String(second.number) }],
    };
    lines[at] = { ...second, remarks: [{ code: 'ROW_BROKEN', column: null, value: String(first.number) }] };
  }
  return lines;
}

/** Null where a record seems to hold others. */
function numberLines(records: string[][], dialect: Dialect, start: number): TextRecords | null {
  const lines: CleanLine[] = [];
  let number = start;
  for (const cells of records) {
    const first = number;
    number += 1;
    let isBlank = true;
    if (cells.length > dialect.width && cells.some((cell) => cell.startsWith('="') && !cell.endsWith('"')))
      return null;
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i];
      if (!cell) continue;
      isBlank = false;
      const breaks = lineBreaks(cell);
      if (breaks > 0 && holdsRecord(cell, dialect)) return null;
      number += breaks;
      cells[i] = cleanCell(cell);
    }
    if (!isBlank || cells.length > 1) lines.push({ number: first, cells, geometry: null });
  }
  // The line feed at a text's end makes one record too many.
  const last = records.at(-1);
  const surplus = last?.length === 1 && last[0] === '' ? 1 : 0;
  return { lines, next: number - surplus, rest: '' };
}

function lineBreaks(cell: string): number {
  let breaks = 0;
  for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}

/** Whether a line within a cell has as many cells as a record of the list. */
function holdsRecord(cell: string, { delimiter, width }: Dialect): boolean {
  return (
    width >= TELLING_WIDTH &&
    cell
      .split('\n')
      .slice(1)
      .some((line) => line.split(delimiter).length >= width)
  );
}

/** Reads lines one by one: where quotes are wrong somewhere, only the ends of lines can be trusted. */
function readLineByLine(text: string, dialect: Dialect, start: number, isLast: boolean): TextRecords {
  const rows = text.split('\n').map((row) => (row.endsWith('\r') ? row.slice(0, -1) : row));
  if (rows.at(-1) === '') rows.pop();
  const lines: CleanLine[] = [];
  let at = 0;
  while (at < rows.length) {
    const found = recordAt(rows, at, dialect, isLast);
    if (!found) return { lines, next: start + at, rest: `${rows.slice(at).join('\n')}\n` };
    const cells = found.cells.map(cleanCell);
    const remarks: RowRemark[] = found.isBroken
      ? [{ code: 'QUOTE_BROKEN', column: null, value: rows[at] ?? '' }]
      : [];
    if (cells.length > 1 || cells[0] !== '')
      lines.push({ number: start + at, cells, geometry: null, ...(found.isBroken ? { remarks } : {}) });
    at += found.taken;
  }
  return { lines, next: start + at, rest: '' };
}

interface FoundRecord {
  readonly cells: readonly string[];
  /** Lines that it takes. */
  readonly taken: number;
  /** Whether a quote in it is never closed. */
  readonly isBroken: boolean;
}

/** The record that begins there; null where it may go on in the next piece. */
function recordAt(
  rows: readonly string[],
  at: number,
  dialect: Dialect,
  isLast: boolean,
): FoundRecord | null {
  const line = rows[at] ?? '';
  if (!line.includes('"')) return { cells: line.split(dialect.delimiter), taken: 1, isBroken: false };
  const strict = parseStrictly(line, dialect);
  if (strict) return { cells: strict, taken: 1, isBroken: false };
  const loose: FoundRecord = {
    cells: readLoosely(line, dialect),
    taken: 1,
    isBroken: countQuotes(line) % 2 === 1,
  };
  if (!loose.isBroken) return loose;
  let text = line;
  for (let more = 1; more <= LONGEST_CELL; more++) {
    const next = rows[at + more];
    if (next === undefined) return isLast ? loose : null;
    if (isWhole(next, dialect)) return loose;
    text += `\n${next}`;
    const cells = next.includes('"') ? parseStrictly(text, dialect) : null;
    if (cells?.length === dialect.width) return { cells, taken: more + 1, isBroken: false };
  }
  return loose;
}

/** Whether a line is a record by itself. */
function isWhole(line: string, dialect: Dialect): boolean {
  if (dialect.width < TELLING_WIDTH || countQuotes(line) % 2 === 1) return false;
  return readLoosely(line, dialect).length === dialect.width;
}

/** One record whose quotes are as they should be; null for any other text. */
function parseStrictly(text: string, { delimiter }: Dialect): string[] | null {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: '\n' });
  const [record] = data;
  if (errors.some(({ type }) => type === 'Quotes') || data.length !== 1 || !record) return null;
  return record.some((cell) => cell.startsWith('="') && !cell.endsWith('"')) ? null : record;
}

/**
 * The cells of a line whose quotes are plain characters. Separators between two quotes belong to the cell where that
 * gives the right number of cells.
 */
function readLoosely(line: string, { delimiter, width }: Dialect): string[] {
  const parts = line.split(delimiter);
  const joined = parts.length === width ? parts : joinQuoted(parts, delimiter);
  const cells = joined.length === width ? joined : parts;
  return cells.map(cells.length > 1 && cells.every(isQuoted) ? withinQuotes : unquote);
}

const quoted = /^\s*"(.*)"\s*$/s;

/** Whether a cell is empty or stands between quotes: where all of a line do, these are no part of the cells. */
function isQuoted(cell: string): boolean {
  return cell === '' || quoted.test(cell);
}

function withinQuotes(cell: string): string {
  return (quoted.exec(cell)?.[1] ?? cell).replace(/\\"|""/g, '"');
}

function joinQuoted(parts: readonly string[], delimiter: string): string[] {
  const cells: string[] = [];
  let open = '';
  for (const part of parts) {
    const cell = open === '' ? part : `${open}${delimiter}${part}`;
    if (countQuotes(cell) % 2 === 0) {
      cells.push(cell);
      open = '';
    } else open = cell;
  }
  return open === '' ? cells : [...cells, ...open.split(delimiter)];
}

/** Quotes around a whole cell are taken off, and one that stands alone before it. Databases write `\"` within them. */
function unquote(cell: string): string {
  if (/^\s*"((?:[^"\\]|""|\\.)*)"\s*$/s.test(cell)) return withinQuotes(cell);
  return countQuotes(cell) === 1 ? cell.replace(/^\s*"/, '') : cell;
}

function countQuotes(text: string): number {
  return text.split('"').length - 1;
}
