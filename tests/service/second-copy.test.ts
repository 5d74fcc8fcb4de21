import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findAuditBreak } from '#service/db/journal/audit.ts';
import { outlivedSeries } from '#service/upkeep/second-copy/prune-series.ts';
import { restoreCopy } from '#service/upkeep/second-copy/restore-copy.ts';
import { openWorkspace as openFolder } from '#service/workspace/workspace.ts';
import { cli } from '../support/command-line.ts';
import { createRandom } from '../support/random.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import {
  importSmallTown,
  NOW,
  type OpenWorkspace,
  openService,
  openWorkspace,
} from '../support/workspace.ts';

/** Named as attachments are: by their hash. */
const PHOTO = `${'a'.repeat(64)}.jpg`;

const bookmark = (i: number) => ({
  name: `s${i}`,
  content: { kind: 'bookmark' as const, lng: i % 180, lat: 1, zoom: 1, bearing: 0 },
});

/** A workspace that is followed into a folder elsewhere, by a clock that goes on a minute with each change. */
async function followed() {
  let now = NOW.getTime();
  const workspace = await openWorkspace('beijing-daxing', { now: () => new Date(now) });
  const place = join(temporaryFolder(), 'U盘');
  mkdirSync(place);
  workspace.service.keepBackups()();
  await workspace.call('backups.chooseSecond', { place: { path: place } });
  let saved = 0;
  const save = async (count = 1) => {
    for (let i = 0; i < count; i++) {
      now += 60_000;
      await workspace.call('saved.save', bookmark(saved++));
    }
  };
  const setClock = (ms: number) => {
    now += ms;
  };
  return { ...workspace, place, save, setClock, at: () => new Date(now) };
}

const isCopied = async ({ call }: Pick<OpenWorkspace, 'call'>) => {
  const { at, waits, trouble } = await call('backups.second', {});
  return at !== null && !waits && trouble === null;
};
const copied = async (workspace: Pick<OpenWorkspace, 'call'>) =>
  await until('the second copy holds all', () => isCopied(workspace));

const copyIn = (place: string) => join(place, readdirSync(place)[0] ?? '');

/** Names that a restored copy holds, after everything in it was looked at. */
async function namesIn(copy: string, until: Date | null = null): Promise<string[]> {
  const directory = join(temporaryFolder(), '恢复的');
  await restoreCopy(copy, directory, { until, now: NOW });
  const opened = await openFolder(directory);
  try {
    const { reader } = opened.database;
    expect(await findAuditBreak(reader)).toBeNull();
    expect(opened.database.verifySeals()).toEqual({ altered: [], sum: 'ok', found: [] });
    const rows = await reader.selectFrom('saved').select('name').orderBy('id').execute();
    return rows.map(({ name }) => name);
  } finally {
    await opened.close();
  }
}

const firstNames = (count: number) => Array.from({ length: count }, (_, i) => `s${i}`);

