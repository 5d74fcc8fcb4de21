import { AG_GRID_LOCALE_CN } from '@ag-grid-community/locale';
import {
  type CellEditRequestEvent,
  CellStyleModule,
  type ColDef,
  ColumnApiModule,
  EventApiModule,
  type GridApi,
  type GridReadyEvent,
  type ICellRendererParams,
  type IDatasource,
  InfiniteRowModelModule,
  LocaleModule,
  ModuleRegistry,
  PinnedRowModule,
  RenderApiModule,
  RowApiModule,
  type RowClickedEvent,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  SelectEditorModule,
  type SelectionChangedEvent,
  TextEditorModule,
  TooltipModule,
  themeQuartz,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { TableRow } from '#shared/contract/tables.ts';
import { type CellValue, type Column, cellText, type Titles } from '#shared/tables/columns.ts';
import type { Sort } from '#shared/tables/query.ts';
import './data-grid.css';

ModuleRegistry.registerModules([
  CellStyleModule,
  ColumnApiModule,
  EventApiModule,
  InfiniteRowModelModule,
  LocaleModule,
  PinnedRowModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  SelectEditorModule,
  TextEditorModule,
  TooltipModule,
]);

const BLOCK = 100;
const theme = themeQuartz.withParams({
  fontFamily: 'inherit',
  fontSize: 13,
  headerFontSize: 13,
  headerFontWeight: 400,
  rowHeight: 32,
  headerHeight: 32,
  spacing: 5,
  foregroundColor: 'var(--ink)',
  backgroundColor: 'var(--card)',
  headerBackgroundColor: 'var(--ground)',
  headerTextColor: 'var(--ink-2)',
  borderColor: 'var(--line)',
  rowHoverColor: 'var(--ground)',
  selectedRowBackgroundColor: 'var(--accent-ground)',
  accentColor: 'var(--accent)',
  wrapperBorder: false,
  wrapperBorderRadius: 0,
});

/** A row with its values by column. */
export type GridRow = Omit<TableRow, 'cells'> & { readonly values: Readonly<Record<string, CellValue>> };

/** A column as a reader has arranged it. */
export interface ShownColumn {
  readonly key: string;
  readonly width: number;
}

export interface DataGridProps {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly shown: readonly ShownColumn[];
  readonly titles: Titles;
  /** Reads some rows; a new function shows another set from its beginning. */
  readonly read: (
    offset: number,
    limit: number,
    sort: Sort[],
  ) => Promise<{ total: number; rows: readonly GridRow[] }>;
  /** Another number reads what is shown again, where it is. */
  readonly version: number;
  readonly sort: readonly Sort[];
  readonly totals: Readonly<Record<string, string>> | null;
  readonly isPicked: (row: GridRow) => boolean;
  /** What `isPicked` looks at: another value asks it again. */
  readonly picked: unknown;
  /** The row to keep in sight; null for none. */
  readonly inSight: number | null;
  /** Columns whose cells are more than text, and how they are drawn. */
  readonly drawn: readonly string[];
  readonly cell: (column: Column, row: GridRow, text: string) => ReactNode;
  readonly head: (column: Column) => ReactNode;
  readonly onShown: (shown: ShownColumn[]) => void;
  readonly onSort: (sort: Sort[]) => void;
  readonly onOpen: (row: GridRow, add: boolean) => void;
  readonly onPick: (rows: readonly GridRow[], leave: readonly GridRow[]) => void;
  readonly onEdit: (row: GridRow, column: Column, value: string) => Promise<void>;
  readonly onCopy: () => void;
}

/** A table of any length: rows are read as they come into sight; columns are dragged, widened and sorted. */
export function DataGrid(props: DataGridProps) {
  const { columns, shown, titles, read, version, picked, totals } = props;
  const latest = useRef(props);
  latest.current = props;
  const grid = useRef<GridApi<GridRow> | null>(null);

  const definitions = useMemo(
    () => shown.flatMap(({ key, width }) => definitionOf(key, width, columns, titles, latest) ?? []),
    [shown, columns, titles],
  );
  const source = useMemo((): IDatasource => {
    return {
      getRows: ({ startRow, endRow, sortModel, successCallback, failCallback }) => {
        const sort = sortModel.map(({ colId, sort: order }) => ({
          column: colId,
          descending: order === 'desc',
        }));
        read(startRow, endRow - startRow, sort).then(
          ({ total, rows }) => successCallback([...rows], total),
          () => failCallback(),
        );
      },
    };
  }, [read]);
  const pinned = useMemo(() => (totals ? [{ totals } satisfies TotalsRow] : []), [totals]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means that rows have changed
  useEffect(() => {
    grid.current?.refreshInfiniteCache();
  }, [version]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is picked is asked row by row
  useEffect(() => {
    if (grid.current) showPicked(grid.current, latest.current);
  }, [picked]);

  useEffect(() => {
    if (props.inSight !== null) grid.current?.ensureIndexVisible(props.inSight);
  }, [props.inSight]);

  const ready = ({ api }: GridReadyEvent<GridRow>) => {
    grid.current = api;
  };
  const arranged = (api: GridApi<GridRow>) => {
    const next = api
      .getAllDisplayedColumns()
      .filter((column) => column.getColDef().field)
      .map((column) => ({ key: column.getColId(), width: Math.round(column.getActualWidth()) }));
    if (JSON.stringify(next) !== JSON.stringify(latest.current.shown)) latest.current.onShown(next);
  };
  return (
    <section
      className="data-grid"
      aria-label={props.label}
      onKeyDown={(event) => {
        if (
          (event.ctrlKey || event.metaKey) &&
          event.key.toLowerCase() === 'c' &&
          !window.getSelection()?.toString()
        ) {
          event.preventDefault();
          props.onCopy();
        }
      }}
    >
      <AgGridReact<GridRow>
        theme={theme}
        localeText={AG_GRID_LOCALE_CN}
        rowModelType="infinite"
        cacheBlockSize={BLOCK}
        maxBlocksInCache={40}
        rowBuffer={3}
        animateRows={false}
        maxConcurrentDatasourceRequests={4}
        blockLoadDebounceMillis={0}
        datasource={source}
        columnDefs={definitions}
        defaultColDef={defaults}
        pinnedBottomRowData={pinned as never}
        getRowId={({ data }) => String(data.id ?? 'totals')}
        rowSelection={{ mode: 'multiRow', enableClickSelection: false, headerCheckbox: false }}
        selectionColumnDef={{ width: 40, pinned: 'left', resizable: false }}
        readOnlyEdit
        singleClickEdit={false}
        suppressDragLeaveHidesColumns
        tooltipShowDelay={600}
        onGridReady={ready}
        onModelUpdated={({ api }) => showPicked(api, latest.current)}
        onColumnMoved={({ api, finished }) => finished && arranged(api)}
        onColumnResized={({ api, finished, source: by }) =>
          finished && by === 'uiColumnResized' && arranged(api)
        }
        onSortChanged={({ api }) =>
          latest.current.onSort(
            api
              .getColumnState()
              .filter(({ sort }) => sort)
              .sort((a, b) => (a.sortIndex ?? 0) - (b.sortIndex ?? 0))
              .map(({ colId, sort }) => ({ column: colId, descending: sort === 'desc' })),
          )
        }
        onRowClicked={({ data, event, rowPinned }: RowClickedEvent<GridRow>) => {
          if (!data || rowPinned) return;
          const { ctrlKey = false, metaKey = false } = (event ?? {}) as MouseEvent;
          latest.current.onOpen(data, ctrlKey || metaKey);
        }}
        onCellKeyDown={({ data, event, node }) => {
          const key = (event as KeyboardEvent | null)?.key;
          if (key === 'Enter' && data && !node.rowPinned) latest.current.onOpen(data, false);
        }}
        onSelectionChanged={({ api, source: by }: SelectionChangedEvent<GridRow>) => {
          if (by === 'api' || by === 'rowDataChanged') return;
          const [chosen, left]: [GridRow[], GridRow[]] = [[], []];
          api.forEachNode((node) => {
            if (node.data) (node.isSelected() ? chosen : left).push(node.data);
          });
          latest.current.onPick(chosen, left);
        }}
        onCellEditRequest={({ data, colDef, newValue }: CellEditRequestEvent<GridRow>) => {
          const column = columns.find(({ key }) => key === colDef.field);
          if (column) void latest.current.onEdit(data, column, String(newValue ?? ''));
        }}
      />
    </section>
  );
}

const defaults: ColDef<GridRow> = {
  resizable: true,
  sortable: true,
  minWidth: 48,
  suppressHeaderMenuButton: true,
};

/** Marks the rows that belong to what is picked on the map. */
function showPicked(api: GridApi<GridRow>, { isPicked }: DataGridProps): void {
  api.forEachNode((node) => {
    if (!node.data || node.rowPinned) return;
    const wanted = isPicked(node.data);
    if (node.isSelected() !== wanted) node.setSelected(wanted, false, 'api');
  });
}

function definitionOf(
  key: string,
  width: number,
  columns: readonly Column[],
  titles: Titles,
  latest: { readonly current: DataGridProps },
): ColDef<GridRow> | null {
  const column = columns.find((candidate) => candidate.key === key);
  if (!column) return null;
  const textOf = (row: GridRow | undefined) => (row?.values ? cellText(column, row.values[key], titles) : '');
  const choices = column.type === 'flag' ? ['是', '否'] : choicesOf(column, titles);
  const initial = latest.current.sort.find((each) => each.column === key);
  return {
    colId: key,
    field: key as never,
    initialWidth: width,
    headerName: column.title,
    valueGetter: ({ data, node }) =>
      node?.rowPinned ? ((data as TotalsRow | undefined)?.totals[key] ?? '') : textOf(data),
    ...(initial ? { initialSort: initial.descending ? 'desc' : 'asc' } : {}),
    ...(column.type === 'number' ? { cellClass: 'cell-figure', headerClass: 'head-figure' } : {}),
    headerComponentParams: { innerHeaderComponent: () => <>{latest.current.head(column)}</> },
    cellClassRules: { 'data-grid-total': ({ node }) => node.rowPinned === 'bottom' },
    // Plain text needs no component: only so do rows appear at once where somebody scrolls to.
    ...(latest.current.drawn.includes(key)
      ? {
          cellRenderer: ({ data, node, value }: ICellRendererParams<GridRow>) =>
            data && !node.rowPinned ? latest.current.cell(column, data, textOf(data)) : value,
        }
      : {}),
    tooltipValueGetter: ({ data }) => (column.type === 'text' ? textOf(data) : undefined),
    editable: ({ node }) => column.editable === true && !node.rowPinned,
    ...(choices ? { cellEditor: 'agSelectCellEditor', cellEditorParams: { values: choices } } : {}),
  };
}

interface TotalsRow {
  readonly totals: Readonly<Record<string, string>>;
}

/** What a cell may be changed to, in words; null where it is written freely. */
function choicesOf(column: Column, titles: Titles): string[] | null {
  if (column.source) return [...titles[column.source].values()];
  return column.titles ? Object.values(column.titles) : null;
}
