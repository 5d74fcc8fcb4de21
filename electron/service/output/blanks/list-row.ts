import type { Facets } from '#shared/blanks/label-facets.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import type { Query } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';

export type Shown = string | number | null;

/** A row of a list: what it shows by columns, and what it narrows the figures beside it to. */
export interface ListRow {
  readonly name: string;
  readonly cells: ReadonlyMap<string, Shown>;
  /** What is written where nothing is known, if the form has that sign or word itself: `/` for what does not apply. */
  readonly offered?: ReadonlyMap<string, string>;
  readonly facets: Facets;
}

export interface KnownList {
  readonly rows: readonly ListRow[];
  /** What is told of the list as a whole. */
  readonly note: string;
  /** Null where the workspace keeps no such list. */
  readonly source: string | null;
  readonly opens: { readonly table: TableName; readonly query: Query } | null;
}

export interface ListOptions {
  readonly span: PeriodDates;
  /** Hazards that were found before and open in the span are listed as well. */
  readonly carried: boolean;
  readonly about: { readonly kind: string; readonly id: number } | null;
}

/** What forms have for what does not apply. */
export const NOT_APPLICABLE = '/';

export function listOf(rows: readonly ListRow[], source: string, note: string): KnownList {
  return { rows, note, source, opens: null };
}
