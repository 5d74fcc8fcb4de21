import type { ReactNode } from 'react';
import type { Sort } from '#shared/tables/query.ts';
import type { Column, Titles } from '#shared/tables/table-columns.ts';
import type { GridRow } from './grid-row.ts';
import type { ReadRows } from './read-ahead.ts';

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
  /** Null where nothing may be changed here. */
  readonly onEdit: ((row: GridRow, column: Column, value: string) => Promise<void>) | null;
  readonly onCopy: () => void;
}

/** The props of the moment: the grid is made once, and what happens in it uses those of the last rendering. */
export interface LatestProps {
  readonly current: DataGridProps;
}
