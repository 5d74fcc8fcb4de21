import { fork, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { whileLocked } from '#service/db/engine/workspace-lock.ts';
import { DataService } from '#service/dispatch/service.ts';
import { isKnownDatabase } from '#service/platform/known-databases.ts';
import { backUpDaily, listAutomatic } from '#service/upkeep/backups/automatic.ts';
import { listWhole, restoreAutomatic } from '#service/upkeep/backups/restore-automatic.ts';
import { restoreBackup } from '#service/upkeep/backups/restore-backup.ts';
import { progressTo } from '#service/workspace/context.ts';
import { openWorkspace as openFolder } from '#service/workspace/workspace.ts';
import type { ControlAnswer, ControlRequest, FromService } from '#shared/contract/desktop.ts';
import { callsTo } from '../support/calls.ts';
import { cli, door } from '../support/command-line.ts';
import { spoilTable, tangleTable, writeEndlessSchema } from '../support/hostile-databases.ts';
import { forgeBackup } from '../support/planted.ts';
import { childrenOf, cpuTimeOf } from '../support/processes.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { importSmallTown, NOW, openWorkspace } from '../support/workspace.ts';

const progress = progressTo(new AbortController().signal, () => undefined);
/** More of the processor than looking at a small database takes, ms. */
const patience = 1500;
/** What is promised where nothing else is said, ms of the processor. */
const PROMISED_MS = 5000;

/** How the database of a workspace is made so that reading it never ends, and what opening it answers. */
const hostile: readonly (readonly [what: string, spoil: (file: string) => void, code: string])[] = [
  [
    'a list of tables without end',
    (file) => {
      rmSync(file);
      writeEndlessSchema(file);
    },
    'WORKSPACE_SILENT',
  ],
  ['a table whose pages lead to each other', (file) => tangleTable(file, 'schools'), 'WORKSPACE_UNREADABLE'],
  [
    'a view that joins json_each with itself in the place of a table',
    (file) => spoilTable(file, 'a view that joins json_each with itself', 'saved'),
    'WORKSPACE_ALTERED',
  ],
  [
    'a recursive view in the place of a table',
    (file) => spoilTable(file, 'a recursive view', 'saved'),
    'WORKSPACE_ALTERED',
  ],
  ['a computed column', (file) => spoilTable(file, 'a computed column', 'saved'), 'WORKSPACE_ALTERED'],
  ['a virtual table', (file) => spoilTable(file, 'a virtual table', 'saved'), 'WORKSPACE_ALTERED'],
];

/** A closed workspace of two schools with an automatic backup. */
async function town(): Promise<string> {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  await backUpDaily(workspace.service.workspace, NOW);
  await workspace.service.close();
  return workspace.directory;
}

async function spoiledTown(spoil: (file: string) => void): Promise<string> {
  const directory = await town();
  spoil(join(directory, 'workspace.sqlite'));
  return directory;
}

describe('a workspace whose database never ends to be read', () => {
  it.each(hostile)('%s: is not opened, and what can be read is shown', async (_, spoil, code) => {
    const directory = await spoiledTown(spoil);
    const bytes = readFileSync(join(directory, 'workspace.sqlite'));
    await expect(openFolder(directory, { patience })).rejects.toMatchObject({ code });
    const service = new DataService({ now: () => NOW }, undefined, { patience });
    onTestFinished(() => service.close());
    await service.openOrSalvage(directory);
    const { damage, counts } = await callsTo(service)('workspace.describe', {});
    expect(damage?.backups).toHaveLength(1);
    // Nothing where even the list of tables has no end.
    expect(counts.venues).toBe(code === 'WORKSPACE_SILENT' ? 0 : 4);
    expect(readFileSync(join(directory, 'workspace.sqlite')).equals(bytes)).toBe(true);
  });

  it.each(hostile)('%s: is not restored from a backup, or from an automatic one', async (_, spoil) => {
    const directory = await spoiledTown(spoil);
    const archive = join(directory, '..', 'made.xab');
    await forgeBackup(directory, archive);
    const target = join(temporaryFolder(), 'w');
    const refused = { code: 'BACKUP_DAMAGED' };
    const wanted = { password: null, now: NOW, progress, patience };
    await expect(restoreBackup(archive, target, wanted)).rejects.toMatchObject(refused);
    expect(existsSync(target)).toBe(false);
    const name = '每日 2026-11-20 1000.sqlite';
    copyFileSync(join(directory, 'workspace.sqlite'), join(directory, 'backups', name));
    await expect(restoreAutomatic(directory, name, NOW, patience)).rejects.toMatchObject(refused);
    expect((await listWhole(directory, patience)).map((each) => each.name)).toEqual([
      '每日 2026-11-21 1000.sqlite',
    ]);
  });

  it('lets the open workspace be answered meanwhile', async () => {
    const { service, call } = await openWorkspace();
    const directory = await spoiledTown((file) => {
      rmSync(file);
      writeEndlessSchema(file);
    });
    const readers = () => childrenOf(process.pid, 'database-process').length;
    const opening = service.open(directory);
    const refused = expect(opening).rejects.toMatchObject({ code: 'WORKSPACE_SILENT' });
    await until('the process is there', () => readers() === 1);
    const [reader = 0] = childrenOf(process.pid, 'database-process');
    expect(await call('workspace.describe', {})).toMatchObject({ name: '测试工作区' });
    expect(readers()).toBe(1);
    // It computes as long as the program itself allows, and not much longer.
    let computed = 0;
    const watch = setInterval(() => {
      computed = Math.max(computed, cpuTimeOf(reader));
    }, 20);
    await refused;
    clearInterval(watch);
    expect(computed).toBeGreaterThan(PROMISED_MS - 1000);
    expect(computed).toBeLessThan(2 * PROMISED_MS);
    await until('the process is gone', () => readers() === 0);
  });

  it('is refused by the command line, opened and restored', async () => {
    const directory = await spoiledTown((file) => {
      rmSync(file);
      writeEndlessSchema(file);
    });
    const archive = join(directory, '..', 'made.xab');
    await forgeBackup(directory, archive);
    expect(cli('restore', archive, join(temporaryFolder(), 'w'))).toMatchObject({
      status: 1,
      err: expect.stringMatching(/^BACKUP_DAMAGED .*读不到头/),
    });
    expect(cli('verify', directory)).toMatchObject({
      status: 1,
      err: expect.stringMatching(/^WORKSPACE_SILENT .*读不到头/),
    });
  });

  it('leaves the service of the desktop answering, opened and restored', async () => {
    const directory = await spoiledTown((file) => {
      rmSync(file);
      writeEndlessSchema(file);
    });
    const archive = join(directory, '..', 'made.xab');
    await forgeBackup(directory, archive);
    const { control, end } = startDesktop();
    expect(await control({ name: 'open', directory })).toEqual({ ok: '' });
    const { ok: token = '' } = await control({ name: 'registerFile', path: archive });
    const restore = { token, directory: join(temporaryFolder(), 'w'), password: null };
    expect(await control({ name: 'restoreBackup', ...restore })).toMatchObject({
      error: { code: 'BACKUP_DAMAGED' },
    });
    expect(await control({ name: 'close' })).toEqual({ ok: '' });
    end();
  });
});

describe('a database that the program left on this machine', () => {
  it('is opened without another look, and looked at where something else wrote into it or carried it', async () => {
    const directory = await town();
    const file = join(directory, 'workspace.sqlite');
    expect(isKnownDatabase(file)).toBe(true);
    let looks = 0;
    const watch = setInterval(() => {
      looks = Math.max(looks, childrenOf(process.pid, 'database-process').length);
    }, 5);
    await (await openFolder(directory)).close();
    expect(looks).toBe(0);
    const sqlite = new SqliteDatabase(file);
    sqlite.exec(`update "saved" set "name" = "name"; vacuum`);
    sqlite.close();
    expect(isKnownDatabase(file)).toBe(false);
    await (await openFolder(directory)).close();
    clearInterval(watch);
    expect(looks).toBe(1);
    expect(isKnownDatabase(file)).toBe(true);
    // Changes that a killed process left in the journal are not in the file.
    writeFileSync(`${file}-wal`, 'x');
    expect(isKnownDatabase(file)).toBe(false);
    rmSync(`${file}-wal`);
    const elsewhere = join(temporaryFolder(), 'workspace.sqlite');
    spawnSync('cp', ['-a', file, elsewhere]);
    expect(isKnownDatabase(elsewhere)).toBe(false);
    // The same place with the same bytes and times is another file.
    spawnSync('cp', ['-a', '--remove-destination', elsewhere, file]);
    expect(isKnownDatabase(file)).toBe(false);
  });
});

describe('what SQLite opens beside a database', () => {
  const files = [
    ...['-wal', '-shm', '-journal', ''].map((end) => `workspace.sqlite${end}`),
    ...['', '-wal'].map((end) => `workspace.lock${end}`),
  ];

  it.each(files)('%s is not opened where it is a link or a pipe', async (name) => {
    const directory = await town();
    const path = join(directory, name);
    const victim = join(directory, '..', 'victim');
    writeFileSync(victim, '');
    rmSync(path, { force: true });
    symlinkSync(victim, path);
    const refusal = { code: 'WORKSPACE_LINKED', details: { name } };
    await expect(openFolder(directory)).rejects.toMatchObject(refusal);
    const service = new DataService({ now: () => NOW });
    onTestFinished(() => service.close());
    await expect(service.openOrSalvage(directory)).rejects.toMatchObject(refusal);
    // The folder of a restored backup may be one that somebody else laid there.
    if (name !== 'workspace.sqlite')
      await expect(whileLocked(directory, async () => undefined)).rejects.toMatchObject(refusal);
    expect(readFileSync(victim, 'utf8')).toBe('');
    rmSync(path);
    spawnSync('mkfifo', [path]);
    await expect(service.openOrSalvage(directory)).rejects.toMatchObject(refusal);
  });

  it('a lock that is a database of somebody else’s is not read', async () => {
    const directory = await town();
    const path = join(directory, 'workspace.lock');
    const sqlite = new SqliteDatabase(path);
    sqlite.exec('create table "x" ("y")');
    sqlite.close();
    await (await openFolder(directory)).close();
    expect(statSync(path).size).toBe(0);
    writeEndlessSchema(path);
    const workspace = await openFolder(directory);
    onTestFinished(() => workspace.close());
    // Reading it here would let go of the lock that this process holds.
    expect(statSync(path).size).toBe(0);
    // The program's own is held as ever.
    await expect(openFolder(directory)).rejects.toMatchObject({ code: 'WORKSPACE_IN_USE' });
    expect(cli('check', directory).err).toMatch(/^WORKSPACE_IN_USE /);
  });

  it('an automatic backup that is a link or has one beside it is none', async () => {
    const directory = await town();
    const victim = join(directory, '..', 'victim');
    writeFileSync(victim, 'secret');
    mkdirSync(join(directory, 'backups'), { recursive: true });
    symlinkSync(victim, join(directory, 'backups', '每日 2026-11-19 1000.sqlite'));
    symlinkSync(victim, join(directory, 'backups', '每日 2026-11-21 1000.sqlite-wal'));
    expect(listAutomatic(directory)).toEqual([]);
    await expect(restoreAutomatic(directory, '每日 2026-11-19 1000.sqlite', NOW)).rejects.toMatchObject({
      code: 'BACKUP_UNKNOWN',
    });
    expect(readFileSync(victim, 'utf8')).toBe('secret');
  });
});

/** The service as the desktop starts it, in a process of its own. */
function startDesktop() {
  const child = fork(door('desktop'), [], {
    serialization: 'advanced',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const waiting = new Map<number, (answer: ControlAnswer) => void>();
  child.on('message', (message: FromService) => {
    if (message.kind === 'control') waiting.get(message.id)?.(message.answer);
  });
  let next = 1;
  return {
    control: (request: ControlRequest) =>
      new Promise<{ ok?: string; error?: unknown }>((resolve) => {
        const id = next++;
        waiting.set(id, resolve);
        child.send({ kind: 'control', id, request });
      }),
    end: () => void child.kill(),
  };
}
