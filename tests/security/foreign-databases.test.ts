import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BasemapShelf } from '#service/cache/map/basemap-shelf.ts';
import { readTableAside } from '#service/import/read-in-thread.ts';
import { type ReaderLimits, startReader } from '#service/platform/reader-process.ts';
import { restoreBackup } from '#service/upkeep/backups/restore-backup.ts';
import { progressTo } from '#service/workspace/context.ts';
import { cli, commandLine } from '../support/command-line.ts';
import { enterDoor } from '../support/enter-door.ts';
import { writeGeopackage } from '../support/gis-files.ts';
import {
  type HostileKind,
  hostileKinds,
  SWELLING_BLOB,
  spoilLayer,
  swellBlobs,
  writeHostileMbtiles,
  writeSharedMbtiles,
} from '../support/hostile-databases.ts';
import { childrenOf, cpuTimeOf, isRunning } from '../support/processes.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { NOW, openService, openWorkspace } from '../support/workspace.ts';

const reading = { encoding: 'auto' as const, sheet: null, header: true };
const unhurried = progressTo(new AbortController().signal, () => undefined);
/** Longer than any sound file of these tests takes on a busy machine; what never ends is given up sooner. */
const SOON_MS = 8000;
const ENDLESS_MS = 1500;
/** More of the processor than any sound base map of these tests takes, ms. */
const SOON_CPU_MS = 1000;
const HOUR_MS = 3_600_000;
const SILENT = { problem: '没有应答，已停用' };
const BROKEN = { problem: '文件损坏或格式不受支持' };

/** These are ordinary to look at, or make SQLite itself go on without end before they can be looked at. */
const endless: readonly HostileKind[] = ['a view of views without end', 'a tree of pages that meets itself'];

function hostileList(kind: HostileKind): { path: string; name: string } {
  const path = join(temporaryFolder(), 'a.gpkg');
  writeGeopackage(path);
  spoilLayer(path, kind, '场所');
  return { path, name: 'a.gpkg' };
}

function hostileMap(kind: HostileKind, name = '慢图.mbtiles'): string {
  const path = join(temporaryFolder(), name);
  writeHostileMbtiles(path, kind);
  expect(statSync(path).size).toBeLessThan(120_000);
  return path;
}

describe('a foreign database that never ends to be read', () => {
  it.each(hostileKinds)('%s: is refused as a list', async (kind) => {
    const wanted = { ...reading, sheet: '场所' };
    const longest = endless.includes(kind) ? ENDLESS_MS : SOON_MS;
    const read = readTableAside(hostileList(kind), wanted, unhurried, { longest });
    const code = await read.then(String, (error: { code?: string }) => error.code);
    // Without end it meets one bound or the other first: that of time, or of memory on a fast machine.
    expect(endless.includes(kind) ? ['FILE_TOO_SLOW', 'FILE_TOO_LARGE'] : ['LAYER_NOT_STORED']).toContain(
      code,
    );
  });

  it.each(hostileKinds)('%s: is no base map, and hinders no other', async (kind) => {
    const folder = temporaryFolder();
    writeHostileMbtiles(join(folder, 'a.mbtiles'), kind);
    writeSharedMbtiles(join(folder, 'b.mbtiles'), 'map and images', [{ at: [3, 1, 6], bytes: pngOf('png') }]);
    const shelf = new BasemapShelf(folder, SOON_CPU_MS);
    onTestFinished(() => shelf.close());
    // A tile of another one does not wait for it.
    expect(textOf(await shelf.tile('b.mbtiles', 3, 1, 1))).toBe('png');
    const [hostile, sound] = await shelf.list();
    expect(hostile).toMatchObject(endless.includes(kind) ? SILENT : BROKEN);
    expect(sound).toMatchObject({ title: '去重', problem: null });
  });

  it.each<[what: string, limits: Partial<ReaderLimits>]>([
    ['takes too long', { longest: 300 }],
    ['computes too much', { mostCpu: 300 }],
  ])('is ended by its reader itself, where it %s', async (_, limits) => {
    const path = hostileMap('a tree of pages that meets itself');
    const patient = { mostCpu: HOUR_MS, longest: HOUR_MS, mostMemory: 512 };
    const ends: unknown[] = [];
    const onEnd = (end: unknown) => void ends.push(end);
    const reader = startReader(
      'mbtiles-process',
      path,
      { ...patient, ...limits },
      { onMessage: onEnd, onEnd },
    );
    onTestFinished(() => reader.kill());
    await until('the reader ended itself', () => ends.length > 0);
    // Its program has not failed.
    expect(ends).toEqual([false]);
  });

  it('is told from a sound one whose reader the machine lets wait', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.mbtiles');
    writeSharedMbtiles(path, 'map and images', [{ at: [3, 1, 6], bytes: pngOf('png') }]);
    const shelf = new BasemapShelf(folder, SOON_CPU_MS);
    onTestFinished(() => shelf.close());
    expect(await shelf.list()).toMatchObject([{ problem: null }]);
    const [reader = 0] = childrenOf(process.pid, 'mbtiles-process');
    process.kill(reader, 'SIGSTOP');
    const tile = shelf.tile('a.mbtiles', 3, 1, 1);
    // Longer than it may compute.
    await new Promise((resolve) => setTimeout(resolve, SOON_CPU_MS + 500));
    process.kill(reader, 'SIGCONT');
    expect(textOf(await tile)).toBe('png');
    expect(childrenOf(process.pid, 'mbtiles-process')).toEqual([reader]);
  });

  it('is killed where it takes more memory than any', async () => {
    const file = hostileList('a view of views without end');
    const read = readTableAside(file, reading, unhurried, { mostMemory: 200 });
    await expect(read).rejects.toMatchObject({ code: 'FILE_TOO_LARGE', details: { file: 'a.gpkg' } });
  });

  it('is refused by the command line with the name of the layer', async () => {
    const { directory, service } = await openWorkspace();
    await service.close();
    const { path } = hostileList('a computed column');
    const told = cli('import', directory, path, '--as', 'venues', '--crs', 'wgs84', '--sheet', '场所');
    expect(told.status).toBe(1);
    expect(told.err).toMatch(/^LAYER_NOT_STORED .*a\.gpkg.*“场所”/);
  });
});

