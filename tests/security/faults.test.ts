import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkIntegrity } from '#service/db/engine/integrity.ts';
import { findAuditBreak } from '#service/db/journal/audit.ts';
import type { DataService } from '#service/dispatch/service.ts';
import { isShare } from '#service/platform/network-share.ts';
import { backUpDaily, isDue } from '#service/upkeep/backups/automatic.ts';
import { createWorkspace, openWorkspace as openFolder } from '#service/workspace/workspace.ts';
import { cli } from '../support/command-line.ts';
import { smallDisk } from '../support/small-disk.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { importSmallTown, NOW, openService, openWorkspace } from '../support/workspace.ts';

const bookmark = (name: string, note = '') => ({
  name: `${name}${note}`,
  content: { kind: 'bookmark' as const, lng: 116, lat: 39, zoom: 1, bearing: 0 },
});

async function expectSound(service: DataService): Promise<void> {
  const { database } = service.workspace;
  expect(await checkIntegrity(database.reader)).toBe('ok');
  expect(await findAuditBreak(database.reader)).toBeNull();
  expect(database.verifySeals()).toEqual({ altered: [], sum: 'ok', found: [] });
}

describe('a disk that is full', () => {
  it('refuses the command with a message, keeps what was there, and takes commands again', async () => {
    const { service, call } = await openWorkspace();
    await call('saved.save', bookmark('甲'));
    const { writer } = service.workspace.database;
    const pages = await sql<{ page_count: number }>`pragma page_count`.execute(writer);
    await sql.raw(`pragma max_page_count = ${(pages.rows[0]?.page_count ?? 0) + 1}`).execute(writer);
    const noted = Array.from({ length: 60 }, (_, i) => call('incidents.save', incident(`${i}`.repeat(400))));
    const outcomes = await Promise.allSettled(noted);
    const refused = outcomes.filter((each) => each.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const each of refused)
      expect(each.reason).toMatchObject({ code: 'DISK_WRITE', message: expect.stringContaining('磁盘空间') });
    await expectSound(service);
    const rows = await service.workspace.database.reader.selectFrom('incidents').select('id').execute();
    expect(rows).toHaveLength(outcomes.length - refused.length);
    await sql.raw('pragma max_page_count = 1073741823').execute(writer);
    await call('saved.save', bookmark('乙'));
    expect(await call('saved.list', {})).toHaveLength(2);
  });

  it('is told by backup, export and attachment, and nothing half remains', async (context) => {
    const disk = smallDisk(3000);
    if (!disk) return context.skip();
    const { service, call, directory, file } = await openWorkspace();
    await importSmallTown({ directory, service, call, file });
    const full = { code: 'DISK_WRITE' };
    writeFileSync(join(disk.folder, 'filler'), Buffer.alloc(2_900 * 1024));
    const token = service.files.register(join(disk.folder, 'all.xab'));
    await expect(call('backups.make', { token, password: null, basemaps: true })).rejects.toMatchObject(full);
    const out = cli('init', join(disk.folder, '新区'), '--pack', 'national');
    expect([out.status, out.err.split(' ')[0]]).toEqual([1, 'DISK_WRITE']);
    expect(readdirSync(disk.folder)).toEqual(['filler']);
    expect(readdirSync(join(directory, 'backups'))).toEqual([]);
    await expectSound(service);
  });
});

it('a folder that became read-only is told, and what was there stays', async (context) => {
  const disk = smallDisk(20_000);
  if (!disk) return context.skip();
  const directory = join(disk.folder, 'W');
  await createWorkspace({ directory, pack: 'national', now: NOW });
  disk.makeReadOnly();
  await expect(openFolder(directory)).rejects.toMatchObject({
    code: 'DISK_WRITE',
    message: expect.stringContaining('文件夹权限'),
  });
});

it('a workspace on another machine is refused with advice', () => {
  expect(isShare('\\\\server\\政法委\\工作区', 0)).toBe(true);
  expect(isShare('\\\\?\\UNC\\server\\share', 0)).toBe(true);
  expect(isShare('/mnt/share/W', 0xff534d42 | 0)).toBe(true);
  expect(isShare('/mnt/share/W', 0x6969)).toBe(true);
  expect(isShare('\\\\?\\C:\\工作区', 0)).toBe(false);
  expect(isShare('C:\\工作区', 0)).toBe(false);
  expect(isShare('/home/工作区', 0xef53)).toBe(false);
});

