import { join } from 'node:path';
import type SqliteDatabase from 'better-sqlite3';
import type { Scope } from '#shared/office/scope.ts';
import { storedTables } from '../schema/find-tables.ts';
import type { Database } from '../schema/schema.ts';
import { columnsHidden, isSeenWhole, rowsSeen, tableOfPlaces } from '../schema/scoped-tables.ts';
import type { StoredTable } from '../schema/table-facts.ts';
import { connect } from './connect.ts';
import { DATABASE_FILE } from './file-names.ts';
import { keepPrepared } from './kept-statements.ts';
import { defineRegions, queryBuilder, type RegionNames, type SlowListener } from './open.ts';

/** What lies in the regions of a part of a scope. */
export interface PlacesInScope {
  readonly schools: readonly number[];
  readonly venues: readonly number[];
}

/** A connection that sees the committed rows of a scope and no others. */
export interface ScopedReader {
  readonly reader: Database;
  /** Tells which places a part of the scope has now; it has none before. */
  fill(part: number, places: PlacesInScope): void;
  /** The ids that are seen of a table whose rows have such: of some rows, or of all. */
  find(table: StoredTable, among?: readonly number[]): readonly number[];
  close(): Promise<void>;
}

export interface ScopedReaderOptions {
  readonly regions: RegionNames;
  /** Whether a point lies in the regions of a part. */
  readonly liesIn: (part: number, lng: number, lat: number) => boolean;
  readonly onSlow: SlowListener;
}

const BUSY_MS = 5000;
const placed = ['schools', 'venues'] as const;

/**
 * Opens a connection on which each table that the scope does not see whole is a view of that name with the rows of the
 * scope. SQLite looks for a name there first, so no statement, whoever writes it, reads a row that is not in the scope.
 */
export function openScopedReader(
  directory: string,
  scope: Exclude<Scope, 'all'>,
  { regions, liesIn, onSlow }: ScopedReaderOptions,
): ScopedReader {
  const sqlite = connect(join(directory, DATABASE_FILE), { readonly: true, timeout: BUSY_MS });
  sqlite.pragma('temp_store = memory');
  defineRegions(sqlite, regions);
  sqlite.function('lies_in_scope', (part: number, lng: number | null, lat: number | null) =>
    lng !== null && lat !== null && liesIn(part, lng, lat) ? 1 : 0,
  );
  for (const number of scope.keys())
    for (const table of placed)
      sqlite.exec(`create temp table ${tableOfPlaces(table, number)} (id integer primary key)`);
  for (const table of storedTables) if (!isSeenWhole(table, scope)) sqlite.exec(viewOf(sqlite, table, scope));
  const reader = queryBuilder(sqlite, onSlow);
  keepPrepared(sqlite);
  return {
    reader,
    fill: (part, places) => fill(sqlite, part, places),
    find: (table, among) => findIds(sqlite, table, among),
    async close() {
      await reader.destroy();
      sqlite.close();
    },
  };
}

function viewOf(sqlite: SqliteDatabase.Database, table: StoredTable, scope: Exclude<Scope, 'all'>): string {
  const hidden = columnsHidden(table, scope);
  const columns = sqlite
    .prepare<[], { name: string }>(`select name from pragma_table_info('${table}', 'main')`)
    .all()
    .map(({ name }) => (hidden.includes(name) ? `'' as "${name}"` : `"${name}"`));
  return `create temp view "${table}" as select ${columns.join(', ')} from main."${table}" where ${rowsSeen(table, scope)}`;
}

function findIds(
  sqlite: SqliteDatabase.Database,
  table: StoredTable,
  among?: readonly number[],
): readonly number[] {
  if (among === undefined) return sqlite.prepare<[], number>(`select id from "${table}"`).pluck().all();
  const listed = '(select value from json_each(?))';
  return sqlite
    .prepare<[string], number>(`select id from "${table}" where id in ${listed}`)
    .pluck()
    .all(JSON.stringify(among));
}

function fill(sqlite: SqliteDatabase.Database, part: number, places: PlacesInScope): void {
  sqlite.transaction(() => {
    for (const table of placed) {
      const name = `temp.${tableOfPlaces(table, part)}`;
      sqlite.exec(`delete from ${name}`);
      sqlite.prepare(`insert into ${name} select value from json_each(?)`).run(JSON.stringify(places[table]));
    }
  })();
}
