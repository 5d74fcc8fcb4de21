import { useMemo, useState } from 'react';
import type { Sort } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import type { ShownColumn } from '../../../components/data-grid/data-grid-props.ts';
import { rememberColumns, rememberedColumns, usualColumns } from './arrangement.ts';

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

/** The arrangement of each table: columns are remembered from day to day, the order only while the screen is open. */
export function useArrangement(table: TableName): Arrangement {
  const [shown, setShown] = useState<ByTable<readonly ShownColumn[]>>({});
  const [sorts, setSorts] = useState<ByTable<readonly Sort[]>>({});
  const [build, setBuild] = useState(0);
  // The same object from one drawing to the next: the grid lays out every cell again where its columns are others.
  const remembered = useMemo(() => rememberedColumns(table), [table]);
  const onColumns = (columns: readonly ShownColumn[]) => {
    rememberColumns(table, columns);
    setShown((known) => ({ ...known, [table]: columns }));
  };
  const onSort = (sort: readonly Sort[]) => setSorts((known) => ({ ...known, [table]: sort }));
  const rebuild = () => setBuild((known) => known + 1);
  return {
    columns: shown[table] ?? remembered,
    sort: sorts[table] ?? unsorted,
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
