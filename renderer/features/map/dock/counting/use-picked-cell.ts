import { useState } from 'react';
import { type CountingView, conditionsOfGroup, narrowed } from '#shared/tables/counting.ts';
import type { Condition, Query } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import type { CountedCell } from './counted-grid.tsx';

interface Picked {
  /** What is counted: the table's query without the cell. */
  readonly base: Query;
  /** The table's query with it. */
  readonly query: Query;
  readonly key: string;
}

const keyOf = ({ row, column }: CountedCell) =>
  JSON.stringify([row?.value ?? null, column?.value ?? null, !row, !column]);

/**
 * The cell whose rows the table shows. The counting goes on over the rows that the table had before, until its query is
 * changed in another way.
 */
export function usePickedCell(
  table: TableName,
  view: CountingView,
  query: Query,
  onQuery: (query: Query) => void,
) {
  const [held, setHeld] = useState<Picked | null>(null);
  const picked = held && JSON.stringify(held.query) === JSON.stringify(query) ? held : null;
  const base = picked?.base ?? query;
  const leave = () => {
    setHeld(null);
    onQuery(base);
  };
  const pick = (cell: CountedCell) => {
    const conditions = conditionsOf(table, view, cell);
    if (!conditions) return;
    if (conditions.length === 0 || picked?.key === keyOf(cell)) {
      leave();
      return;
    }
    const next = { base, query: narrowed(base, conditions), key: keyOf(cell) };
    setHeld(next);
    onQuery(next.query);
  };
  return { base, pick, leave, isPicked: (cell: CountedCell) => picked?.key === keyOf(cell) };
}

/** Which rows a cell counts; null where no condition says so. */
function conditionsOf(table: TableName, { groups }: CountingView, cell: CountedCell): Condition[] | null {
  const conditions: Condition[] = [];
  for (const [i, chosen] of [cell.row, cell.column].entries()) {
    const group = groups[i];
    if (!chosen || !group) continue;
    const found = conditionsOfGroup(table, group, chosen.value);
    if (!found) return null;
    conditions.push(...found);
  }
  return conditions;
}
