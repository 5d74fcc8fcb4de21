import { DECISION_COLUMN, pairChoices, pairSheet } from '#shared/registry/queue-sheet.ts';
import { comparable } from '#shared/registry/text.ts';
import { loadSettledPairs } from '../../db/queries/merged-venues.ts';
import { selectVenuesById } from '../../db/queries/unplaced.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { numberIn, numbersIn, problemOf, type ReadRow, type RowReader, type SheetRow } from './sheet-row.ts';

const { id, otherId, name, otherName, queue } = pairSheet;

/** Reads what rows of the workbook of pairs decide. */
export async function pairReader({ db }: QueryContext, rows: readonly SheetRow[]): Promise<RowReader> {
  const ids = new Set([...numbersIn(rows, id), ...numbersIn(rows, otherId)]);
  const venues = new Map((await selectVenuesById(db, [...ids])).map((row) => [row.id, row.name]));
  const isSettled = await loadSettledPairs(db);
  return (row) => {
    for (const [column, nameColumn] of [[id, name] as const, [otherId, otherName] as const]) {
      const number = numberIn(row.cell(column));
      if (number === null) return { problem: problemOf(row, 'QUEUE_ROW_NUMBER', column, row.cell(column)) };
      const known = venues.get(number);
      const written = row.cell(nameColumn);
      if (known === undefined)
        return { problem: problemOf(row, 'QUEUE_ROW_SETTLED', column, written, { queue }) };
      if (comparable(known) !== comparable(written))
        return { problem: problemOf(row, 'QUEUE_ROW_OTHER', nameColumn, written, { known }) };
    }
    const [first, second] = [numberIn(row.cell(id)) ?? 0, numberIn(row.cell(otherId)) ?? 0];
    const label = `${row.cell(name)}、${row.cell(otherName)}`;
    if (first === second || isSettled(first, second))
      return { problem: problemOf(row, 'QUEUE_ROW_SETTLED', id, label, { queue }) };
    return decide(row, first, second, label);
  };
}

function decide(row: SheetRow, first: number, second: number, label: string): ReadRow {
  const choice = row.cell(DECISION_COLUMN);
  // The older row is kept; the choice says whose particulars count.
  const [keptId, removedId] = [Math.min(first, second), Math.max(first, second)];
  const [key, leads] = [`${keptId}/${removedId}`, choice === pairChoices.mergeFirst ? first : second];
  const said = { key, name: label, does: choice };
  switch (choice) {
    case pairChoices.mergeFirst:
    case pairChoices.mergeSecond:
      return {
        ...said,
        decision: { kind: 'merge', keptId, removedId, values: leads === keptId ? 'kept' : 'removed' },
      };
    case pairChoices.apart:
      return { ...said, decision: { kind: 'apart', firstId: first, secondId: second } };
    default:
      return { problem: problemOf(row, 'QUEUE_CHOICE_UNKNOWN', DECISION_COLUMN, choice) };
  }
}
