import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openWorkspace as openFolder } from '#service/workspace/workspace.ts';
import { cli } from '../support/command-line.ts';
import { layOldWorkspace } from '../support/old-workspaces.ts';
import { createRandom } from '../support/random.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

async function town(): Promise<string> {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  await workspace.service.close();
  return join(workspace.directory, 'workspace.sqlite');
}

async function verify(file: string) {
  const workspace = await openFolder(join(file, '..'));
  try {
    return workspace.database.verifySeals();
  } finally {
    await workspace.close();
  }
}

describe('seals of the data', () => {
  it('find one byte of the file that was changed in any row', async () => {
    const file = await town();
    const whole = readFileSync(file);
    // An address is in the table alone: SQLite's own check sees nothing.
    const target = Buffer.from('东街99号');
    const places: number[] = [];
    for (let at = whole.indexOf(target); at >= 0; at = whole.indexOf(target, at + 1)) places.push(at);
    expect(places.length).toBeGreaterThan(0);
    let found = 0;
    for (const at of places) {
      const altered = Buffer.from(whole);
      altered[at + 2] = (altered[at + 2] ?? 0) ^ 1;
      writeFileSync(file, altered);
      const { status, out } = cli('verify', join(file, '..'), '--json');
      if (status === 1) found += 1;
      expect((JSON.parse(out) as { ok: boolean }).ok).toBe(status === 0);
    }
    expect(found).toBe(places.length);
  });

  it('find any one value, row, seal or sum that was changed past the program', async () => {
    const directory = join(temporaryFolder(), 'W');
    layOldWorkspace(18, directory);
    await (await openFolder(directory)).close();
    const file = join(directory, 'workspace.sqlite');
    const whole = readFileSync(file);
    const random = createRandom(11);
    const sqlite = new SqliteDatabase(file, { readonly: true });
    const tables = (sqlite.pragma('table_list') as { name: string }[])
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('sqlite_') && !['audit', 'findings', 'seals'].includes(name))
      .filter((name) => sqlite.prepare(`select count(*) from "${name}"`).pluck().get() !== 0);
    expect(tables.length).toBeGreaterThan(20);
    const changes = tables.flatMap((table) => {
      const columns = sqlite.pragma(`table_info("${table}")`) as { name: string; pk: number; type: string }[];
      const free = columns.filter(({ pk, type }) => pk === 0 && type.toLowerCase() !== 'blob');
      const column = free[Math.floor(random() * free.length)];
      const row = `rowid = (select rowid from "${table}" limit 1)`;
      const keys = columns.filter(({ pk }) => pk > 0).map(({ name }) => `"${name}"`);
      const one =
        keys.length > 0 ? `(${keys.join(', ')}) = (select ${keys.join(', ')} from "${table}" limit 1)` : row;
      const set =
        column &&
        `update "${table}" set "${column.name}" = ${otherThan(column.type, column.name)} where ${one}`;
      return [...(set ? [set] : []), `delete from "${table}" where ${one}`];
    });
    sqlite.close();
    changes.push(
      `update seals set "hash" = substr("hash", 1, 63) || case substr("hash", 64) when '0' then '1' else '0' end where "table" = 'venues'`,
      `update seals set "hash" = '${'0'.repeat(64)}' where "table" = ''`,
      `delete from seals where "table" = 'schools'`,
    );
    for (const change of changes) {
      writeFileSync(file, whole);
      const open = new SqliteDatabase(file);
      open.pragma('foreign_keys = off');
      const { changes: rows } = open.prepare(change).run();
      open.close();
      expect(rows, change).toBeGreaterThan(0);
      const { altered, sum } = await verify(file);
      expect(altered.length > 0 || sum === 'broken', change).toBe(true);
    }
    writeFileSync(file, whole);
    expect(await verify(file)).toEqual({ altered: [], sum: 'ok', waiting: 0 });
  });
});

describe('a list of hundreds of thousands of rows', () => {
  it('is sealed after it was imported, and says so until then', async () => {
    const { directory, service, call, file } = await openWorkspace();
    const rows = Array.from(
      { length: 210_000 },
      (_, i) => `场所${i},街道${i}号,${(116 + i / 1e6).toFixed(6)},${(39 + (i % 997) / 1e4).toFixed(6)}`,
    );
    const token = file('long.csv', `名称,地址,经度,纬度\n${rows.join('\n')}\n`);
    await call('import.run', { token, as: 'venues', crs: 'wgs84', map: {}, recheck: false });
    const { database } = service.workspace;
    expect(database.verifySeals()).toMatchObject({ altered: [], sum: 'ok' });
    expect(database.verifySeals().waiting).toBeGreaterThan(800);
    // As the desktop and the loopback door do.
    const stop = service.keepBackups();
    await call('saved.save', {
      name: 'x',
      content: { kind: 'bookmark', lng: 1, lat: 1, zoom: 1, bearing: 0 },
    });
    await until('all rows are sealed', () => database.waitingSeals() === 0);
    stop();
    expect(database.verifySeals()).toEqual({ altered: [], sum: 'ok', waiting: 0 });
    await service.close();
    const sqlite = new SqliteDatabase(join(directory, 'workspace.sqlite'));
    sqlite.exec("update venues set name = name || 'x' where id = 123456");
    sqlite.close();
    expect((await verify(join(directory, 'workspace.sqlite'))).altered).toEqual([
      { table: 'venues', ids: [123392, 123647] },
    ]);
  });
});

/** SQL of a value of the column's type that it does not have. */
function otherThan(type: string, column: string): string {
  return /int|real/i.test(type) ? `coalesce("${column}", 0) + 100000` : `coalesce("${column}", '') || 'x'`;
}
