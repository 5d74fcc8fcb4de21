import { factsOf, storedTables } from './find-tables.ts';
import type { StoredTable } from './table-facts.ts';

const isNamedIn = new Map(storedTables.map((table) => [table, new RegExp(`\\b${table}\\b`)]));

/** The functions that name a region look in memory, at what these tables hold (`readRegions` of the open database). */
const REGIONS = /\bregion_(at|of_school)\b/;
const behindRegions: readonly StoredTable[] = ['regions', 'schools', 'gates'];
/** What is near to something was measured before, from what these hold (`near_of`). */
const NEAR = /\bnear_of\b/;
export const behindNear: readonly StoredTable[] = [
  'venues',
  'schools',
  'gates',
  'facilities',
  'troubleSpots',
  'roads',
  'surveys',
  'meta',
];

/**
 * The tables that the answer of a statement rests on; null where that cannot be said, because it names no table, or one
 * that every command writes. A table counts as read where its name stands in the statement, so one may be counted too
 * many and none is forgotten.
 */
export function tablesRead(statement: string): readonly StoredTable[] | null {
  const tables = storedTables.filter((table) => isNamedIn.get(table)?.test(statement));
  if (tables.length === 0 || tables.some((table) => factsOf(table)?.area === null)) return null;
  const behind = [
    ...(REGIONS.test(statement) ? behindRegions : []),
    ...(NEAR.test(statement) ? behindNear : []),
  ];
  return behind.length === 0 ? tables : [...new Set([...tables, ...behind])];
}
