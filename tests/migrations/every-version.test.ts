import { existsSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { checkIntegrity, inspectDatabase } from '#service/db/engine/integrity.ts';
import { findAuditBreak } from '#service/db/journal/audit.ts';
import { migrations, SCHEMA_VERSION } from '#service/db/schema/migrations/index.ts';
import { DataService } from '#service/dispatch/service.ts';
import { listAutomatic } from '#service/upkeep/backups/automatic.ts';
import { identifiedTables, identityOf } from '#shared/registry/identity.ts';
import { callsTo } from '../support/calls.ts';
import { keptVersions, layOldWorkspace } from '../support/old-workspaces.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { NOW } from '../support/workspace.ts';

type Rows = Map<string, { columns: string[]; rows: string[] }>;

/**
 * A column as it is compared: by what a place is named, what of it is held, and whether it is in doubt that it is supervised,
 * a later version may tell anew.
 */
function compared(table: string, column: string): string {
  if (column === 'identity') return `''`;
  if (table === 'findings' && column === 'severityRank') return `''`;
  if (table === 'findings' && column === 'severity')
    return `replace("severity", 'supervisedDoubt', 'supervised')`;
  return table === 'editRows' && ['before', 'after'].includes(column)
    ? `json_remove("${column}", '$.identity', '$.held')`
    : `"${column}"`;
}

/** Values of a table in columns that a later version also has, as text. */
function readAll(path: string, like: Rows | null): Rows {
  const sqlite = new SqliteDatabase(path, { readonly: true });
  const tables = (sqlite.pragma('table_list') as { name: string; type: string }[])
    .map(({ name }) => name)
    // Seals are made anew for columns that are, and verified beside.
    .filter((name) => !name.startsWith('sqlite_') && name !== 'audit' && name !== 'seals')
    .filter((name) => like === null || like.has(name))
    .sort();
  const all: Rows = new Map();
  for (const table of tables) {
    const names = (sqlite.pragma(`table_info("${table}")`) as { name: string }[]).map(({ name }) => name);
    const columns = names.filter((name) => like === null || like.get(table)?.columns.includes(name));
    const list = columns.map((column) => compared(table, column)).join(', ');
    const rows = sqlite.prepare(`select json_array(${list}) as line from "${table}" order by line`).pluck();
    all.set(table, { columns, rows: rows.all() as string[] });
  }
  sqlite.close();
  return all;
}

/** Places are named by the one rule of today. */
function expectOneIdentity(path: string): void {
  const sqlite = new SqliteDatabase(path, { readonly: true });
  for (const table of identifiedTables)
    for (const row of sqlite
      .prepare<[], Record<string, string | number | null>>(`select * from ${table}`)
      .all())
      expect(row.identity, `${table} ${row.id}`).toBe(identityOf(table, row));
  sqlite.close();
}

describe('workspaces of every version', () => {
  it('are kept, from the first to that of today', () => {
    expect(keptVersions).toEqual(migrations.map(({ version }) => version));
  });

  it.each(keptVersions)('version %i opens with all of its rows', async (version) => {
    const directory = join(temporaryFolder(), '旧 工作区');
    layOldWorkspace(version, directory);
    const file = join(directory, 'workspace.sqlite');
    const service = new DataService({ now: () => NOW });
    const before = readAll(file, null);
    await service.open(directory);
    const { database } = service.workspace;
    expect(await checkIntegrity(database.reader)).toBe('ok');
    expect(await findAuditBreak(database.reader)).toBeNull();
    expect(database.verifySeals()).toEqual({ altered: [], sum: 'ok', found: [] });
    expect(await callsTo(service)('workspace.describe', {})).toMatchObject({ demonstration: true });
    await service.close();
    const after = readAll(file, before);
    expect([...after.keys()]).toEqual([...before.keys()]);
    // What a table keeps of its columns, row for row; columns that were given up are told by name.
    const [backup] = listAutomatic(directory);
    expect(backup === undefined).toBe(version === SCHEMA_VERSION);
    const kept = backup ? readAll(join(directory, 'backups', backup.name), after) : before;
    // That findings are to be measured anew is the one thing that an upgrade may say.
    const entered = (rows?: string[]) => rows?.filter((row) => !row.startsWith('["findingsCurrent"'));
    for (const [table, { rows }] of after)
      expect(entered(rows), table).toEqual(entered(kept.get(table)?.rows));
    expectOneIdentity(file);
    // Older ones had no file to double-click.
    expect(existsSync(join(directory, '打开工作区.xaw'))).toBe(true);
    expect(await inspectDatabase(file)).toEqual({ integrity: 'ok', version: SCHEMA_VERSION, changes: [] });
  });
});
