import { type CellObject, type Range, read, SSF, utils, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { CodedError } from '#shared/contract/errors.ts';
import type { Reading } from '#shared/contract/import.ts';
import { cleanCell } from '#shared/registry/text.ts';
import { type ParsedTable, toTable } from '../table.ts';

/** One sheet of a workbook. Errors: FILE_ENCRYPTED, FILE_DAMAGED, FILE_EMPTY, SHEET_UNKNOWN. */
export function readSpreadsheet(bytes: Buffer, file: string, reading: Reading): ParsedTable {
  const book = openSpreadsheet(bytes, file);
  const sheet = chooseSheet(book, reading.sheet);
  const worksheet = book.Sheets[sheet] as WorkSheet;
  writeDatesPlainly(worksheet, book.Workbook?.WBProps?.date1904 === true);
  const grid = utils.sheet_to_json<unknown[]>(worksheet, {
    header: 1,
    raw: false,
    defval: '',
    blankrows: true,
  });
  fillDown(grid, worksheet['!merges'] ?? []);
  const lines = grid
    .map((cells, index) => ({ number: index + 1, cells: cells.map(cleanCell) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  return toTable(lines, file, reading, { encoding: '', sheets: book.SheetNames, sheet });
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

function openSpreadsheet(bytes: Buffer, file: string): WorkBook {
  try {
    return read(bytes, { cellNF: true });
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
  for (const [address, value] of Object.entries(worksheet)) {
    const cell = value as CellObject;
    if (address.startsWith('!') || cell.t !== 'n' || typeof cell.z !== 'string' || !SSF.is_date(cell.z))
      continue;
    const date = SSF.parse_date_code(Number(cell.v), { date1904 });
    if (date) cell.w = `${date.y}-${String(date.m).padStart(2, '0')}-${String(date.d).padStart(2, '0')}`;
  }
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
