import type { ExportTable } from './table.ts';

/** A row of a list with one thing that is wrong in it; a row stands once for each. */
export interface ProblemRow {
  /** Its number in the file, from 1. */
  readonly row: number;
  /** As they stand in the list. */
  readonly cells: readonly string[];
  readonly message: string;
  readonly rejected: boolean;
}

/** One line for each row with problems: its own columns, then what is wrong and whether it was left out. */
export function problemTable(columns: readonly string[], problems: readonly ProblemRow[]): ExportTable {
  const rows = new Map<number, { cells: readonly string[]; reasons: string[]; rejected: boolean }>();
  for (const { row, cells, message, rejected } of problems) {
    const known = rows.get(row) ?? { cells, reasons: [], rejected: false };
    known.reasons.push(message.replace(/^第 \d+ 行：/, ''));
    known.rejected ||= rejected;
    rows.set(row, known);
  }
  return {
    columns: [...columns, '原行号', '处理', '原因'],
    rows: [...rows].map(([number, { cells, reasons, rejected }]) => [
      ...columns.map((_, i) => cells[i] ?? ''),
      number,
      rejected ? '未导入' : '已导入，请核对',
      reasons.join('；'),
    ]),
  };
}
