import { type CellObject, type Range, read, SSF, utils, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { zipSync } from 'fflate';
import { CodedError } from '#shared/contract/errors.ts';
import { ALL_SHEETS, type Reading } from '#shared/contract/import.ts';
import { cleanCell } from '#shared/registry/text.ts';
import { combineTables, type ParsedTable, toTable } from '../list-table.ts';
import { isZip, unpackPaths } from './unpack.ts';

/** A million rows of a hundred columns. */
const MOST_CELLS = 100_000_000;

/** One sheet of a workbook, or all of them joined. Errors: FILE_ENCRYPTED, FILE_DAMAGED, FILE_EMPTY, SHEET_UNKNOWN. */
export function readSpreadsheet(bytes: Buffer, file: string, reading: Reading): ParsedTable {
  const book = openSpreadsheet(bytes, file);
  if (book.SheetNames.length === 0) throw new CodedError('FILE_EMPTY', { file });
  if (reading.sheet !== ALL_SHEETS) return readSheet(book, chooseSheet(book, reading.sheet), file, reading);
  const tables = visibleSheets(book).flatMap((name) => {
    try {
      return [{ name, table: readSheet(book, name, file, reading) }];
    } catch (error) {
      // A cover sheet without a table does not stand in the way of the others.
      if (error instanceof CodedError && error.code === 'FILE_EMPTY') return [];
      throw error;
    }
  });
  return combineTables(tables, file);
}

function readSheet(book: WorkBook, name: string, file: string, reading: Reading): ParsedTable {
  const worksheet = book.Sheets[name];
  // A damaged workbook may name sheets that it does not hold.
  if (!worksheet) throw new CodedError('FILE_DAMAGED', { file });
  refuseHuge(worksheet, file);
  writeDatesPlainly(worksheet, book.Workbook?.WBProps?.date1904 === true);
  const grid = gridOf(worksheet, file);
  fillDown(grid, worksheet['!merges'] ?? []);
  const lines = grid
    .map((cells, index) => ({ number: index + 1, cells: Array.from(cells, cleanCell), geometry: null }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  return toTable(lines, file, reading, { encoding: '', sheets: book.SheetNames, sheet: name });
}

/** All cells as the texts that they are shown as. Errors: FILE_DAMAGED where one is of no known kind. */
function gridOf(worksheet: WorkSheet, file: string): unknown[][] {
  try {
    return utils.sheet_to_json(worksheet, { header: 1, raw: false, defval: '', blankrows: true });
  } catch {
    throw new CodedError('FILE_DAMAGED', { file });
  }
}

/** A sheet says how far it reaches: one that claims more cells than any list has would be filled with nothing. Errors: FILE_TOO_LARGE. */
function refuseHuge(worksheet: WorkSheet, file: string): void {
  const { s: start, e: end } = utils.decode_range(worksheet['!ref'] ?? 'A1');
  if ((end.r - start.r + 1) * (end.c - start.c + 1) > MOST_CELLS)
    throw new CodedError('FILE_TOO_LARGE', { file });
}

/** No spreadsheet program has more rows. */
const MOST_ROWS = 2 ** 20;

/**
 * A SYLK file names each cell's row, and its reader fills all rows before that one: a row beyond any sheet would be
 * filled without end. Errors: FILE_DAMAGED.
 */
function refuseFarCells(bytes: Buffer, file: string): void {
  if (bytes.toString('latin1', 0, 3) !== 'ID;') return;
  // A semicolon within a text is doubled.
  for (const [, place] of bytes.toString('latin1').matchAll(/(?<!;);[XY](\d+)/g))
    if (Number(place) > MOST_ROWS) throw new CodedError('FILE_DAMAGED', { file });
}

/** Cells merged over several rows hold their value once: it counts for each row. */
function fillDown(grid: unknown[][], merges: readonly Range[]): void {
  for (const { s: start, e: end } of merges) {
    const value = grid[start.r]?.[start.c];
    if (start.c !== end.c || value === undefined || value === '') continue;
    for (let row = start.r + 1; row <= end.r; row++) {
      const cells = grid[row];
      if (cells) cells[start.c] = value;
    }
  }
}

/** The library unpacks as much as there is: it gets what was unpacked within our bound. Errors: FILE_DAMAGED, FILE_ENCRYPTED, FILE_TOO_LARGE. */
function withoutPacking(bytes: Buffer, file: string): Uint8Array {
  return zipSync(Object.fromEntries(unpackPaths(bytes, file)), { level: 0 });
}

/** Sheets as arrays of rows take half the memory and time of sheets as records of cells. */
function openSpreadsheet(bytes: Buffer, file: string): WorkBook {
  refuseFarCells(bytes, file);
  const plain = isZip(bytes) ? withoutPacking(bytes, file) : bytes;
  try {
    return read(plain, { cellNF: true, dense: true });
  } catch (error) {
    if (/password|encrypt/i.test(String(error))) throw new CodedError('FILE_ENCRYPTED', { file });
    throw new CodedError('FILE_DAMAGED', { file });
  }
}

/**
 * Date cells are numbers shown in the writer's own style (3/5/19): they become 2019-03-05.
 * Counted from the serial itself, so that no time zone can move them by a day.
 */
function writeDatesPlainly(worksheet: WorkSheet, date1904: boolean): void {
  const isDate = new Map<string, boolean>();
  for (const cell of cellsOf(worksheet)) {
    if (cell.t !== 'n' || typeof cell.z !== 'string') continue;
    const known = isDate.get(cell.z) ?? SSF.is_date(cell.z);
    isDate.set(cell.z, known);
    const date = known ? SSF.parse_date_code(Number(cell.v), { date1904 }) : null;
    if (date) cell.w = `${date.y}-${String(date.m).padStart(2, '0')}-${String(date.d).padStart(2, '0')}`;
  }
}

/** Some formats are read into rows, some into a record by address, whatever was asked for. */
function* cellsOf(worksheet: WorkSheet): Iterable<CellObject> {
  for (const row of worksheet['!data'] ?? []) for (const cell of row ?? []) if (cell) yield cell;
  for (const [address, cell] of Object.entries(worksheet))
    if (!address.startsWith('!') && isCell(cell)) yield cell;
}

function isCell(value: unknown): value is CellObject {
  return typeof value === 'object' && value !== null && 't' in value;
}

/** A sheet by name or by number from 1; the first one where none is named. */
function chooseSheet(book: WorkBook, wanted: string | null): string {
  const names = book.SheetNames;
  const found =
    wanted === null ? names[0] : (names.find((name) => name === wanted) ?? names[Number(wanted) - 1]);
  if (found === undefined)
    throw new CodedError('SHEET_UNKNOWN', { sheet: wanted ?? '', known: names.join('、') });
  return found;
}

function visibleSheets(book: WorkBook): string[] {
  return book.SheetNames.filter((_, index) => !book.Workbook?.Sheets?.[index]?.Hidden);
}