describe('a base map that does not answer', () => {
  const kind = 'a tree of pages that meets itself';

  it('is set aside by name, told, and tried again only by a person', async () => {
    const folder = temporaryFolder();
    const path = join(folder, '慢图.mbtiles');
    writeHostileMbtiles(path, kind, true);
    const shelf = new BasemapShelf(folder, SOON_CPU_MS);
    onTestFinished(() => shelf.close());
    // It opens, and then a tile never comes.
    expect(await shelf.list()).toMatchObject([{ title: '慢图', problem: null }]);
    const silent = { code: 'BASEMAP_SILENT', message: expect.stringContaining('“慢图”没有应答，已停用') };
    await expect(shelf.tile('慢图.mbtiles', 3, 1, 1)).rejects.toMatchObject(silent);
    expect(await shelf.list()).toMatchObject([SILENT]);
    expect(readFileSync(join(folder, '.silent.json'), 'utf8')).toContain('慢图.mbtiles');
    // At the next start nobody tries: opened again it would have no problem.
    const next = new BasemapShelf(folder);
    onTestFinished(() => next.close());
    expect(await next.list()).toMatchObject([{ id: '慢图.mbtiles', ...SILENT }]);
    await expect(next.tile('慢图.mbtiles', 3, 1, 1)).rejects.toMatchObject({ code: 'BASEMAP_SILENT' });
    // Asked again it is tried again; put right it is there again.
    writeSharedMbtiles(join(folder, 'sound'), 'map and images', [{ at: [3, 1, 6], bytes: pngOf('png') }]);
    copyFileSync(join(folder, 'sound'), path);
    expect(await shelf.retry('慢图.mbtiles')).toBeNull();
    expect(textOf(await shelf.tile('慢图.mbtiles', 3, 1, 1))).toBe('png');
  });

  it('is tried again in vain where nothing was put right', async () => {
    const folder = temporaryFolder();
    writeHostileMbtiles(join(folder, 'a.mbtiles'), kind);
    const shelf = new BasemapShelf(folder, SOON_CPU_MS);
    onTestFinished(() => shelf.close());
    expect(await shelf.list()).toMatchObject([SILENT]);
    expect(await shelf.retry('a.mbtiles')).toBe(SILENT.problem);
    await expect(shelf.retry('x.mbtiles')).rejects.toMatchObject({ code: 'BASEMAP_UNKNOWN' });
  });

  it('is removed while it is being opened', async () => {
    const folder = temporaryFolder();
    writeHostileMbtiles(join(folder, 'a.mbtiles'), kind);
    const shelf = new BasemapShelf(folder, HOUR_MS);
    onTestFinished(() => shelf.close());
    const listing = shelf.list();
    const readers = () => childrenOf(process.pid, 'mbtiles-process').length;
    await until('the reader is there', () => readers() === 1);
    await shelf.remove('a.mbtiles');
    await until('the reader is gone', () => readers() === 0);
    await listing;
    expect(await shelf.list()).toEqual([]);
  });

  it('lets others be answered meanwhile, whether it is copied, linked or restored from a backup', async () => {
    const options = { patience: SOON_CPU_MS };
    const { call, service, directory } = await openWorkspace(undefined, undefined, options);
    const answered: string[] = [];
    const add = (link: boolean) =>
      call('basemaps.add', { token: service.files.register(hostileMap(kind)), link });
    const copied = add(false).then((found) => {
      answered.push('added');
      return found;
    });
    const bookmark = { kind: 'bookmark' as const, lng: 1, lat: 1, zoom: 1, bearing: 0 };
    // Questions, and commands, which wait for each other.
    await call('workspace.describe', {}).then(() => answered.push('described'));
    await call('saved.save', { name: 'x', content: bookmark }).then(() => answered.push('saved'));
    const { id } = await copied;
    expect(await copied).toMatchObject(SILENT);
    expect(answered).toEqual(['described', 'saved', 'added']);
    expect(await call('basemaps.list', {})).toMatchObject([{ id, ...SILENT }]);
    const linked = await add(true);
    expect((await call('basemaps.list', {})).find(({ id }) => id === linked.id)).toMatchObject(SILENT);
    const backup = join(directory, '..', 'a.xab');
    const token = service.files.register(backup);
    await call('backups.make', { token, password: null, basemaps: true });
    const restored = join(directory, '..', 'restored');
    await restoreBackup(backup, restored, { password: null, now: NOW, progress: unhurried });
    const other = await openService(restored, undefined, options);
    // What lies elsewhere is not touched before a person allows it there.
    const waiting = { problem: '随工作区从别处带来，同意后才会连接' };
    expect(await other.call('basemaps.list', {})).toMatchObject([SILENT, waiting]);
    expect(await other.call('workspace.describe', {})).toMatchObject({ name: '测试工作区' });
  });

  it('keeps no service from ending, and is not asked again by the next one', async () => {
    const { directory, service } = await openWorkspace();
    await service.close();
    copyFileSync(hostileMap(kind), join(directory, 'basemaps', '慢图.mbtiles'));
    const first = await serve(directory);
    const list = first.call('basemaps.list');
    await until('the reader is there', () => childrenOf(first.pid, 'mbtiles-process').length === 1);
    const [reader = 0] = childrenOf(first.pid, 'mbtiles-process');
    await first.end('SIGTERM');
    await list;
    await until('the reader is gone', () => !isRunning(reader));
    const second = await serve(directory);
    expect(await second.call('basemaps.list')).toMatchObject({ ok: [SILENT] });
    await second.end('SIGTERM');
    const third = await serve(directory);
    let readers = 0;
    const watch = setInterval(() => {
      readers = Math.max(readers, childrenOf(third.pid, 'mbtiles-process').length);
    }, 5);
    expect(await third.call('basemaps.list')).toMatchObject({ ok: [SILENT] });
    clearInterval(watch);
    expect(readers).toBe(0);
    await third.end('SIGTERM');
  });

  it('leaves no reader behind where the service is killed', async () => {
    const { directory, service } = await openWorkspace();
    await service.close();
    copyFileSync(hostileMap(kind), join(directory, 'basemaps', '慢图.mbtiles'));
    const served = await serve(directory);
    const list = served.call('basemaps.list');
    await until('the reader is there', () => childrenOf(served.pid, 'mbtiles-process').length === 1);
    const [reader = 0] = childrenOf(served.pid, 'mbtiles-process');
    // Until it is inside of what never ends.
    await until('the reader works', () => cpuTimeOf(reader) > 100);
    await served.end('SIGKILL');
    await list;
    expect(isRunning(reader)).toBe(true);
    await until('the reader ended itself', () => !isRunning(reader));
  });
});

