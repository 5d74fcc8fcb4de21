import { type Condition, operatorsOf } from '#shared/tables/query.ts';
import type { CellValue, Column } from '#shared/tables/table-columns.ts';

/** Conditions of every operator of a column, about values that rows have. */
export function conditionsOn(column: Column, values: readonly CellValue[], today: string): Condition[] {
  const filled = values.filter((value) => value !== null);
  const [one = ''] = filled;
  const sorted = filled.toSorted((a, b) => (a < b ? -1 : 1));
  const middle = sorted[Math.floor(sorted.length / 2)] ?? '';
  // A rounded distance stands for one that is a little less or more.
  const beyond = (value: CellValue) => (Number.isInteger(value) ? value : Number(value) + 0.5);
  return Object.entries(operatorsOf[column.type]).map(([operator, { operand }]) => ({
    column: column.key,
    operator: operator as Condition['operator'],
    operands: {
      none: [],
      text: [operator === 'equals' ? one : String(one).slice(0, 2)],
      // Days that are near, or numbers that some rows have.
      number: [operator === 'lastDays' ? 20 : (beyond(middle) ?? 0)],
      twoNumbers: [Math.floor(Number(sorted[0] ?? 0)), beyond(middle) ?? 0],
      day: [middle],
      twoDays: [sorted[0] ?? today, middle],
      values: [one],
    }[operand],
  }));
}
