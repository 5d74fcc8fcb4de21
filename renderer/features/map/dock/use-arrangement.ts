import { useMemo, useState } from 'react';
import { distancesOf, type Query, type Sort } from '#shared/tables/query.ts';
import { nearColumns, type TableName } from '#shared/tables/table-columns.ts';
import type { ShownColumn } from '../../../components/data-grid/data-grid-props.ts';
import { rememberColumns, rememberedColumns, usualColumns, withNear } from './arrangement.ts';

type ByTable<Value> = Readonly<Partial<Record<TableName, Value>>>;

/** How the columns and rows of a table are arranged. */
export interface Arrangement {
  readonly columns: readonly ShownColumn[];
  readonly sort: readonly Sort[];
  /** Another number where the grid has to be built again to show what was arranged outside of it. */
  readonly build: number;
  readonly onColumns: (columns: readonly ShownColumn[]) => void;
  readonly onSort: (sort: readonly Sort[]) => void;
  /** Arranges the table as a saved view has it. */
  readonly onView: (view: {
    readonly columns: readonly ShownColumn[];
    readonly sort: readonly Sort[];
  }) => void;
  readonly onReset: () => void;
}

const unsorted: readonly Sort[] = [];

/** Without a distance condition nothing is sorted by what one measured. */
function soundSort(sort: readonly Sort[], isNear: boolean): readonly Sort[] {
  return isNear ? sort : sort.filter(({ column }) => !nearColumns.includes(column));
}

/**
 * The arrangement of each table: columns are remembered from day to day, the order only while the screen is open. What a
 * distance condition measured is shown as long as the query has one.
 */
export function useArrangement(table: TableName, query: Query): Arrangement {
  const [shown, setShown] = useState<ByTable<readonly ShownColumn[]>>({});
  const [sorts, setSorts] = useState<ByTable<readonly Sort[]>>({});
  const [build, setBuild] = useState(0);
  // The same object from one drawing to the next: the grid lays out every cell again where its columns are others.
  const remembered = useMemo(() => rememberedColumns(table), [table]);
  const from = distancesOf(query)[0]?.from.kind ?? null;
  const arranged = shown[table] ?? remembered;
  const columns = useMemo(() => withNear(table, arranged, from), [table, arranged, from]);
  const sort = useMemo(() => soundSort(sorts[table] ?? unsorted, from !== null), [sorts, table, from]);
  const onColumns = (columns: readonly ShownColumn[]) => {
    rememberColumns(table, columns);
    setShown((known) => ({ ...known, [table]: columns }));
  };
  const onSort = (sort: readonly Sort[]) => setSorts((known) => ({ ...known, [table]: sort }));
  const rebuild = () => setBuild((known) => known + 1);
  return {
    columns,
    sort,
    build,
    onColumns,
    onSort,
    onView: (view) => {
      onColumns(view.columns);
      onSort(view.sort);
      rebuild();
    },
    onReset: () => {
      onColumns(usualColumns(table));
      rebuild();
    },
  };
}
