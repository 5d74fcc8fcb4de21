import { AG_GRID_LOCALE_CN } from '@ag-grid-community/locale';
import type {
  CellEditRequestEvent,
  GridApi,
  GridOptions,
  RowClickedEvent,
  SelectionChangedEvent,
} from 'ag-grid-community';
import type { DataGridProps, LatestProps } from './data-grid-props.ts';
import { theme } from './grid-library.ts';
import type { GridRow } from './grid-row.ts';

/** Rows that are read at once. */
export const BLOCK = 100;

/** The code of every key that goes to an input method, where a browser does not say that it composes. */
const COMPOSING = 229;

type GridEvents = Pick<GridOptions<GridRow>, `on${string}` & keyof GridOptions>;

/** The options that the grid is made with. What happens in it is told to the props of that moment. */
export function gridOptions(latest: LatestProps): GridOptions<GridRow> {
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
    defaultColDef: {
      resizable: true,
      sortable: true,
      minWidth: 48,
      suppressHeaderMenuButton: true,
      // While letters are put together out of pinyin, Enter takes them and Esc drops them: the cell is not left.
      suppressKeyboardEvent: ({ event }) => event.isComposing || event.keyCode === COMPOSING,
    },
    rowSelection: { mode: 'multiRow', enableClickSelection: false, headerCheckbox: false },
    selectionColumnDef: { width: 40, pinned: 'left', resizable: false },
    readOnlyEdit: true,
    singleClickEdit: false,
    suppressDragLeaveHidesColumns: true,
    onModelUpdated: ({ api }) => showPicked(api, latest.current),
    onCellMouseOver: ({ event }) => {
      if (event?.target instanceof Element) sayWhole(event.target);
    },
    ...arranging(latest),
    ...opening(latest),
    ...picking(latest),
    ...editing(latest),
  };
}

/** Columns are dragged, widened and sorted. */
function arranging(latest: LatestProps): GridEvents {
  const arranged = (api: GridApi<GridRow>) => {
    const next = api
      .getAllDisplayedColumns()
      .filter((column) => column.getColDef().field)
      .map((column) => ({ key: column.getColId(), width: Math.round(column.getActualWidth()) }));
    if (JSON.stringify(next) !== JSON.stringify(latest.current.shown)) latest.current.onShown(next);
  };
  return {
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
  };
}

/** A row is opened by a click or with Enter; with Ctrl it joins what is picked. */
function opening(latest: LatestProps): GridEvents {
  return {
    onRowClicked: ({ data, event, rowPinned }: RowClickedEvent<GridRow>) => {
      if (!data || rowPinned) return;
      const adds = event instanceof MouseEvent && (event.ctrlKey || event.metaKey);
      latest.current.onOpen(data, adds);
    },
    onCellKeyDown: ({ data, event, node }) => {
      const key = event instanceof KeyboardEvent ? event.key : null;
      if (key === 'Enter' && data && !node.rowPinned) latest.current.onOpen(data, false);
    },
  };
}

/** Rows are picked with their boxes. */
function picking(latest: LatestProps): GridEvents {
  return {
    onSelectionChanged: ({ api, source: by }: SelectionChangedEvent<GridRow>) => {
      if (by === 'api' || by === 'rowDataChanged') return;
      const [chosen, left]: [GridRow[], GridRow[]] = [[], []];
      api.forEachNode((node) => {
        if (node.data) (node.isSelected() ? chosen : left).push(node.data);
      });
      latest.current.onPick(chosen, left);
    },
  };
}

/** A cell is changed in place; the grid shows the change when its row is read again. */
function editing(latest: LatestProps): GridEvents {
  return {
    onCellEditRequest: ({ data, colDef, newValue }: CellEditRequestEvent<GridRow>) => {
      const column = latest.current.columns.find(({ key }) => key === colDef.field);
      if (column) void latest.current.onEdit?.(data, column, String(newValue ?? ''));
    },
  };
}

/** Shows the whole text under the pointer where a cell is too narrow for it. */
function sayWhole(element: Element): void {
  const cell = element.closest<HTMLElement>('.ag-cell');
  if (cell) cell.title = cell.scrollWidth > cell.clientWidth ? (cell.textContent ?? '') : '';
}

/** Marks the rows that belong to what is picked on the map. */
export function showPicked(api: GridApi<GridRow>, { isPicked }: DataGridProps): void {
  api.forEachNode((node) => {
    if (!node.data || node.rowPinned) return;
    const wanted = isPicked(node.data);
    if (node.isSelected() !== wanted) node.setSelected(wanted, false, 'api');
  });
}
