import { type ErrorCode, errorCatalogue } from '#shared/contract/errors.ts';
import type { QueueDecision, SheetProblem } from '#shared/contract/queues.ts';

/** A row of a workbook of a queue. */
export interface SheetRow {
  /** Its line in the sheet, from 1. */
  readonly number: number;
  /** What stands in a column; empty where nothing does. */
  readonly cell: (column: string) => string;
}

/** What a row decides: of what, in words, and as the decision; or what is wrong with it. */
export type ReadRow =
  | {
      readonly key: string;
      readonly name: string;
      readonly does: string;
      readonly decision: QueueDecision;
    }
  | { readonly problem: SheetProblem };

export type RowReader = (row: SheetRow) => ReadRow;

/** What is wrong in one cell of a row. */
export function problemOf(
  { number: row }: SheetRow,
  code: ErrorCode,
  field: string,
  value: string,
  details: Readonly<Record<string, string | number>> = {},
): SheetProblem {
  const message = errorCatalogue[code]({ row, column: field, value, ...details });
  return { row, field, value, code, message };
}

/** The number of a venue in a cell; null where none stands there. */
export function numberIn(text: string): number | null {
  const number = Number(text.replace(/\.0+$/, ''));
  return text !== '' && Number.isSafeInteger(number) && number > 0 ? number : null;
}

/** Numbers that stand in a column of some rows. */
export function numbersIn(rows: readonly SheetRow[], column: string): number[] {
  return rows.flatMap((row) => numberIn(row.cell(column)) ?? []);
}
