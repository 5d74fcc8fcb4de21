import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { findAuditBreak } from '#service/db/journal/audit.ts';
import { Seals } from '#service/db/journal/row-seals.ts';
import { DataService } from '#service/dispatch/service.ts';
import { openWorkspace as openFolder } from '#service/workspace/workspace.ts';
import { callsTo } from '../support/calls.ts';
import { cli } from '../support/command-line.ts';
import { layOldWorkspace } from '../support/old-workspaces.ts';
import { createRandom } from '../support/random.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { importSmallTown, NOW, openService, openWorkspace } from '../support/workspace.ts';

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

/** The same without all that opening a workspace does beside it. */
function verifyAlone(file: string) {
  const sqlite = new SqliteDatabase(file, { readonly: true });
  try {
    return new Seals(sqlite).verify();
  } finally {
    sqlite.close();
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
      const { altered, sum } = verifyAlone(file);
      expect(altered.length > 0 || sum === 'broken', change).toBe(true);
    }
    writeFileSync(file, whole);
    expect(await verify(file)).toEqual({ altered: [], sum: 'ok', found: [] });
  });
});

/** Changes something in the closed file past the program. */
function pastTheProgram(file: string, statements: string): void {
  const sqlite = new SqliteDatabase(file);
  sqlite.exec(statements);
  sqlite.close();
}

const ALTERED = { table: 'venues', ids: [0, 255] };
const bookmark = {
  name: 'x',
  content: { kind: 'bookmark' as const, lng: 1, lat: 1, zoom: 1, bearing: 0 },
};

describe('what was altered past the program', () => {
  it('is not hidden by a row that says that its block waits to be sealed', async () => {
    const file = await town();
    pastTheProgram(
      file,
      `update venues set address = '别处' where id = 1; insert into unsealed values ('venues', 0)`,
    );
    expect(await verify(file)).toMatchObject({ altered: [ALTERED] });
    // As the desktop does: nothing is sealed for it.
    const { service, call } = await openService(join(file, '..'));
    const stop = service.keepBackups();
    await call('saved.save', bookmark);
    stop();
    expect(service.workspace.database.verifySeals()).toMatchObject({ altered: [ALTERED] });
    const checks = await call('diagnostics.selfTest', {});
    expect(checks.find(({ id }) => id === 'seals')).toMatchObject({ state: 'fail' });
    await service.close();
    const { status, out } = cli('verify', join(file, '..'), '--json');
    expect([status, JSON.parse(out)]).toMatchObject([
      1,
      { ok: false, waiting: 0, problems: ['数据表 venues 编号 0 到 255 的内容在程序之外被改动'] },
    ]);
  });

  it('is told in the trail when a command seals its block anew, by every journal', async () => {
    for (const journal of ['wal', 'delete'] as const) {
      const file = await town();
      pastTheProgram(file, `update venues set address = '别处' where id = 1`);
      const service = new DataService({ now: () => NOW });
      await service.open(join(file, '..'), journal);
      // Another row of the same block.
      await callsTo(service)('tables.edit', { table: 'venues', ids: [2], values: { address: '东街98号' } });
      const { altered, sum, found } = service.workspace.database.verifySeals();
      expect([altered, sum]).toEqual([[], 'ok']);
      expect(found).toMatchObject([{ altered: [ALTERED] }]);
      expect(await findAuditBreak(service.workspace.database.reader)).toBeNull();
      await service.close();
      const { status, out } = cli('verify', join(file, '..'));
      expect([status, out]).toEqual([
        1,
        `数据表 venues 编号 0 到 255 的内容在第 ${found[0]?.entry} 条操作记录之前就已在程序之外被改动\n`,
      ]);
    }
  });

  it('is told where seals and their sum were made to fit, too', async () => {
    const file = await town();
    pastTheProgram(file, `update venues set address = '别处' where id = 1`);
    const sqlite = new SqliteDatabase(file);
    new Seals(sqlite).seal([{ table: 'venues', block: 0 }]);
    sqlite.close();
    expect(await verify(file)).toMatchObject({ altered: [], sum: 'broken' });
    const { service, call } = await openService(join(file, '..'));
    await call('saved.save', bookmark);
    expect(service.workspace.database.verifySeals()).toMatchObject({
      altered: [],
      sum: 'ok',
      found: [{ altered: [{ table: 'seals', ids: null }] }],
    });
  });

  it('is told by the upgrade that seals all anew', async () => {
    const directory = join(temporaryFolder(), 'W');
    layOldWorkspace(19, directory);
    const file = join(directory, 'workspace.sqlite');
    pastTheProgram(file, `update venues set address = '别处' where id = 1`);
    expect(await verify(file)).toMatchObject({ altered: [], sum: 'ok', found: [{ altered: [ALTERED] }] });
  });

  it('shows where an entry of the trail was taken out of its middle', async () => {
    const file = await town();
    const sqlite = new SqliteDatabase(file);
    const guard = sqlite.prepare("select sql from sqlite_schema where name = 'auditKeepsRows'").pluck().get();
    sqlite.exec(`drop trigger "auditKeepsRows"; delete from audit where id = 3; ${String(guard)}`);
    sqlite.close();
    const { status, out } = cli('verify', join(file, '..'), '--json');
    expect([status, JSON.parse(out)]).toMatchObject([1, { ok: false, auditChain: 'broken at 4' }]);
  });
});

describe('a long list', () => {
  it('is sealed with its import, and nothing of it waits', async () => {
    const { directory, service, call, file } = await openWorkspace();
    const rows = Array.from(
      { length: 40_000 },
      (_, i) => `场所${i},街道${i}号,${(116 + i / 1e6).toFixed(6)},${(39 + (i % 997) / 1e4).toFixed(6)}`,
    );
    const token = file('long.csv', `名称,地址,经度,纬度\n${rows.join('\n')}\n`);
    await call('import.run', { token, as: 'venues', crs: 'wgs84', map: {}, recheck: false });
    expect(service.workspace.database.verifySeals()).toEqual({ altered: [], sum: 'ok', found: [] });
    await service.close();
    const path = join(directory, 'workspace.sqlite');
    pastTheProgram(path, "update venues set name = name || 'x' where id = 34567");
    expect((await verify(path)).altered).toEqual([{ table: 'venues', ids: [34560, 34815] }]);
  });
});

/** SQL of a value of the column's type that it does not have. */
function otherThan(type: string, column: string): string {
  return /int|real/i.test(type) ? `coalesce("${column}", 0) + 100000` : `coalesce("${column}", '') || 'x'`;
}
