import type { ImportProblem } from '#shared/contract/import-problems.ts';
import type { ImportField } from '#shared/registry/fields.ts';
import { isGarbled } from '#shared/registry/row-fit.ts';
import { toHalfWidth } from '#shared/registry/text.ts';
import type { RowRemark, TableRow } from './list-table.ts';
import { type ProblemCode, problem } from './row-problem.ts';

/** The fields of columns, by their places from 0. */
export type FieldsOfColumns = ReadonlyMap<number, ImportField>;

/**
 * What spreadsheets write where a formula failed or a column is too narrow, and programs where they had no text to
 * write.
 */
const errorValue =
  /^(?:#(?:REF|NAME|VALUE|DIV\/0|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|BUSY|PYTHON|EXTERNAL|CONNECT|GETTING_DATA|UNKNOWN|名称|引用|值)[!?！？]?|#{3,}|Err:\d{3}|undefined|\[object \w+\])$/i;
const ASCII = 128;
/** By characters of ASCII, whether those begin with it: nearly all cells of a long list are passed over so. */
const beginsError = Array.from({ length: ASCII }, (_, code) => '#EeUu['.includes(String.fromCharCode(code)));
/** Fields that hold codes: of one in scientific notation the last digits are lost. */
const codeFields: ReadonlySet<ImportField> = new Set(['regNo', 'schoolCode', 'phone', 'licenceNo']);
const scientific = /^(\d)(?:\.(\d+))?E\+?(\d{1,2})$/i;
/** Fields of digits, of which programs made numbers with decimals or with their thousands parted. */
const digitFields: ReadonlySet<ImportField> = new Set([...codeFields, 'uscc', 'adcode', 'industryCode']);

/**
 * A row without what is damaged in its cells, and what is to be said of that: half a character at the end of a cell is
 * taken off, an error of a spreadsheet is nothing. What cannot be put right leaves the row as it is.
 */
export function mendRow(
  row: TableRow,
  fields: FieldsOfColumns,
  columns: readonly string[],
): { row: TableRow; problems: readonly ImportProblem[] } {
  let cells: string[] | null = null;
  const problems: ImportProblem[] = [];
  for (const remark of row.remarks ?? []) problems.push(...tellRemark(row, remark, fields, columns));
  for (let at = 0; at < row.cells.length; at++) {
    const cell = row.cells[at] ?? '';
    if (cell === '') continue;
    const mended = mendCell(cell, fields.get(at));
    if (!mended) continue;
    cells ??= [...row.cells];
    cells[at] = mended.cell;
    const field = fields.get(at);
    if (field && mended.code)
      problems.push(problem(row, field, mended.code, mended.value, `${columns[at] ?? ''}：${mended.value}`));
  }
  return { row: cells ? { ...row, cells } : row, problems };
}

interface MendedCell {
  readonly cell: string;
  readonly code: ProblemCode | null;
  readonly value: string;
}

/** Null for a cell that is as it should be, or that nobody can mend. */
function mendCell(cell: string, field: ImportField | undefined): MendedCell | null {
  const first = cell.charCodeAt(0);
  if (first < ASCII && beginsError[first] && errorValue.test(cell))
    return { cell: '', code: 'CELL_ERROR', value: cell };
  if (field !== undefined && digitFields.has(field)) {
    if (first >= FULL_WIDTH || cell.includes('.') || cell.includes(',')) {
      const digits = digitsOf(cell);
      if (digits !== cell) return { cell: digits, code: null, value: cell };
    }
    if (codeFields.has(field)) return mendScientific(cell);
  }
  if (!cell.includes(DAMAGED)) return null;
  const kept = cell.replace(/\uFFFD$/, '').trim();
  return kept === '' || isGarbled(kept) ? null : { cell: kept, code: 'TEXT_CUT', value: kept };
}

const FULL_WIDTH = 0xff01;

/** A code in scientific notation, with all its digits or as nothing; null for any other. */
function mendScientific(cell: string): MendedCell | null {
  const [, lead, rest = '', power] = scientific.exec(cell) ?? [];
  if (lead === undefined) return null;
  // All digits of the number are there, so it can be written out in full.
  if (rest.length === Number(power)) return { cell: lead + rest, code: null, value: cell };
  return { cell: '', code: 'NUMBER_SCIENTIFIC', value: cell };
}

/** A code without what programs add to numbers: 13800000001.0, １３８…, 110,115,012,345,671. */
function digitsOf(cell: string): string {
  const plain = toHalfWidth(cell);
  if (/^\d{3,}\.0+$/.test(plain)) return plain.slice(0, plain.indexOf('.'));
  return /^\d{1,3}(,\d{3}){2,}$/.test(plain) ? plain.replaceAll(',', '') : plain;
}

const DAMAGED = '\uFFFD';

function tellRemark(
  row: TableRow,
  { code, column, value }: RowRemark,
  fields: FieldsOfColumns,
  columns: readonly string[],
): ImportProblem[] {
  if (column === null) return [problem(row, '', code, value)];
  // Problems in a column that is not imported are not reported.
  const field = fields.get(column);
  return field ? [problem(row, field, code, value || (columns[column] ?? ''))] : [];
}
