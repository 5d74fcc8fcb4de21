import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import { makeTemporaryFolder } from '#service/platform/temporary-folder.ts';
import { backUpDaily, isDue, listAutomatic } from '#service/upkeep/backups/automatic.ts';
import { readBackup } from '#service/upkeep/backups/read-backup.ts';
import { restoreBackup } from '#service/upkeep/backups/restore-backup.ts';
import { progressTo } from '#service/workspace/context.ts';
import { outlived } from '#shared/backups/age-rule.ts';
import { callsTo } from '../support/calls.ts';
import { cli, cliWith, commandLine, json } from '../support/command-line.ts';
import { layOldWorkspace } from '../support/old-workspaces.ts';
import { temporaryFolder } from '../support/temporary.ts';
import {
  importSmallTown,
  NOW,
  type OpenWorkspace,
  openService,
  openWorkspace,
} from '../support/workspace.ts';

const progress = progressTo(new AbortController().signal, () => undefined);
const restoring = { password: null, now: NOW, progress };

/** A small town with a photo at a facility of no matter which kind. */
async function townWithFiles(): Promise<OpenWorkspace> {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  writeFileSync(join(workspace.directory, 'basemaps', '镇.mbtiles'), 'base map bytes');
  // Windows leaves such files wherever pictures are looked at.
  writeFileSync(join(workspace.directory, 'attachments', 'Thumbs.db'), 'x');
  workspace.service.workspace.attachments.keep(Buffer.from('photo'), '.jpg');
  return workspace;
}

async function backUp(
  { call, service, directory }: OpenWorkspace,
  password: string | null = null,
): Promise<string> {
  const path = join(directory, '..', 'town.xab');
  await call('backups.make', { token: service.files.register(path), password });
  return path;
}

const madeBackups = new Map<string | null, Uint8Array>();

/** The bytes of a town's backup, made once: a key is derived slowly, and only copies are damaged. */
async function wholeBackup(password: string | null): Promise<Uint8Array> {
  const bytes = madeBackups.get(password) ?? readFileSync(await backUp(await townWithFiles(), password));
  madeBackups.set(password, bytes);
  return bytes;
}