it('a path with Chinese, spaces and signs is one like any other', async () => {
  const directory = join(temporaryFolder(), "大兴区 2026（政法委）'#%&+ é", '工作 区');
  mkdirSync(join(directory, '..'));
  expect(cli('init', directory, '--pack', 'national').err).toBe('');
  const list = join(directory, '..', '场所 名单#1.csv');
  writeFileSync(list, '名称,类别,经度,纬度\n极速网吧,网吧,116.4,39.9\n');
  expect(cli('import', directory, list, '--as', 'venues', '--crs', 'wgs84').out).toContain('新增 1');
  const backup = join(directory, '..', '备份 %20.xab');
  expect(cli('backup', directory, backup).status).toBe(0);
  expect(cli('restore', backup, join(directory, '..', '恢复 后')).status).toBe(0);
  expect(cli('verify', join(directory, '..', '恢复 后')).out).toBe('校验通过\n');
});

it('a clock that was set back is told, and harms neither trail nor backups', async () => {
  const workspace = await openWorkspace();
  await workspace.call('saved.save', bookmark('甲'));
  await backUpDaily(workspace.service.workspace, NOW);
  await workspace.service.close();
  const earlier = new Date('2020-01-05T02:00:00Z');
  const { service, call } = await openService(workspace.directory, { now: () => earlier });
  expect(await call('workspace.describe', {})).toMatchObject({ clockBehind: '2026-11-21' });
  await call('saved.save', bookmark('乙'));
  expect(isDue(workspace.directory, '2020-01-05')).toBe(true);
  await backUpDaily(service.workspace, earlier);
  await expectSound(service);
  const names = (await call('backups.list', {})).map(({ day }) => day);
  // The one from what now is the future is not thinned out for it.
  expect(names).toEqual(expect.arrayContaining(['2026-11-21', '2020-01-05']));
  const checks = await call('diagnostics.selfTest', {});
  expect(checks.find(({ id }) => id === 'backups')).toMatchObject({
    state: 'warn',
    advice: expect.stringContaining('日期'),
  });
});

it('the self-test names the table that another program changed as the program calls it', async () => {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  await workspace.service.close();
  const sqlite = new SqliteDatabase(join(workspace.directory, 'workspace.sqlite'));
  sqlite.exec(`update venues set name = '别的' where id = 1`);
  sqlite.close();
  const { call } = await openService(workspace.directory);
  const checks = await call('diagnostics.selfTest', {});
  expect(checks.find(({ id }) => id === 'seals')).toMatchObject({
    state: 'fail',
    detail: '有内容在程序之外被改动（场所）',
  });
});

it('two programs on one workspace: the second is told, the first goes on', async () => {
  const { directory, service } = await openWorkspace();
  await service.close();
  const first = spawn(
    process.execPath,
    [join(import.meta.dirname, '../support/crash-writer.ts'), directory, '0', '3', '40'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void first.kill('SIGKILL'));
  await new Promise((resolve) => first.stdout.once('data', resolve));
  first.stdout.resume();
  for (const command of [
    ['check', directory],
    ['backup', directory, join(directory, '..', 'x.xab')],
    ['restore', join(directory, '..', 'x.xab'), directory],
    ['verify', directory],
  ]) {
    const { status, err } = cli(...command);
    expect([command[0], status]).toEqual([command[0], 1]);
    expect(err).toMatch(
      command[0] === 'restore' ? /^(WORKSPACE_IN_USE|FILE_UNREADABLE)/ : /^WORKSPACE_IN_USE .*请关闭那个程序/,
    );
  }
  first.kill('SIGKILL');
  await new Promise((resolve) => first.once('close', resolve));
  // The lock goes with its process, however that ends.
  expect(cli('verify', directory).out).toBe('校验通过\n');
});

function incident(note: string) {
  return {
    id: null,
    kind: '乱停' as const,
    at: '2026-11-20T07:40',
    position: [116.4, 39.9] as [number, number],
    note: note.slice(0, 400),
  };
}
