import { factsOf, storedTables } from './find-tables.ts';
import type { StoredTable } from './table-facts.ts';

const isNamedIn = new Map(storedTables.map((table) => [table, new RegExp(`\\b${table}\\b`)]));

/** The functions that name a region look in memory, at what these tables hold (`readRegions` of the open database). */
const REGIONS = /\bregion_(at|of_school)\b/;
const behindRegions: readonly StoredTable[] = ['regions', 'schools', 'gates'];

/**
 * The tables that the answer of a statement rests on; null where that cannot be said, because it names no table, or one
 * that every command writes. A table counts as read where its name stands in the statement, so one may be counted too
 * many and none is forgotten.
 */
export function tablesRead(statement: string): readonly StoredTable[] | null {
  const tables = storedTables.filter((table) => isNamedIn.get(table)?.test(statement));
  if (tables.length === 0 || tables.some((table) => factsOf(table)?.area === null)) return null;
  return REGIONS.test(statement) ? [...new Set([...tables, ...behindRegions])] : tables;
}
