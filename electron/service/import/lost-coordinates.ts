import type { ImportProblem } from '#shared/contract/import-problems.ts';
import type { TableRow } from './list-table.ts';
import type { FieldsOfColumns } from './mend-row.ts';
import { type ProblemCode, problem } from './row-problem.ts';

/** A cell of which nothing can be read, as its row was told already. */
const unreadable: readonly string[] = ['FORMULA_EMPTY', 'CELL_ERROR'] satisfies ProblemCode[];
/** What follows for the row, and needs not be told a second time. */
const follows: readonly string[] = ['POSITION_MISSING', 'POSITION_REQUIRED'] satisfies ProblemCode[];

/** The problems that leave a row without one or both of its coordinates. */
export function lostCoordinates(problems: readonly ImportProblem[]): readonly ImportProblem[] {
  return problems.filter(
    ({ code, field }) => unreadable.includes(code) && (field === 'lng' || field === 'lat'),
  );
}

/** A row without the half of its position that is left: it says nothing alone. */
export function withoutHalf(row: TableRow, fields: FieldsOfColumns): TableRow {
  const isCoordinate = (at: number) => ['lng', 'lat'].includes(fields.get(at) ?? '');
  return { ...row, cells: row.cells.map((cell, at) => (isCoordinate(at) ? '' : cell)) };
}

/** The problems of a row that has lost coordinates, each told once: why they cannot be read, and whether it is refused. */
export function tellLost(
  row: TableRow,
  lost: readonly ImportProblem[],
  problems: readonly ImportProblem[],
): ImportProblem[] {
  const rejected = problems.some((one) => follows.includes(one.code) && one.rejected);
  const others = problems.filter((one) => !lost.includes(one) && !follows.includes(one.code));
  const formulas = lost.filter(({ code }) => code === 'FORMULA_EMPTY');
  const [first] = formulas;
  const columns = formulas.map(({ value }) => value).join('、');
  const told = first ? [problem(row, first.field, 'FORMULA_EMPTY', columns)] : [];
  const all = [...told, ...lost.filter((one) => !formulas.includes(one))];
  return [...all.map((one, i) => (i === 0 ? { ...one, rejected } : one)), ...others];
}
