import type { ColDef, ICellRendererParams } from 'ag-grid-community';
import { type CellValue, type Column, cellText, type Titles } from '#shared/tables/table-columns.ts';
import { choosable } from '#shared/tables/titles.ts';
import type { LatestProps, ShownColumn } from './data-grid-props.ts';
import type { GridRow } from './grid-row.ts';

/** The row beneath all others. */
export interface TotalsRow {
  readonly totals: Readonly<Record<string, string>>;
}

/** What columns are made of. */
interface ColumnSources {
  readonly columns: readonly Column[];
  readonly titles: Titles;
  readonly latest: LatestProps;
  /** The element that draws a value; null where it is plain text. */
  readonly drawn: (key: string, value: CellValue) => Node | null;
}

/** The grid's columns for those that a reader has chosen. Ones that are no longer known are left out. */
export function columnDefinitions(shown: readonly ShownColumn[], of: ColumnSources): ColDef<GridRow>[] {
  return shown.flatMap(({ key, width }) => {
    const column = of.columns.find((candidate) => candidate.key === key);
    return column ? [definitionOf(column, width, of)] : [];
  });
}

function definitionOf(column: Column, width: number, of: ColumnSources): ColDef<GridRow> {
  const { key } = column;
  const initial = of.latest.current.sort.find((each) => each.column === key);
  return {
    colId: key,
    field: key as never,
    initialWidth: width,
    headerName: column.title,
    valueGetter: ({ data, node }) =>
      node?.rowPinned
        ? ((data as TotalsRow | undefined)?.totals[key] ?? '')
        : data?.values
          ? cellText(column, data.values[key], of.titles)
          : '',
    ...(initial ? { initialSort: initial.descending ? 'desc' : 'asc' } : {}),
    ...(column.type === 'number' ? { cellClass: 'cell-figure', headerClass: 'head-figure' } : {}),
    headerComponentParams: { innerHeaderComponent: 'head' },
    cellClassRules: { 'data-grid-total': ({ node }) => node.rowPinned === 'bottom' },
    ...drawingOf(key, of),
    ...editingOf(column, of),
  };
}

/** How the cells of a column are drawn, where that is more than text. */
function drawingOf(key: string, { latest, drawn }: ColumnSources): ColDef<GridRow> {
  if (!latest.current.drawings[key]) return {};
  return {
    cellRenderer: ({ data, node, value }: ICellRendererParams<GridRow>) =>
      (data?.values && !node.rowPinned && drawn(key, data.values[key] ?? null)) || value,
  };
}

/** Whether and how the cells of a column are changed in place. */
function editingOf(column: Column, { titles, latest }: ColumnSources): ColDef<GridRow> {
  const choices = column.type === 'flag' ? ['是', '否'] : choicesOf(column, titles);
  return {
    editable: ({ node }) =>
      column.editable !== undefined && latest.current.onEdit !== null && !node.rowPinned,
    ...(choices ? { cellEditor: 'agSelectCellEditor', cellEditorParams: { values: choices } } : {}),
  };
}

/** What a cell may be changed to, in words; null where it is written freely. */
function choicesOf(column: Column, titles: Titles): string[] | null {
  if (column.editable === 'several') return null;
  if (column.source) return choosable(titles[column.source]).map(([, title]) => title);
  return column.titles ? Object.values(column.titles) : null;
}
