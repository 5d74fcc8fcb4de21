import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { Sort } from '#shared/tables/query.ts';
import { type Column, tableColumns, tableTitles } from '#shared/tables/table-columns.ts';
import { severities, severityNames } from '#shared/zones/verdict.ts';
import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { DataGrid } from '../../../components/data-grid/data-grid.tsx';
import type { ShownColumn } from '../../../components/data-grid/data-grid-props.ts';
import type { GridRow } from '../../../components/data-grid/grid-row.ts';
import { useJoinedSave } from '../../../components/meanwhile/use-joined-save.tsx';
import { useNotify } from '../../../components/notify.ts';
import { SeverityTag } from '../../../components/tags.tsx';
import { useTitles } from '../../../components/use-titles.ts';
import { goTo } from '../../../routes/navigation.ts';
import { changed, type Selection, subjectId, subjectOf } from '../selection.ts';
import { clipboardText, storedValue } from './cell-words.ts';
import { ColumnFilter } from './column-filter.tsx';
import { footerOf } from './footer.ts';
import { readAllRows, readRows } from './read-rows.ts';
import type { TableDockProps } from './table-dock-props.ts';
import { aboutOf, type TableSet } from './table-set.ts';
import type { Arrangement } from './use-arrangement.ts';

/** In tables verdicts are shown with their marks. */
const severityTags = {
  severity: Object.fromEntries(
    severities.map((severity) => [
      severity,
      <SeverityTag key={severity} severity={severity} text={severityNames[severity]} />,
    ]),
  ),
};

interface TableRowsProps
  extends Pick<TableDockProps, 'table' | 'state' | 'onState' | 'selection' | 'onSelection' | 'onOpen'> {
  readonly arrangement: Arrangement;
  readonly totals: OutputOf<'tables.totals'>;
  /** Another number when the rows have changed. */
  readonly version: number;
}

/** The rows of a table in the grid: read as they come into sight, picked together with the map, changed in place. */
export function TableRows({
  table,
  state,
  onState,
  arrangement: { columns: shown, sort, onColumns, onSort },
  totals,
  version,
  ...selecting
}: TableRowsProps) {
  const titles = useTitles();
  const notify = useNotify();
  const set = { table, query: state.query, text: state.text };
  const read = useRead(set, shown);
  const inSight = usePlaceOfSelected(set, sort, selecting.selection);
  const picking = pickingOf(table, selecting);
  const may = useMayCall();
  const edit = useCellEdit(set);
  const copy = async () => {
    const about = aboutOf(selecting.selection, table);
    if (!about) return;
    const keys = shown.map(({ key }) => key);
    const rows = await readAllRows({ ...set, about, sort: [...sort] }, keys);
    await navigator.clipboard.writeText(clipboardText(table, keys, rows, titles));
    notify.done(`已复制 ${rows.length} 行，可粘贴到表格软件`);
  };
  const footer = useMemo(() => footerOf(table, totals, shown), [table, totals, shown]);
  return (
    <DataGrid
      label={tableTitles[table]}
      columns={tableColumns[table]}
      shown={shown}
      titles={titles}
      read={read}
      version={version}
      sort={sort}
      totals={footer}
      isPicked={picking.isPicked}
      picked={selecting.selection}
      inSight={inSight}
      drawings={severityTags}
      head={(column) => (
        <ColumnFilter
          table={table}
          column={column}
          query={state.query}
          onQuery={(query) => onState({ ...state, query })}
        />
      )}
      onShown={onColumns}
      onSort={onSort}
      onOpen={picking.open}
      onPick={picking.pick}
      onEdit={may('tables.edit') ? edit : null}
      onCopy={() => void copy().catch(notify.failed)}
    />
  );
}

/**
 * Reads rows of the set. Another function where other rows or cells are wanted, so that the grid begins anew; what was asked
 * for before is given up.
 */
function useRead({ table, query, text }: TableSet, shown: readonly ShownColumn[]) {
  // Dragging a column changes nothing of what has to be read.
  const wanted = shown
    .map(({ key }) => key)
    .sort()
    .join();
  const asking = useRef(new Set<AbortController>());
  const read = useCallback(
    async (offset: number, limit: number, sort: Sort[]) => {
      const set = { table, query, text, sort };
      const stop = new AbortController();
      asking.current.add(stop);
      try {
        return await readRows(set, wanted.split(',').filter(Boolean), { offset, limit }, stop);
      } finally {
        asking.current.delete(stop);
      }
    },
    [table, query, text, wanted],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something else is read
  useEffect(() => {
    const { current } = asking;
    return () => {
      for (const stop of current) stop.abort();
    };
  }, [read]);
  return read;
}

/** Where the row of the one thing stands that was selected on the map: the table scrolls to it. */
function usePlaceOfSelected(set: TableSet, sort: readonly Sort[], { kind, ids }: Selection): number | null {
  const [only] = ids;
  const subject =
    kind === subjectOf[set.table] && ids.size === 1 && only !== undefined ? { kind, id: only } : null;
  const place = useService('tables.place', subject && { ...set, sort: [...sort], subject });
  return place.data ?? null;
}

/** Changes a cell by hand. */
function useCellEdit({ table }: TableSet) {
  const titles = useTitles();
  const notify = useNotify();
  const { save } = useJoinedSave('tables.edit');
  // Several may be under way: cells are changed faster than they are answered.
  return async (row: GridRow, column: Column, value: string) => {
    const inputOf = (stored: string | number | null) => ({
      table: table as 'venues',
      ids: [row.id],
      values: { [column.key]: stored },
    });
    // Telephone numbers are shown shortened: what stood there is not known here.
    const was = column.key === 'phone' ? null : inputOf(row.values[column.key] ?? null);
    await save(inputOf(storedValue(column, value, titles)), was)
      .then(() => notify.done(`已把“${column.title}”改为“${value || '空'}”，可按 Ctrl+Z 撤销`))
      .catch(notify.failed);
  };
}

/** How clicks on rows change what is selected, and what of it the rows show. */
function pickingOf(
  table: TableSet['table'],
  { selection, onSelection, onOpen }: Pick<TableDockProps, 'selection' | 'onSelection' | 'onOpen'>,
) {
  const kind = subjectOf[table];
  const isPicked = (row: GridRow) => {
    const id = subjectId(table, row);
    return selection.kind === kind && id !== null && selection.ids.has(id);
  };
  const idsOf = (rows: readonly GridRow[]) => rows.flatMap((row) => subjectId(table, row) ?? []);
  const open = (row: GridRow, add: boolean) => {
    if (kind === null) {
      goTo({ name: 'spot', id: row.id });
      return;
    }
    const id = subjectId(table, row);
    if (id === null) return;
    if (add) {
      const was = isPicked(row);
      onSelection(changed(selection, kind, was ? [] : [id], was ? [id] : []));
    } else if (kind === 'facility') onSelection({ kind, ids: new Set([id]) });
    else onOpen({ kind, id });
  };
  const pick = (chosen: readonly GridRow[], left: readonly GridRow[]) => {
    if (kind !== null) onSelection(changed(selection, kind, idsOf(chosen), idsOf(left)));
  };
  return { isPicked, open, pick };
}
