import type { Query } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import type { SpanFacts } from './span-facts.ts';

/** A figure of the workspace, with all that is told of it. */
export interface KnownFigure {
  /** Null where the workspace does not know it: `reason` says why. */
  readonly value: string | number | null;
  readonly reason: string;
  /** Its two numbers, where it is a rate. */
  readonly parts: string;
  /** How many records it counts; null where it counts none. */
  readonly count: number | null;
  readonly sure: boolean;
  readonly rows: { readonly table: TableName; readonly query: Query } | null;
}

export type LedgerHazard = SpanFacts['hazards'][number];
