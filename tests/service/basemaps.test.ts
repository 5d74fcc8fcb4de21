import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BasemapShelf } from '#service/cache/map/basemap-shelf.ts';
import { writeVectorMbtiles } from '../../electron/demo/basemap.ts';
import { givenData, hasGivenData, whyWithoutData } from '../support/given-data.ts';
import { callerWith, callsBy } from '../support/office-callers.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { tileAt } from '../support/tile.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

describe('base maps', () => {
  it('serve the tiles of an MBTiles file uncompressed, empty outside, and refuse unknown names', async () => {
    const folder = temporaryFolder();
    const road: GeoJSON.Feature = {
      type: 'Feature',
      properties: { name: '东街' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [116.39, 39.9],
          [116.41, 39.9],
        ],
      },
    };
    writeVectorMbtiles(
      join(folder, '镇.mbtiles'),
      { name: '镇', attribution: '自绘' },
      { roads: [road] },
      [116.38, 39.88, 116.42, 39.92],
    );
    const shelf = new BasemapShelf(folder);
    expect(await shelf.list()).toMatchObject([
      {
        id: '镇.mbtiles',
        title: '镇',
        kind: 'vector',
        minzoom: 10,
        maxzoom: 16,
        layers: ['roads'],
        attribution: '自绘',
        problem: null,
      },
    ]);
    const tile = await shelf.tile('镇.mbtiles', 12, ...tileAt(116.4, 39.9, 12));
    expect(Buffer.from(tile).toString('latin1')).toContain('roads');
    expect(await shelf.tile('镇.mbtiles', 12, 0, 0)).toHaveLength(0);
    await expect(shelf.tile('x.mbtiles', 1, 0, 0)).rejects.toMatchObject({ code: 'BASEMAP_UNKNOWN' });
    shelf.close();
  });

  it('list a broken archive with its problem and go on', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'bad.pmtiles'), 'PMTiles? no');
    writeFileSync(join(folder, 'bad.mbtiles'), 'SQLite? no');
    const shelf = new BasemapShelf(folder);
    expect((await shelf.list()).map(({ problem }) => problem)).toEqual([
      '文件损坏或格式不受支持',
      '文件损坏或格式不受支持',
    ]);
    await expect(shelf.tile('bad.pmtiles', 1, 0, 0)).rejects.toMatchObject({ code: 'BASEMAP_BROKEN' });
    shelf.close();
  });

  it.skipIf(!hasGivenData)(
    `read the same area from PMTiles and MBTiles, and name three broken archives ${whyWithoutData}`,
    async () => {
      const folder = temporaryFolder();
      for (const name of ['basemap.pmtiles', 'basemap.mbtiles'])
        copyFileSync(givenData('haidian', name), join(folder, name));
      for (const name of [
        'empty.pmtiles',
        'invalid.pmtiles',
        'invalid_v4.pmtiles',
        'usgs-mt-whitney-8-15-webp-512.pmtiles',
      ])
        copyFileSync(givenData('tiles', name), join(folder, name));
      const shelf = new BasemapShelf(folder);
      const haidian = tileAt(116.34, 39.95, 14);
      const list = await shelf.list();
      const layers = [
        'buildings',
        'landuse',
        'campuses',
        'roads',
        'railways',
        'traffic_facilities',
        'gates_entrances',
        'pois',
      ];
      for (const id of ['basemap.pmtiles', 'basemap.mbtiles']) {
        expect(list.find((basemap) => basemap.id === id)).toMatchObject({
          kind: 'vector',
          problem: null,
          layers: expect.arrayContaining(layers.slice(0, 5)),
        });
        expect((await shelf.tile(id, 14, ...haidian)).length, id).toBeGreaterThan(1000);
      }
      expect(await shelf.tile('basemap.pmtiles', 14, ...haidian)).toEqual(
        new Uint8Array(await shelf.tile('basemap.mbtiles', 14, ...haidian)),
      );
      expect(list.filter(({ problem }) => problem !== null).map(({ id }) => id)).toEqual([
        'empty.pmtiles',
        'invalid.pmtiles',
        'invalid_v4.pmtiles',
      ]);
      expect(list.find(({ id }) => id.startsWith('usgs'))).toMatchObject({ kind: 'raster', problem: null });
      shelf.close();
    },
  );
});

describe('workspace tiles', () => {
  it('hold the layers of the small town and get a new address when it changes', async () => {
    const workspace = await openWorkspace();
    const empty = await workspace.call('workspace.describe', {});
    await importSmallTown(workspace);
    const { revision } = await workspace.call('workspace.describe', {});
    expect(revision).toBeGreaterThan(empty.revision);
    const [x, y] = tileAt(116.4, 39.9, 14);
    const tile = Buffer.from(await workspace.call('map.tile', { revision, z: 14, x, y })).toString('utf8');
    for (const layer of ['zones', 'campuses', 'gates', 'gate_zones', 'venues', 'links', 'school_labels'])
      expect(tile, layer).toContain(layer);
    expect(tile).toContain('极速网吧');
    expect(await workspace.call('map.tile', { revision, z: 14, x: 0, y: 0 })).toHaveLength(0);
  });
});

it('whoever maintains the map in an office adds and removes its base maps, and the file is copied', async () => {
  const { service, directory } = await openWorkspace();
  const path = join(temporaryFolder(), '区.mbtiles');
  const school: GeoJSON.Feature = {
    type: 'Feature',
    properties: {},
    geometry: { type: 'Point', coordinates: [116.4, 39.9] },
  };
  writeVectorMbtiles(
    path,
    { name: '区', attribution: '自绘' },
    { places: [school] },
    [116.39, 39.89, 116.41, 39.91],
  );
  const clerk = callerWith(['clerk']);
  const call = callsBy(service, clerk);
  const token = service.files.of(clerk.session).register(path);
  // What is asked to be only referred to lies in the office for the while of an upload: it is kept as well.
  const { id, problem } = await call('basemaps.add', { token, link: true });
  expect(problem).toBeNull();
  expect(readdirSync(join(directory, 'basemaps'))).toEqual(['区.mbtiles']);
  expect(await callsBy(service, callerWith(['officer']))('basemaps.list', {})).toMatchObject([{ id }]);
  for (const role of ['systemAdministrator', 'leader', 'school'] as const)
    await expect(callsBy(service, callerWith([role]))('basemaps.remove', { id })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  await call('basemaps.remove', { id });
  expect(await call('basemaps.list', {})).toEqual([]);
});
