import type { StoredTable } from '../schema/table-facts.ts';

/** A row that a command changed, by its number. */
export interface NotedRow {
  readonly id: number;
  readonly isNew: boolean;
}

/** The rows of a table that a command changed; null where that is not known, or where others may see them now. */
export type NotedRows = ReadonlyMap<StoredTable, readonly NotedRow[] | null>;
