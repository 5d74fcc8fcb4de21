import { AG_GRID_LOCALE_CN } from '@ag-grid-community/locale';
import {
  type CellEditRequestEvent,
  CellStyleModule,
  type ColDef,
  ColumnApiModule,
  createGrid,
  EventApiModule,
  type GridApi,
  type GridOptions,
  type ICellRendererParams,
  type IDatasource,
  type IInnerHeaderComponent,
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
  themeQuartz,
} from 'ag-grid-community';
import { Fragment, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Sort } from '#shared/tables/query.ts';
import { type CellValue, type Column, cellText, type Titles } from '#shared/tables/table-columns.ts';
import type { GridRow } from './grid-row.ts';
import { ReadAhead, type ReadRows } from './read-ahead.ts';
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
]);

const BLOCK = 100;
const ROW_HEIGHT = 32;
const theme = themeQuartz.withParams({
  fontFamily: 'inherit',
  fontSize: 13,
  headerFontSize: 13,
  headerFontWeight: 400,
  rowHeight: ROW_HEIGHT,
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
  /** Reads some rows. When another function is passed, the table shows its rows from the first one. */
  readonly read: ReadRows;
  /** When this number changes, the visible rows are read again; the place in the table stays. */
  readonly version: number;
  readonly sort: readonly Sort[];
  readonly totals: Readonly<Record<string, string>> | null;
  readonly isPicked: (row: GridRow) => boolean;
  /** What `isPicked` depends on: when this value changes, it is asked again. */
  readonly picked: unknown;
  /** The row to keep in sight; null for none. */
  readonly inSight: number | null;
  /** How values are drawn that are more than text, by column and value. */
  readonly drawings: Readonly<Record<string, Readonly<Record<string, ReactNode>>>>;
  readonly head: (column: Column) => ReactNode;
  readonly onShown: (shown: ShownColumn[]) => void;
  readonly onSort: (sort: Sort[]) => void;
  readonly onOpen: (row: GridRow, add: boolean) => void;
  readonly onPick: (rows: readonly GridRow[], leave: readonly GridRow[]) => void;
  readonly onEdit: (row: GridRow, column: Column, value: string) => Promise<void>;
  readonly onCopy: () => void;
}

/**
 * A table of any length: rows are read as they come into sight; columns are dragged, widened and sorted.
 * Cells are plain elements that the grid makes itself: so rows appear without delay while scrolling.
 * React draws only the heads of columns.
 */
export function DataGrid(props: DataGridProps) {
  const { columns, shown, titles, read, version, picked, totals, inSight } = props;
  const latest = useRef(props);
  latest.current = props;
  const frame = useRef<HTMLDivElement>(null);
  const samples = useRef<HTMLDivElement>(null);
  const grid = useRef<GridApi<GridRow> | null>(null);
  const [heads, setHeads] = useState<readonly Head[]>([]);

  const definitions = useMemo(() => {
    const drawn = (key: string, value: CellValue) => sampleOf(samples.current, key, value);
    return shown.flatMap(({ key, width }) => definitionOf(key, width, columns, titles, latest, drawn) ?? []);
  }, [shown, columns, titles]);
  const ahead = useRef<ReadAhead | null>(null);
  const source = useMemo((): IDatasource => {
    const rows = new ReadAhead(read, BLOCK);
    ahead.current = rows;
    return {
      getRows: ({ startRow, sortModel, successCallback, failCallback }) => {
        const sort = sortModel.map(({ colId, sort: order }) => ({
          column: colId,
          descending: order === 'desc',
        }));
        rows.read(startRow, sort).then(
          (found) => successCallback([...found.rows], found.total),
          () => failCallback(),
        );
      },
    };
  }, [read]);
  const pinned = useMemo(
    () => (totals && Object.keys(totals).length > 0 ? [{ totals } satisfies TotalsRow] : []),
    [totals],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: the grid is made once and told what changes
  useEffect(() => {
    if (!frame.current) return;
    const api = createGrid<GridRow>(frame.current, {
      ...optionsOf(latest),
      components: { head: headClass(setHeads) },
      columnDefs: definitions,
      datasource: source,
      pinnedBottomRowData: pinned as never,
    });
    grid.current = api;
    // Listens in the capture phase, that is before the grid, which then is busy with drawing.
    const scrolled = ({ target }: Event) => {
      if (!(target instanceof Element)) return;
      const { scrollTop, clientHeight } = target;
      ahead.current?.expect(
        Math.floor(scrollTop / ROW_HEIGHT),
        Math.floor((scrollTop + clientHeight) / ROW_HEIGHT),
      );
    };
    const element = frame.current;
    element.addEventListener('scroll', scrolled, true);
    return () => {
      element.removeEventListener('scroll', scrolled, true);
      grid.current = null;
      api.destroy();
    };
  }, []);
  useEffect(() => grid.current?.setGridOption('columnDefs', definitions), [definitions]);
  useEffect(() => grid.current?.setGridOption('datasource', source), [source]);
  useEffect(() => grid.current?.setGridOption('pinnedBottomRowData', pinned as never), [pinned]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means that rows have changed
  useEffect(() => {
    ahead.current?.forget();
    grid.current?.refreshInfiniteCache();
  }, [version]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is picked is asked row by row
  useEffect(() => {
    if (grid.current) showPicked(grid.current, latest.current);
  }, [picked]);

  useEffect(() => {
    if (inSight !== null) grid.current?.ensureIndexVisible(inSight);
  }, [inSight]);

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
      <div ref={frame} />
      {heads.map(({ element, key }) => {
        const column = columns.find((each) => each.key === key);
        return column && createPortal(props.head(column), element, key);
      })}
      <div ref={samples} hidden>
        {Object.entries(props.drawings).map(([key, byValue]) => (
          <Fragment key={key}>
            {Object.entries(byValue).map(([value, drawing]) => (
              <span key={value} data-column={key} data-value={value}>
                {drawing}
              </span>
            ))}
          </Fragment>
        ))}
      </div>
    </section>
  );
}

/** The place of a column's title in the grid, where React draws. */
interface Head {
  readonly key: string;
  readonly element: HTMLElement;
}

/** The element that the grid makes for the title of a column. It reports when it appears and when it goes. */
function headClass(setHeads: (change: (known: readonly Head[]) => readonly Head[]) => void) {
  return class implements IInnerHeaderComponent {
    private readonly element = document.createElement('span');

    init({ column }: { column: { getColId(): string } }): void {
      const own: Head = { key: column.getColId(), element: this.element };
      setHeads((known) => [...known, own]);
    }
    getGui(): HTMLElement {
      return this.element;
    }
    refresh(): boolean {
      return true;
    }
    destroy(): void {
      setHeads((known) => known.filter(({ element }) => element !== this.element));
    }
  };
}

/** A copy of the element that draws a value; null where it is plain text. */
function sampleOf(samples: HTMLElement | null, key: string, value: CellValue): Node | null {
  const sample = [...(samples?.children ?? [])].find(
    (each) => each.getAttribute('data-column') === key && each.getAttribute('data-value') === String(value),
  );
  return sample?.firstElementChild?.cloneNode(true) ?? null;
}

/** The options that the grid is made with. Events use the props of that moment, by `latest`. */
function optionsOf(latest: { readonly current: DataGridProps }): GridOptions<GridRow> {
  const arranged = (api: GridApi<GridRow>) => {
    const next = api
      .getAllDisplayedColumns()
      .filter((column) => column.getColDef().field)
      .map((column) => ({ key: column.getColId(), width: Math.round(column.getActualWidth()) }));
    if (JSON.stringify(next) !== JSON.stringify(latest.current.shown)) latest.current.onShown(next);
  };
  return {
    theme,
    localeText: AG_GRID_LOCALE_CN,
    rowModelType: 'infinite',
    cacheBlockSize: BLOCK,
    maxBlocksInCache: 40,
    rowBuffer: 2,
    animateRows: false,
    suppressAnimationFrame: true,
    maxConcurrentDatasourceRequests: 4,
    blockLoadDebounceMillis: 0,
    defaultColDef: { resizable: true, sortable: true, minWidth: 48, suppressHeaderMenuButton: true },
    rowSelection: { mode: 'multiRow', enableClickSelection: false, headerCheckbox: false },
    selectionColumnDef: { width: 40, pinned: 'left', resizable: false },
    readOnlyEdit: true,
    singleClickEdit: false,
    suppressDragLeaveHidesColumns: true,
    onModelUpdated: ({ api }) => showPicked(api, latest.current),
    onColumnMoved: ({ api, finished }) => finished && arranged(api),
    onColumnResized: ({ api, finished, source: by }) => finished && by === 'uiColumnResized' && arranged(api),
    onSortChanged: ({ api }) =>
      latest.current.onSort(
        api
          .getColumnState()
          .filter(({ sort }) => sort)
          .sort((a, b) => (a.sortIndex ?? 0) - (b.sortIndex ?? 0))
          .map(({ colId, sort }) => ({ column: colId, descending: sort === 'desc' })),
      ),
    onCellMouseOver: ({ event }) => {
      if (event?.target instanceof Element) sayWhole(event.target);
    },
    onRowClicked: ({ data, event, rowPinned }: RowClickedEvent<GridRow>) => {
      if (!data || rowPinned) return;
      const adds = event instanceof MouseEvent && (event.ctrlKey || event.metaKey);
      latest.current.onOpen(data, adds);
    },
    onCellKeyDown: ({ data, event, node }) => {
      const key = event instanceof KeyboardEvent ? event.key : null;
      if (key === 'Enter' && data && !node.rowPinned) latest.current.onOpen(data, false);
    },
    onSelectionChanged: ({ api, source: by }: SelectionChangedEvent<GridRow>) => {
      if (by === 'api' || by === 'rowDataChanged') return;
      const [chosen, left]: [GridRow[], GridRow[]] = [[], []];
      api.forEachNode((node) => {
        if (node.data) (node.isSelected() ? chosen : left).push(node.data);
      });
      latest.current.onPick(chosen, left);
    },
    onCellEditRequest: ({ data, colDef, newValue }: CellEditRequestEvent<GridRow>) => {
      const column = latest.current.columns.find(({ key }) => key === colDef.field);
      if (column) void latest.current.onEdit(data, column, String(newValue ?? ''));
    },
  };
}

/** Shows the whole text under the pointer where a cell is too narrow for it. */
function sayWhole(element: Element): void {
  const cell = element.closest<HTMLElement>('.ag-cell');
  if (cell) cell.title = cell.scrollWidth > cell.clientWidth ? (cell.textContent ?? '') : '';
}

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
  drawn: (key: string, value: CellValue) => Node | null,
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
    headerComponentParams: { innerHeaderComponent: 'head' },
    cellClassRules: { 'data-grid-total': ({ node }) => node.rowPinned === 'bottom' },
    ...(latest.current.drawings[key]
      ? {
          cellRenderer: ({ data, node, value }: ICellRendererParams<GridRow>) =>
            (data?.values && !node.rowPinned && drawn(key, data.values[key] ?? null)) || value,
        }
      : {}),
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