describe('what is larger than any', () => {
  it('a layer of more than 512 MiB is refused, however small its file', async () => {
    const path = join(temporaryFolder(), 'a.gpkg');
    writeGeopackage(path);
    const sqlite = new SqliteDatabase(path);
    sqlite.exec('delete from "场所"');
    const insert = sqlite.prepare('insert into "场所" values (?, zeroblob(?), ?)');
    for (let id = 1; id <= 5; id++) insert.run(id, SWELLING_BLOB, '场所');
    sqlite.close();
    swellBlobs(path, '场所', 110 * 2 ** 20);
    expect(statSync(path).blocks * 512).toBeLessThan(2 ** 24);
    const read = readTableAside({ path, name: 'a.gpkg' }, { ...reading, sheet: '场所' }, unhurried, {
      // Enough for all of it: its own bound is what it meets.
      mostMemory: 3072,
    });
    await expect(read).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
      details: { file: 'a.gpkg（场所）' },
    });
  });

  it('a tile of more than 64 MiB is none, and the next one is given', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.mbtiles');
    const sqlite = new SqliteDatabase(path);
    sqlite.exec(`
      create table metadata (name text, value text);
      insert into metadata values ('name', '大图'), ('minzoom', '0'), ('maxzoom', '9'), ('format', 'pbf');
      create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);
      insert into tiles values (3, 1, 6, zeroblob(${SWELLING_BLOB})), (5, 1, 1, x'${PNG.toString('hex')}')`);
    sqlite.close();
    swellBlobs(path, 'tiles', 64 * 2 ** 20 + 1);
    const shelf = new BasemapShelf(folder, SOON_CPU_MS);
    onTestFinished(() => shelf.close());
    // Where it is given it is too large to be printed.
    const given = await shelf.tile('a.mbtiles', 3, 1, 1).then(
      () => 'a tile',
      ({ message }) => message,
    );
    expect(given).toContain('图块 3/1/1 损坏');
    // It was refused by its reader, not killed with it.
    expect(await shelf.tile('a.mbtiles', 4, 1, 1)).toHaveLength(0);
    expect(await shelf.list()).toMatchObject([{ title: '大图', problem: null }]);
  });
});