describe('the second copy of a workspace', () => {
  it('holds what was entered, attachments too, at every moment since it was begun', async () => {
    const workspace = await followed();
    await importSmallTown(workspace);
    writeFileSync(join(workspace.directory, 'attachments', PHOTO), 'photo');
    await workspace.save(3);
    await copied(workspace);
    const then = workspace.at();
    await workspace.save(2);
    await copied(workspace);
    const copy = copyIn(workspace.place);
    expect(readFileSync(join(copy, 'attachments', PHOTO), 'utf8')).toBe('photo');
    expect(await namesIn(copy)).toEqual(firstNames(5));
    expect(await namesIn(copy, then)).toEqual(firstNames(3));
    await expect(namesIn(copy, new Date(0))).rejects.toMatchObject({ code: 'COPY_LATER' });
    // The workspace itself is as it would be without.
    expect(await workspace.call('backups.second', {})).toMatchObject({
      place: workspace.place,
      trouble: null,
    });
    await workspace.service.close();
    expect(existsSync(join(workspace.directory, 'workspace.sqlite-wal'))).toBe(false);
  });

  it('goes on over logs that were taken over, and over the end of the program', async () => {
    const workspace = await followed();
    const rows = Array.from({ length: 6000 }, (_, i) => `场所${i},网吧,某街${i}号,116.5,39.9`);
    const list = ['名称,类别,地址,经度,纬度', ...rows].join('\n');
    for (const name of ['a.csv', 'b.csv']) {
      const token = workspace.file(name, list.replaceAll('某街', name));
      await workspace.call('import.run', { token, as: 'venues', crs: 'wgs84', map: {} });
      await copied(workspace);
    }
    await workspace.save(1);
    await copied(workspace);
    const copy = copyIn(workspace.place);
    const [series = ''] = readdirSync(copy).filter((name) => name.endsWith('Z'));
    expect(readdirSync(join(copy, series)).filter((name) => name.endsWith('.wal')).length).toBeGreaterThan(1);
    expect(await namesIn(copy)).toEqual(firstNames(1));
    await workspace.save(1);
    await workspace.service.close();
    // What was changed last was copied before the program ended; opened again without a change nothing is begun.
    expect(await namesIn(copy)).toEqual(firstNames(2));
    const again = await openService(workspace.directory);
    again.service.keepBackups()();
    await copied(again);
    expect(readdirSync(copy).filter((name) => name.endsWith('Z'))).toHaveLength(1);
  });

  it('says that its place is gone, makes nothing in its stead, and catches up when it is there again', async () => {
    const workspace = await followed();
    await workspace.save(1);
    await copied(workspace);
    const { place } = workspace;
    renameSync(place, `${place} 拔出`);
    await workspace.save(1);
    await until('the trouble is told', async () => {
      const { trouble } = await workspace.call('backups.second', {});
      return /找不到.*请插好 U 盘/.test(trouble ?? '');
    });
    expect(existsSync(place)).toBe(false);
    await workspace.save(1);
    renameSync(`${place} 拔出`, place);
    await copied(workspace);
    expect(await namesIn(copyIn(place))).toEqual(firstNames(3));
  });

  it('is a whole moment of the workspace whenever the disk is lost', async () => {
    const workspace = await followed();
    const random = createRandom(20261130);
    await workspace.save(1);
    await copied(workspace);
    for (let loss = 0; loss < 5; loss++) {
      let ended = false;
      const saving = workspace.save(20).finally(() => {
        ended = true;
      });
      // Copies go on while commands do, and are looked at as they lie there.
      for (let turns = Math.floor(random() * 40); turns > 0 && !ended; turns--)
        await new Promise((resolve) => setImmediate(resolve));
      const lost = join(temporaryFolder(), `失盘 ${loss}`);
      const sure = await workspace.call('backups.second', {});
      cpSync(copyIn(workspace.place), lost, { recursive: true });
      const names = await namesIn(lost);
      expect(names).toEqual(firstNames(names.length));
      expect(names.length).toBeGreaterThan(loss * 20);
      expect(sure.trouble).toBeNull();
      await saving;
      await copied(workspace);
    }
  });

  it('that was damaged is refused, and an earlier moment of it is not', async () => {
    const workspace = await followed();
    await workspace.save(1);
    await copied(workspace);
    const then = workspace.at();
    await workspace.save(1);
    await copied(workspace);
    await workspace.service.close();
    const copy = copyIn(workspace.place);
    const [series = ''] = readdirSync(copy).filter((name) => name.endsWith('Z'));
    const logs = readdirSync(join(copy, series))
      .filter((name) => name.endsWith('.wal'))
      .sort();
    const log = join(copy, series, logs.at(-1) ?? '');
    const bytes = readFileSync(log);
    bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
    writeFileSync(log, bytes);
    await expect(namesIn(copy)).rejects.toMatchObject({ code: 'COPY_DAMAGED' });
    expect(await namesIn(copy, then)).toEqual(firstNames(1));
  });

  it('is restored as it was last, also where the clock was set back meanwhile', async () => {
    const workspace = await followed();
    await workspace.save(1);
    await copied(workspace);
    const { place } = workspace;
    // The stick is put in again: what follows is a series of its own.
    renameSync(place, `${place} 拔出`);
    await workspace.save(1);
    await until(
      'the trouble is told',
      async () => (await workspace.call('backups.second', {})).trouble !== null,
    );
    renameSync(`${place} 拔出`, place);
    workspace.setClock(-8 * 3600_000);
    await workspace.save(1);
    await copied(workspace);
    expect(await namesIn(copyIn(place))).toEqual(firstNames(3));
  });

  it('is restored by the command line, to a minute of China’s clock', async () => {
    const workspace = await followed();
    await workspace.save(2);
    await copied(workspace);
    await workspace.service.close();
    const target = join(temporaryFolder(), '新');
    const copy = copyIn(workspace.place);
    expect(cli('restore', copy, target, '--at', '2026-11-21T10:30').out).toContain(
      '已恢复第二份 2026-11-21 10:02',
    );
    expect(statSync(join(target, 'workspace.sqlite')).size).toBeGreaterThan(0);
    expect(cli('restore', copy, copy).err).toMatch(/^COPY_ONTO .*另选一个文件夹/);
    expect(cli('restore', copy, target, '--at', '昨天').err).toMatch(/^INPUT_INVALID .*2026-11-30T09:41/);
    expect(cli('restore', temporaryFolder(), target).err).toMatch(/^COPY_UNKNOWN .*学安图第二份/);
  });

  it('is not made within the workspace, nor where nothing is', async () => {
    const { call, directory } = await openWorkspace();
    for (const path of [directory, join(directory, 'attachments')])
      await expect(call('backups.chooseSecond', { place: { path } })).rejects.toMatchObject({
        code: 'COPY_INSIDE',
      });
    await expect(call('backups.chooseSecond', { place: { path: '/没有' } })).rejects.toMatchObject({
      code: 'COPY_PLACE_GONE',
    });
    expect(await call('backups.second', {})).toMatchObject({ place: null, at: null });
  });

  it('keeps every moment of the last days, and the last of each day before', () => {
    const series = ['30', '29', '29', '20', '20', '10'].map((day, i) => ({
      name: `${i}`,
      path: `${i}`,
      moments: [{ at: `2026-11-${day}T02:00:00.000Z`, log: 0, bytes: 0, trail: null }],
    }));
    expect(outlivedSeries(series, '2026-11-30').map(({ name }) => name)).toEqual(['4', '5']);
  });
});
