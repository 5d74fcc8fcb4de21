import { beforeEach, expect, it, vi } from 'vitest';
import type { Workspace } from '#service/workspace/workspace.ts';
import { callerWith, callsBy } from '../support/office-callers.ts';
import { tileAt } from '../support/tile.ts';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

/**
 * After the commit of a command the caches take over what it changed. Where that fails the command is recorded all the
 * same: its caller hears so, and nobody is shown what was there before.
 */

const everything = { match: 'all' as const, parts: [] };
const rowsOf = {
  table: 'venues' as const,
  query: everything,
  columns: ['name' as const],
  offset: 0,
  limit: 10,
};

let town: OpenWorkspace;
beforeEach(async () => {
  town = await openWorkspace();
  await importSmallTown(town);
});

/** What people are shown, all of it kept in memory when it was asked for once. */
async function shown() {
  const { call, service } = town;
  const { rows } = await call('tables.rows', rowsOf);
  const found = await call('search.places', { text: '改名后' });
  const { lngs, lats } = (await service.workspace.places.venues()).venues;
  const [x, y] = tileAt(116.4, 39.8985, ZOOM);
  const { revision } = service.workspace.tiles;
  return {
    rows,
    bySchool: await callsBy(service, callerWith(['school']))('tables.rows', rowsOf),
    found: found.map(({ name }) => name),
    overview: await call('overview.get', {}),
    positions: [lngs, lats].map((column) => [...column]),
    findings: await call('findings.list', { schoolId: 1 }),
    tile: Buffer.from(await call('map.tile', { revision, z: ZOOM, x, y })).toString('base64'),
    pack: (await call('workspace.describe', {})).pack.id,
  };
}

/** What somebody is shown who opens the workspace anew. */
async function shownAnew() {
  const { service, directory } = town;
  await service.close();
  await service.open(directory);
  return await shown();
}

const ZOOM = 16;
const rename = {
  table: 'venues' as const,
  id: 1,
  geometry: { type: 'Point' as const, coordinates: [116.4001, 39.8987] as [number, number] },
  values: { name: '改名后网吧' },
};
const save = async (once: string) =>
  await town.service.call({
    id: 'save',
    name: 'places.save',
    input: rename,
    once,
    signal: new AbortController().signal,
  });

const parts: Readonly<Record<string, (workspace: Workspace) => object>> = {
  search: ({ search }) => search.venues,
  places: ({ places }) => places,
  tiles: ({ tiles }) => tiles,
};

it.each(Object.keys(parts))(
  'a command whose change %s cannot take over is answered as recorded, and nothing old is shown',
  async (part) => {
    const before = await shown();
    const cache = parts[part]?.(town.service.workspace) as { refresh(): Promise<void> };
    const stale: string[] = [];
    town.service.subscribe((event) => {
      if (event.event === 'stale') stale.push(...event.queries);
    });
    const refresh = vi
      .spyOn(cache, 'refresh')
      .mockRejectedValueOnce(Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' }));
    const answer = await save('once');
    expect(refresh).toHaveBeenCalledOnce();
    // Whoever was cut off and sends the same again hears the same.
    expect(await save('once')).toEqual(answer);
    const after = await shown();
    expect(after.found).toContain('改名后网吧');
    expect(after.tile).not.toBe(before.tile);
    expect(stale).toEqual(expect.arrayContaining(['overview.get', 'tables.rows', 'workspace.describe']));
    expect(after).toEqual(await shownAnew());
  },
);

it('rules that cannot be read after a command has put another pack in force are not the old ones', async () => {
  await shown();
  const { tiles } = town.service.workspace;
  vi.spyOn(tiles, 'redraw').mockImplementationOnce(() => {
    throw new Error('no memory');
  });
  await town.call('packs.use', { id: 'national' });
  const after = await shown();
  expect(after.pack).toBe('national');
  expect(after).toEqual(await shownAnew());
});

it('a password that was set is asked for, whatever failed after it', async () => {
  const { service, call } = town;
  vi.spyOn(service.workspace, 'refresh').mockRejectedValueOnce(new Error('no memory'));
  await call('workspace.setPassword', { password: null, newPassword: '新密码 2026' });
  expect(service.isLocked('another')).toBe(true);
});

it('a workspace that cannot even be read anew is opened once more', async () => {
  await shown();
  const old = town.service.workspace;
  const failing = async () => {
    throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });
  };
  vi.spyOn(old, 'refresh').mockImplementation(failing);
  vi.spyOn(old, 'renew').mockImplementation(failing);
  const waiting = save('once');
  // It came while the first was carried out: it may not be measured by what is old.
  const behind = town
    .call('venues.savePosition', { id: 2, position: [116.41, 39.8986], source: 'surveyed' })
    .catch(() => null);
  const answer = await waiting;
  await behind;
  expect(town.service.workspace).not.toBe(old);
  expect(await save('once')).toEqual(answer);
  const after = await shown();
  expect(after.found).toContain('改名后网吧');
  expect(after).toEqual(await shownAnew());
});
