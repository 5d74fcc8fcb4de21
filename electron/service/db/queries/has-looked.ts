import { type RawBuilder, sql } from 'kysely';
import { CLOSED_TODAY } from '#shared/sweeps/visit-rules.ts';

/** Whether somebody looked at anything at a row of `visits` (or of an alias): a place that was closed is visited again. */
export function hasLooked(table = 'visits'): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`${table}.result`)} <> ${CLOSED_TODAY}`;
}