describe('many base maps', () => {
  it('are opened a few at a time, and no more than a machine can bear', async () => {
    const folder = temporaryFolder();
    const sound = join(folder, '01.mbtiles');
    writeSharedMbtiles(sound, 'map and images', [{ at: [3, 1, 6], bytes: pngOf('png') }]);
    for (let i = 2; i <= 26; i++) copyFileSync(sound, join(folder, `${String(i).padStart(2, '0')}.mbtiles`));
    const shelf = new BasemapShelf(folder);
    onTestFinished(() => shelf.close());
    const listing = shelf.list();
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, childrenOf(process.pid, 'mbtiles-process').length);
    }, 5);
    const list = await listing;
    clearInterval(watch);
    expect(list.map(({ problem }) => problem)).toEqual([
      ...Array<null>(24).fill(null),
      ...Array<string>(2).fill('MBTiles 底图超过 24 个，没有打开'),
    ]);
    expect(most).toBeLessThanOrEqual(24);
  });
});

describe('MBTiles that keep equal tiles once', () => {
  it.each(['map and images', 'shallow and data'] as const)('are read by their tables: %s', async (form) => {
    const folder = temporaryFolder();
    const tiles = [3, 5].map((z) => ({ at: [z, 1, 2 ** z - 2] as const, bytes: pngOf(`png ${z}`) }));
    writeSharedMbtiles(join(folder, 'a.mbtiles'), form, tiles);
    const shelf = new BasemapShelf(folder);
    onTestFinished(() => shelf.close());
    expect(await shelf.list()).toMatchObject([{ problem: null, minzoom: 3, maxzoom: 5, kind: 'raster' }]);
    expect(textOf(await shelf.tile('a.mbtiles', 5, 1, 1))).toBe('png 5');
    expect(await shelf.tile('a.mbtiles', 5, 2, 1)).toHaveLength(0);
  });
});

/** What begins a PNG of 256 × 256: a base map is read by what its tiles are. */
const PNG = Buffer.from('89504e470d0a1a0a0000000d494844520000010000000100', 'hex');

function pngOf(text: string): Uint8Array {
  return Buffer.concat([PNG, Buffer.from(text)]);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).subarray(PNG.length).toString();
}

interface Served {
  readonly pid: number;
  call(name: string): Promise<unknown>;
  /** Resolves when the process has gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** A workspace at the loopback door of a process of its own, whose end is not waited for. */
async function serve(directory: string): Promise<Served> {
  const server = spawn(process.execPath, [commandLine, 'serve', directory, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, XUEANTU_HOME: temporaryFolder() },
  });
  onTestFinished(() => void server.kill('SIGKILL'));
  const url = await new Promise<string>((resolve) => {
    let said = '';
    server.stdout.setEncoding('utf8').on('data', (part: string) => {
      said += part;
      const address = /http:\S+/.exec(said)?.[0];
      if (address) resolve(address);
    });
  });
  const { origin } = new URL(url);
  const headers = { ...(await enterDoor(url)), 'Content-Type': 'application/json' };
  return {
    pid: server.pid ?? 0,
    call: (name) =>
      fetch(`${origin}/call`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ id: name, name, input: {} }),
      })
        .then((response) => response.json())
        .catch(() => null),
    async end(signal) {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill(signal);
      await gone;
    },
  };
}
