import { useSyncExternalStore } from 'react';
import type { InputOf } from '#shared/contract/contract.ts';
import type { PageKind } from '#shared/sheets/sheet-template.ts';
import { type Query, querySchema } from '#shared/tables/query.ts';
import { type TableName, tableNames } from '#shared/tables/table-columns.ts';

/** The address after `#/`, split at slashes: screen first, then what it shows. */
export function useRoute(): readonly string[] {
  const hash = useSyncExternalStore(
    (listener) => {
      window.addEventListener('hashchange', listener);
      return () => window.removeEventListener('hashchange', listener);
    },
    () => location.hash,
  );
  return hash.replace(/^#\/?/, '').split('/').filter(Boolean);
}

export function goTo(...parts: (string | number)[]): void {
  location.hash = `/${parts.join('/')}`;
}

/** Where the map shows the place of a stop or a hazard: a venue, or a school itself. */
export function placeLink({
  venueId,
  schoolId,
}: {
  venueId: number | null;
  schoolId: number | null;
}): string {
  return venueId === null ? `#/map/school/${schoolId}` : `#/map/venue/${venueId}`;
}

/** The number at a place of the address; null where there is none. */
export function routeNumber(part: string | undefined): number | null {
  const value = Number(part);
  return part !== undefined && Number.isInteger(value) && value > 0 ? value : null;
}

/** Opens a table beneath the map with the rows that a figure counts. */
export function showTable(table: TableName, query: Query): void {
  goTo('map', 'show', table, encodeURIComponent(JSON.stringify(query)));
}

/** Opens one page of a template of map sheets, to be printed alone. */
export function printSheet(template: string, kind: PageKind, id: number): void {
  goTo('sheets', template, encodeURIComponent(`${kind}:${id}`), 'only');
}

/** Opens rows of a table as a list to print. */
export function printList(rows: InputOf<'tables.export'>): void {
  goTo('sheets', 'document', 'list', encodeURIComponent(JSON.stringify(rows)));
}

/** The table and query that `showTable` put into an address; null for any other address. */
export function shownTable(route: readonly string[]): { table: TableName; query: Query } | null {
  const [what, name, text] = route;
  const table = tableNames.find((each) => each === name);
  if (what !== 'show' || !table || text === undefined) return null;
  try {
    const parsed = querySchema.safeParse(JSON.parse(decodeURIComponent(text)));
    return parsed.success ? { table, query: parsed.data } : null;
  } catch {
    return null;
  }
}
