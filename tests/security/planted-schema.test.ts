import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connect } from '#service/db/engine/connect.ts';
import { SCHEMA_VERSION } from '#service/db/schema/migrations/index.ts';
import { DataService } from '#service/dispatch/service.ts';
import { backUpDaily } from '#service/upkeep/backups/automatic.ts';
import { restoreAutomatic } from '#service/upkeep/backups/restore-automatic.ts';
import { restoreBackup } from '#service/upkeep/backups/restore-backup.ts';
import { progressTo } from '#service/workspace/context.ts';
import { openWorkspace as openFolder } from '#service/workspace/workspace.ts';
import { callsTo } from '../support/calls.ts';
import { cli } from '../support/command-line.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { importSmallTown, NOW, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

const root = join(import.meta.dirname, '..', '..');
const progress = progressTo(new AbortController().signal, () => undefined);

async function town(): Promise<OpenWorkspace & { readonly path: string }> {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  return { ...workspace, path: join(workspace.directory, 'workspace.sqlite') };
}

function plant(file: string, statements: string): void {
  const sqlite = new SqliteDatabase(file);
  sqlite.exec(statements);
  sqlite.close();
}

/** A backup as somebody else would make it, of a database alone. */
function archiveOf(database: string): string {
  const folder = temporaryFolder();
  copyFileSync(database, join(folder, 'workspace.sqlite'));
  const bytes = readFileSync(database);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const manifest = {
    ...{ format: 'xueantu-backup', version: 1, schema: SCHEMA_VERSION, name: 'x', pack: 'national' },
    ...{ madeAt: '', madeBy: '' },
    files: [{ path: 'workspace.sqlite', size: bytes.length, sha256 }],
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  execFileSync('tar', ['cf', 'made.xab', 'manifest.json', 'workspace.sqlite'], { cwd: folder });
  return join(folder, 'made.xab');
}

/** Deletes a place when the next bookmark is kept, in the name of whoever keeps it. */
const TRIGGER = `create trigger "tidy" after insert on "saved" begin delete from "venues" where "id" = 4; end`;

/** Counts rows that are not there; one without the condition would count for ever. */
const COUNTING =
  'with recursive n(i) as (select 0 union all select i + 1 from n where i < 3) select \'venues\' as "table", i as "block", 1000000 as "rows", \'\' as "hash" from n';

/** What another program left in the database, and what is said of it. */
const planted: readonly (readonly [what: string, statements: string, said: string])[] = [
  ['a trigger', TRIGGER, '多出表 saved 的触发器 tidy'],
  ['a view', 'create view "secrets" as select * from "meta"', '多出视图 secrets'],
  ['an index', 'create index "slow" on "venues" (lower("name"))', '多出表 venues 的索引 slow'],
  ['a table', 'create table "mine" ("id" integer primary key)', '多出表 mine'],
  ['a computed column', `alter table "officers" add column "x" text as (upper("name"))`, '改动了表 officers'],
  ['a lost guard', 'drop trigger "auditKeepsRows"', '缺少表 audit 的触发器 auditKeepsRows'],
  [
    'a view in the place of a table',
    `drop table "seals"; create view "seals" as ${COUNTING}`,
    '多出视图 seals，缺少表 seals',
  ],
];

describe('a schema that was changed past the program', () => {
  it.each(planted)('%s is refused on opening, and what can be read is shown', async (_, statements, said) => {
    const { directory, service, path } = await town();
    await service.close();
    plant(path, statements);
    const bytes = readFileSync(path);
    const refusal = {
      code: 'WORKSPACE_ALTERED',
      details: { path: directory, what: expect.stringContaining(said) },
    };
    await expect(openFolder(directory)).rejects.toMatchObject(refusal);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    const shown = new DataService({ now: () => NOW });
    onTestFinished(() => shown.close());
    await shown.openOrSalvage(directory);
    const call = callsTo(shown);
    const { damage, counts } = await call('workspace.describe', {});
    const venues = damage?.tables.find(({ table }) => table === 'venues');
    // What the seals count, where those are a table.
    expect([venues?.read, venues?.held ?? 4]).toEqual([4, 4]);
    expect(counts.venues).toBe(4);
    const bookmark = { kind: 'bookmark' as const, lng: 1, lat: 1, zoom: 1, bearing: 0 };
    await expect(call('saved.save', { name: 'x', content: bookmark })).rejects.toMatchObject({
      code: 'WORKSPACE_READONLY',
    });
  });

  it('is refused by each command of the command line, verify among them', async () => {
    const { directory, service, path } = await town();
    await service.close();
    plant(path, TRIGGER);
    const { status, out } = cli('verify', directory, '--json');
    expect([status, JSON.parse(out)]).toMatchObject([
      1,
      { ok: false, problems: [expect.stringContaining('多出表 saved 的触发器 tidy')] },
    ]);
    expect(cli('verify', directory)).toMatchObject({
      status: 1,
      out: expect.stringContaining('多出表 saved 的触发器 tidy'),
    });
    for (const command of [
      ['check', directory],
      ['backup', directory, join(directory, '..', 'x.xab')],
    ]) {
      const { status, err } = cli(...command);
      expect([command[0], status, err]).toEqual([
        command[0],
        1,
        expect.stringMatching(/^WORKSPACE_ALTERED .*多出表 saved 的触发器 tidy/),
      ]);
    }
  });

  it('is found by self-test and backup where it was planted under the open program', async () => {
    const { directory, service, call, path } = await town();
    plant(path, TRIGGER);
    const checks = await call('diagnostics.selfTest', {});
    expect(checks.find(({ id }) => id === 'database')).toMatchObject({ state: 'fail' });
    const token = service.files.register(join(directory, '..', 'x.xab'));
    const refused = { code: 'BACKUP_FAILED', message: expect.stringContaining('触发器 tidy') };
    await expect(call('backups.make', { token, password: null, basemaps: false })).rejects.toMatchObject(
      refused,
    );
    await expect(backUpDaily(service.workspace, NOW)).rejects.toMatchObject(refused);
    await service.close();
    await expect(openFolder(directory)).rejects.toMatchObject({ code: 'WORKSPACE_ALTERED' });
  });

  it('is not restored, neither from a backup nor from an automatic one', async () => {
    const { directory, service } = await town();
    const name = await backUpDaily(service.workspace, NOW);
    await service.close();
    const copy = join(directory, 'backups', name);
    plant(copy, TRIGGER);
    await expect(restoreAutomatic(directory, name, NOW)).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
    const archive = archiveOf(copy);
    const target = join(temporaryFolder(), 'w');
    await expect(
      restoreBackup(archive, target, { password: null, now: NOW, progress }),
    ).rejects.toMatchObject({ code: 'BACKUP_DAMAGED', message: expect.stringContaining('触发器 tidy') });
    expect(cli('restore', archive, target)).toMatchObject({
      status: 1,
      err: expect.stringMatching(/^BACKUP_DAMAGED /),
    });
  });

  it('of a workspace of an older version is not upgraded, and no number of a version makes it another', async () => {
    const { directory, service, path } = await town();
    await service.close();
    for (const version of [0, 1, 18, 20]) {
      plant(path, `pragma user_version = ${version}`);
      await expect(openFolder(directory)).rejects.toMatchObject({ code: 'WORKSPACE_ALTERED' });
    }
  });
});

it('every connection refuses what a schema calls beyond the database', () => {
  const sqlite = connect(':memory:');
  expect(sqlite.pragma('trusted_schema', { simple: true })).toBe(0);
  sqlite.close();
  // There is no other way to a connection, but for files of other programs.
  const sources = readdirSync(join(root, 'electron'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name, text: readFileSync(join(root, 'electron', name), 'utf8') }))
    .filter(({ text }) => text.includes('new SqliteDatabase('));
  expect(sources.length).toBeGreaterThan(1);
  for (const { name, text } of sources) {
    const opened = text.split('new SqliteDatabase(').length;
    expect([name, text.split('trusted_schema = off').length]).toEqual([name, opened]);
  }
});
