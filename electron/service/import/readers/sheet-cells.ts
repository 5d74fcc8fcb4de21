import { type CellObject, type Range, SSF, utils, type WorkSheet } from '@e965/xlsx';
import { cleanCell } from '#shared/registry/text.ts';
import type { CleanLine, RowRemark } from '../list-table.ts';

/** Rows by their number from 0; those without a cell are left open. */
type SparseRows = readonly (readonly (CellObject | undefined)[] | undefined)[];

/** How the number of a cell is read. */
export type NumberKind = 'date' | 'shown' | 'stored';

/**
 * The lines of a sheet that hold anything, with cleaned texts: numbers as they are stored, not as they are shown; but
 * as they are shown where the format adds something, such as the zeros before a code; dates as 2019-03-05.
 */
export function linesOf(worksheet: WorkSheet, date1904: boolean): CleanLine[] {
  const rows = rowsOf(worksheet);
  const uncomputed = uncomputedColumns(rows);
  const kinds = new Map<string, NumberKind>();
  const lines = new Map<number, string[]>();
  rows.forEach((cells, at) => {
    if (!cells) return;
    const texts = Array.from(cells, (cell) => (cell ? cleanCell(textOf(cell, kinds, date1904)) : ''));
    if (texts.some((text) => text !== '') || cells.some((cell) => isUncomputed(cell))) lines.set(at, texts);
  });
  fillDown(lines, worksheet['!merges'] ?? []);
  return [...lines].map(([at, cells]): CleanLine => {
    const remarks = [...hiddenRemark(worksheet, at), ...formulaRemarks(rows[at] ?? [], uncomputed)];
    const line = { number: at + 1, cells, geometry: null };
    return remarks.length === 0 ? line : { ...line, remarks };
  });
}

/** Some formats are read into rows, some into a record by address, whatever was asked for. */
function rowsOf(worksheet: WorkSheet): SparseRows {
  const dense = worksheet['!data'];
  if (dense && dense.length > 0) return dense;
  const rows: CellObject[][] = [];
  for (const [address, cell] of Object.entries(worksheet)) {
    if (address.startsWith('!') || !isCell(cell)) continue;
    const { r, c } = utils.decode_cell(address);
    let row = rows[r];
    if (!row) {
      row = [];
      rows[r] = row;
    }
    row[c] = cell;
  }
  return rows;
}

function isCell(value: unknown): value is CellObject {
  return typeof value === 'object' && value !== null && 't' in value;
}

/** The text of one cell; `kinds` keeps what formats mean. */
export function textOf(cell: CellObject, kinds: Map<string, NumberKind>, date1904: boolean): string {
  const { t: type, v: value, z: format } = cell;
  if (type === 'z' || value === undefined || value === null) return '';
  if (type === 'e') return cell.w ?? errorTexts[Number(value)] ?? '#VALUE!';
  if (type === 'd' || value instanceof Date)
    return dayOf(value instanceof Date ? value : new Date(String(value)));
  if (type === 'b') return value ? 'TRUE' : 'FALSE';
  if (type !== 'n' || typeof value !== 'number') return String(value);
  if (typeof format !== 'string') return numberText(value);
  const kind = kinds.get(format) ?? kindOf(format);
  kinds.set(format, kind);
  if (kind === 'stored') return numberText(value);
  return kind === 'shown' ? shownText(cell, format, value) : dateText(cell, format, value, date1904);
}

/** Errors of spreadsheets by their numbers in the files. */
export const errorTexts: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
};

/** What a format makes of numbers: what it writes in quotes or behind a backslash is no part of the number. */
function kindOf(format: string): NumberKind {
  if (SSF.is_date(format)) return 'date';
  const [section = ''] = format.split(';');
  const literals = [...section.matchAll(/"([^"]*)"|\\(.)/g)].map(
    ([, quoted, single]) => quoted ?? single ?? '',
  );
  const body = section.replace(/"[^"]*"|\\.|\[[^\]]*\]|[_*]./g, '');
  const writesDigits = literals.some((text) => /\d/.test(text));
  // Zeros alone are the places of a code: 000000000000, 000-0000. A decimal point makes it a measure.
  return writesDigits || /^[^.#,%E?/]*00[^.#,%E?/]*$/.test(body) ? 'shown' : 'stored';
}

function shownText(cell: CellObject, format: string, value: number): string {
  return cell.w ?? String(SSF.format(format, value));
}

/** The date is computed from the serial number, so that no time zone can move it by a day. */
function dateText(cell: CellObject, format: string, value: number, date1904: boolean): string {
  // A time alone is no day.
  if (value < 1) return shownText(cell, format, value);
  const date = SSF.parse_date_code(value, { date1904 });
  return date ? `${date.y}-${twoDigits(date.m)}-${twoDigits(date.d)}` : numberText(value);
}

function dayOf(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** Spreadsheets keep fifteen digits: a longer whole number that ends in 0 has lost the rest. */
const KEPT = 1e15;

/** A number as it is stored; one that has lost digits as 9.11E+17, so that nobody takes it for a code. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  if (Number.isInteger(value)) {
    if (Math.abs(value) < KEPT || (Number.isSafeInteger(value) && value % 10 !== 0)) return String(value);
    return value.toExponential().toUpperCase();
  }
  return String(Number(value.toPrecision(15)));
}

/** Cells merged over several rows hold their value once: it counts for each row that holds anything. */
function fillDown(lines: ReadonlyMap<number, string[]>, merges: readonly Range[]): void {
  const last = [...lines.keys()].at(-1) ?? -1;
  for (const { s: start, e: end } of merges) {
    const value = lines.get(start.r)?.[start.c] ?? '';
    if (start.c !== end.c || value === '') continue;
    for (let at = start.r + 1; at <= Math.min(end.r, last); at++) {
      const cells = lines.get(at);
      if (!cells) continue;
      while (cells.length <= start.c) cells.push('');
      cells[start.c] = value;
    }
  }
}

function isUncomputed(cell: CellObject | undefined): boolean {
  return (
    cell?.f !== undefined && (cell.v === undefined || cell.v === null || cell.v === '' || cell.t === 'z')
  );
}

/**
 * Columns in which no formula has a value: the program that wrote the file did not compute them. A single formula
 * without a value may be correct.
 */
function uncomputedColumns(rows: SparseRows): ReadonlySet<number> {
  const [computed, open] = [new Set<number>(), new Set<number>()];
  rows.forEach((cells) => {
    cells?.forEach((cell, column) => {
      if (cell?.f !== undefined) (isUncomputed(cell) ? open : computed).add(column);
    });
  });
  return new Set([...open].filter((column) => !computed.has(column)));
}

function formulaRemarks(
  cells: readonly (CellObject | undefined)[],
  uncomputed: ReadonlySet<number>,
): RowRemark[] {
  if (uncomputed.size === 0) return [];
  return [...uncomputed].flatMap((column): RowRemark[] =>
    isUncomputed(cells[column]) ? [{ code: 'FORMULA_EMPTY', column, value: '' }] : [],
  );
}

function hiddenRemark(worksheet: WorkSheet, at: number): RowRemark[] {
  return worksheet['!rows']?.[at]?.hidden ? [{ code: 'ROW_HIDDEN', column: null, value: '' }] : [];
}