describe('a backup', () => {
  it('holds all that a workspace has, and makes it again elsewhere', async () => {
    const workspace = await townWithFiles();
    const path = await backUp(workspace);
    const elsewhere = join(temporaryFolder(), '新家 二');
    const { manifest, before } = await restoreBackup(path, elsewhere, restoring);
    expect(before).toBeNull();
    expect(manifest).toMatchObject({ name: '测试工作区', pack: 'beijing-daxing' });
    const restored = new DataService({ now: () => NOW });
    await restored.open(elsewhere);
    expect(await callsTo(restored)('schools.list', {})).toEqual(await workspace.call('schools.list', {}));
    await restored.close();
    expect(readFileSync(join(elsewhere, 'basemaps', '镇.mbtiles'), 'utf8')).toBe('base map bytes');
    expect(json<object>(cli('verify', elsewhere, '--json'))).toMatchObject({
      ok: true,
      attachments: { checked: 1 },
    });
  });

  it('is taken while commands go on, and holds one state of them', async () => {
    const workspace = await townWithFiles();
    const bookmark = { kind: 'bookmark' as const, lng: 1, lat: 1, zoom: 1, bearing: 0 };
    await workspace.call('saved.save', { name: 'before', content: bookmark });
    let stop = false;
    const writing = (async () => {
      for (let i = 0; !stop; i++) {
        await workspace.call('saved.save', { name: `q${i}`, content: bookmark });
        // As commands come in from outside.
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const path = await backUp(workspace);
    stop = true;
    await writing;
    const elsewhere = join(temporaryFolder(), 'w');
    await restoreBackup(path, elsewhere, restoring);
    expect(json<object>(cli('verify', elsewhere, '--json'))).toMatchObject({ ok: true, auditChain: 'ok' });
    // What was answered before it began is in it.
    const { call } = await openService(elsewhere);
    expect((await call('saved.list', {})).map(({ name }) => name)).toContain('before');
  });

  it('never overwrites what is there: it is kept under another name', async () => {
    const workspace = await townWithFiles();
    const path = await backUp(workspace);
    await workspace.service.close();
    writeFileSync(join(workspace.directory, 'note.txt'), 'mine');
    const { before } = await restoreBackup(path, workspace.directory, restoring);
    expect(before).toContain('恢复前 2026-11-21 1000');
    expect(readFileSync(join(before ?? '', 'note.txt'), 'utf8')).toBe('mine');
    expect(existsSync(join(workspace.directory, 'note.txt'))).toBe(false);
  });

  it('does not take the place of a workspace that a program has open', async () => {
    const workspace = await townWithFiles();
    const path = await backUp(workspace);
    await expect(restoreBackup(path, workspace.directory, restoring)).rejects.toMatchObject({
      code: 'WORKSPACE_IN_USE',
    });
    expect(
      readdirSync(join(workspace.directory, '..')).filter((name) => name.startsWith('.xueantu')),
    ).toEqual([]);
  });

  it('with a password tells nothing without it', async () => {
    const workspace = await townWithFiles();
    const path = await backUp(workspace, 'ganquan-lu-27');
    const bytes = readFileSync(path).toString('latin1');
    expect(bytes.startsWith('age-encryption.org/v1')).toBe(true);
    expect(bytes).not.toContain('manifest');
    expect(bytes).not.toContain('SQLite');
    const to = join(temporaryFolder(), 'w');
    await expect(restoreBackup(path, to, restoring)).rejects.toMatchObject({ code: 'BACKUP_PASSWORD' });
    await expect(restoreBackup(path, to, { ...restoring, password: 'ganquan-lu-28' })).rejects.toMatchObject({
      code: 'BACKUP_PASSWORD',
    });
    expect(existsSync(to)).toBe(false);
    await restoreBackup(path, to, { ...restoring, password: 'ganquan-lu-27' });
    expect(existsSync(join(to, 'workspace.sqlite'))).toBe(true);
  });

  it('with a password lies nowhere in clear but in the workspace, and what a killed one leaves goes', async () => {
    const workspace = await townWithFiles();
    const { directory, service } = workspace;
    const stick = join(directory, '..', 'stick');
    mkdirSync(stick);
    const seen: string[] = [];
    const stop = service.subscribe(({ event }) => {
      if (event !== 'progress') return;
      for (const name of readdirSync(stick)) {
        const bytes = readFileSync(join(stick, name)).toString('latin1');
        if (bytes !== '' && !bytes.startsWith('age-encryption.org/v1')) seen.push(name);
      }
    });
    const path = join(stick, 'town.xab');
    await workspace.call('backups.make', { token: service.files.register(path), password: 'ganquan-lu-27' });
    stop();
    expect(seen).toEqual([]);
    expect(readdirSync(stick)).toEqual(['town.xab']);
    expect(existsSync(join(directory, 'backups')) ? readdirSync(join(directory, 'backups')) : []).toEqual([]);
    await service.close();
    // One that is killed while it is sealed leaves its copy in the workspace, until that is opened again.
    const killed = spawn(process.execPath, [commandLine, 'backup', directory, join(stick, 'killed.xab')], {
      env: { ...process.env, XUEANTU_BACKUP_PASSWORD: 'ganquan-lu-27' },
      stdio: 'ignore',
    });
    const copies = () =>
      existsSync(join(directory, 'backups'))
        ? readdirSync(join(directory, 'backups')).filter((name) => name.endsWith('.part.sqlite'))
        : [];
    await expect.poll(copies, { interval: 5 }).toHaveLength(1);
    await expect.poll(() => readdirSync(stick).length, { interval: 5 }).toBe(2);
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    for (const name of readdirSync(stick))
      expect(readFileSync(join(stick, name)).toString('latin1'), name).not.toContain('SQLite format 3');
    const { service: again, call } = await openService(directory);
    expect(copies()).toEqual([]);
    // And the next backup to its place takes away what lies half done there.
    await call('backups.make', {
      token: again.files.register(join(stick, 'killed.xab')),
      password: 'ganquan-lu-27',
    });
    expect(readdirSync(stick).sort()).toEqual(['killed.xab', 'town.xab']);
  });

  it('that was killed leaves nothing that the next start does not take away', async () => {
    const { directory, service } = await townWithFiles();
    await service.close();
    const gone = spawnSync(process.execPath, ['--eval', '']).pid;
    const strays = [
      '.restored.part',
      'backups/.每日 2026-11-21 1000.sqlite.part',
      'backups/.0011aabb.part.sqlite',
      'backups/.0011aabb.part.sqlite-journal',
      'backups/备份 2026-11-21 1000.xab.0011aabb.part.sqlite',
      `backups/备份 2026-11-21 1000.xab.${gone}-0011aabb.part`,
      'backups/attachments/.a.jpg.part',
      'attachments/.0011223344556677',
      `../.xueantu-${gone}-001122334455`,
    ];
    const kept = [
      'notes.part',
      'backups/每日 2026-11-20 1000.sqlite',
      'backups/备份 2026-11-20 1000.xab',
      `../.xueantu-${process.pid}-001122334455`,
    ];
    mkdirSync(join(directory, 'backups', 'attachments'), { recursive: true });
    for (const name of [...strays, ...kept]) writeFileSync(join(directory, name), 'SQLite format 3');
    const temporary = join(tmpdir(), `xueantu-${gone}-abc123`);
    mkdirSync(temporary);
    await openService(directory);
    expect([...strays, ...kept].filter((name) => existsSync(join(directory, name)))).toEqual(kept);
    // Copies of damaged databases and uploads lie in the system's temporary folder.
    rmSync(makeTemporaryFolder(), { recursive: true });
    expect(existsSync(temporary)).toBe(false);
  });

  it.each([
    [
      'one byte changed',
      (path: string) => {
        const bytes = readFileSync(path);
        const at = Math.floor(bytes.length * 0.6);
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      },
    ],
    ['cut off', (path: string) => truncateSync(path, Math.floor(readFileSync(path).length * 0.7))],
    ['something else', (path: string) => writeFileSync(path, 'hello')],
  ])('with %s is refused, open or sealed, and nothing is left behind', async (_, damage) => {
    for (const password of [null, 'ganquan-lu-27']) {
      const path = join(temporaryFolder(), 'town.xab');
      writeFileSync(path, await wholeBackup(password));
      damage(path);
      const to = join(temporaryFolder(), 'w');
      await expect(restoreBackup(path, to, { ...restoring, password })).rejects.toMatchObject({
        code: expect.stringMatching(/^BACKUP_(DAMAGED|PASSWORD)$/),
      });
      expect(existsSync(to)).toBe(false);
      expect(readdirSync(join(to, '..'))).toEqual([]);
    }
  });

  it.each([
    '../evil.txt',
    'attachments/../../evil.txt',
    '/etc/evil',
    'basemaps/.hidden',
    'workspace.sqlite-wal',
    'basemaps/a/b',
  ])('that names %s writes nothing', async (name) => {
    const folder = temporaryFolder();
    const path = join(folder, 'bad.xab');
    const tar = pack();
    const sha256 = '0'.repeat(64);
    tar.entry(
      { name: 'manifest.json' },
      JSON.stringify({
        format: 'xueantu-backup',
        version: 1,
        schema: 1,
        name: 'x',
        pack: 'p',
        madeAt: '',
        madeBy: '',
        files: [{ path: name, size: 1, sha256 }],
      }),
    );
    tar.entry({ name }, 'x');
    tar.finalize();
    const parts: Uint8Array[] = [];
    for await (const part of tar as unknown as AsyncIterable<Uint8Array>) parts.push(part);
    writeFileSync(path, Buffer.concat(parts));
    const into = join(folder, 'into');
    mkdirSync(into);
    await expect(readBackup(path, null, into, progress)).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
    expect(readdirSync(into)).toEqual([]);
    expect(existsSync(join(folder, 'evil.txt'))).toBe(false);
  });

  it('is made and restored by the command line, its password from the environment', async () => {
    const workspace = await townWithFiles();
    await workspace.service.close();
    const { directory } = workspace;
    const file = join(directory, '..', 'c.xab');
    const run = (...args: string[]) => cliWith({ XUEANTU_BACKUP_PASSWORD: 'ganquan-lu-27' }, ...args);
    expect(run('backup', directory, file).out).toContain('有密码');
    expect(cli('restore', file, join(directory, '..', 'r')).err).toMatch(/^BACKUP_PASSWORD /);
    expect(run('restore', file, join(directory, '..', 'r')).out).toContain('已恢复工作区“测试工作区”');
  });
});

describe('automatic backups', () => {
  it('are made once a day, whole and alone, with the attachments that are new', async () => {
    const { service, directory } = await townWithFiles();
    expect(isDue(directory, '2026-11-21')).toBe(true);
    const name = await backUpDaily(service.workspace, NOW);
    expect(name).toBe('每日 2026-11-21 1000.sqlite');
    expect(isDue(directory, '2026-11-21')).toBe(false);
    expect(isDue(directory, '2026-11-22')).toBe(true);
    const copy = new SqliteDatabase(join(directory, 'backups', name), { readonly: true });
    expect(copy.prepare('select count(*) from schools').pluck().get()).toBe(2);
    copy.close();
    expect(readdirSync(join(directory, 'backups', 'attachments'))).toHaveLength(1);
    expect(readdirSync(join(directory, 'backups')).sort()).toEqual(['attachments', name].sort());
  });

  it('are made before an upgrade', async () => {
    const directory = join(temporaryFolder(), 'W');
    layOldWorkspace(17, directory);
    const again = new DataService({ now: () => NOW });
    await again.open(directory);
    const [kept] = listAutomatic(directory);
    await again.close();
    expect(kept).toMatchObject({
      kind: 'upgrade',
      name: expect.stringContaining('升级前 第17版'),
    });
    const copy = new SqliteDatabase(join(directory, 'backups', kept?.name ?? ''), { readonly: true });
    expect(copy.pragma('user_version', { simple: true })).toBe(17);
    copy.close();
  });

  it('thin out with age, and the last one is never given up', () => {
    const day = (ago: number) =>
      new Date(Date.UTC(2026, 10, 21) - ago * 86_400_000).toISOString().slice(0, 10);
    const all = Array.from({ length: 800 }, (_, ago) => ({
      name: `每日 ${day(ago)} 0900.sqlite`,
      day: day(ago),
    }));
    const gone = new Set(outlived(all, '2026-11-21'));
    const kept = all.filter(({ name }) => !gone.has(name));
    expect(kept.slice(0, 7).map((each) => each.day)).toEqual(Array.from({ length: 7 }, (_, ago) => day(ago)));
    expect(kept.length).toBeGreaterThan(20);
    expect(kept.length).toBeLessThan(30);
    expect(outlived([{ name: 'a', day: '2020-01-01' }], '2026-11-21')).toEqual([]);
  });
});
