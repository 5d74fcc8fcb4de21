import type { RowSet } from '#shared/contract/tables.ts';
import type { Query } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import type { Route } from '../../../routes/routes.ts';
import { type Selection, subjectOf } from '../selection.ts';

/** The rows that a table shows: those that fulfil a query and contain a text. */
export interface TableSet {
  readonly table: TableName;
  readonly query: Query;
  readonly text: string;
}

/** The rows of a table that belong to what is selected; null where nothing of its kind is. */
export function aboutOf({ kind, ids }: Selection, table: TableName): NonNullable<RowSet['about']> | null {
  return kind === subjectOf[table] && ids.size > 0 ? { kind, ids: [...ids] } : null;
}

/** The rows that the table shows now, as a link leads to them. */
export function rowsRoute({ table, query, text }: TableSet): Route {
  return { name: 'table', table, query, text: text === '' ? undefined : text };
}
