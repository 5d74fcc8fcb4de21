import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { GeoJSONVT } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BasemapShelf } from '#service/cache/map/basemap-shelf.ts';
import { readMbtiles } from '#service/cache/map/mbtiles.ts';
import { openMbtilesFile, writeMbtilesFile } from '#service/db/foreign/mbtiles-file.ts';
import { givenData } from '../support/given-data.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { tileAt } from '../support/tile.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const ZOOM = 12;
const [COLUMN, FROM_NORTH] = tileAt(116.4, 39.9, ZOOM);
const FROM_SOUTH = 2 ** ZOOM - 1 - FROM_NORTH;
const BOUNDS = '116.38,39.88,116.42,39.92';
const cases = givenData('..', 'cases', 'map', 'files');

/** The tile that holds the place, with one road. */
const road = (() => {
  const line = {
    type: 'Feature' as const,
    properties: { name: '东街' },
    geometry: {
      type: 'LineString' as const,
      coordinates: [[116.39, 39.9] as const, [116.41, 39.9] as const].map((at) => [...at]),
    },
  };
  const tile = new GeoJSONVT(line, { maxZoom: ZOOM }).getTile(ZOOM, COLUMN, FROM_NORTH);
  if (!tile) throw new Error('the road lies in no tile');
  return Buffer.from(fromGeojsonVt({ roads: tile }, { version: 2, extent: 4096 }));
})();

interface Archive {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly bytes?: Uint8Array;
  readonly row?: number;
  readonly column?: number;
}

/** An archive of one tile, as the program reads it. Errors: UnusableArchive. */
function read({ metadata = {}, bytes = road, row = FROM_SOUTH, column = COLUMN }: Archive) {
  const path = join(temporaryFolder(), 'one.mbtiles');
  writeMbtilesFile(path, metadata, [{ zoom: ZOOM, column, row, bytes }]);
  const file = openMbtilesFile(path);
  const { header, tile } = readMbtiles({
    ...file,
    tile: async (...place) => file.tile(...place),
    close: () => undefined,
  });
  return { header, tile: async () => Buffer.from(await tile(ZOOM, COLUMN, FROM_NORTH)) };
}

const pictureWords: readonly Record<string, string>[] = [{}, { format: 'pbf' }];

/** All of them have the tile at the same place. */
const rowOrders: readonly Archive[] = [
  { row: FROM_NORTH, metadata: { scheme: 'XYZ' } },
  { row: FROM_NORTH, metadata: { bounds: BOUNDS } },
  { metadata: { scheme: 'tms', bounds: BOUNDS } },
  { metadata: { bounds: BOUNDS } },
  {},
];

describe('archives of base maps that others make', () => {
  it('vector tiles are read however they are packed', async () => {
    const packed = {
      gzip: gzipSync(road),
      zlib: deflateSync(road),
      deflate: deflateRawSync(road),
      brotli: brotliCompressSync(road),
      zstandard: zstdCompressSync(road),
      nothing: road,
    };
    for (const [name, bytes] of Object.entries(packed)) {
      const { header, tile } = read({ bytes });
      expect(header, name).toMatchObject({ kind: 'vector', layers: ['roads'] });
      expect(await tile(), name).toEqual(road);
    }
  });

  it('what metadata leave out or say wrongly is taken from the tiles', async () => {
    for (const metadata of pictureWords) {
      const { header, tile } = read({ bytes: PNG, metadata });
      expect(header).toMatchObject({ kind: 'raster' });
      expect(await tile()).toEqual(PNG);
    }
    for (const archive of rowOrders)
      expect(await read(archive).tile(), JSON.stringify(archive)).toEqual(road);
    for (const metadata of [
      { minzoom: 'auto', maxzoom: '' },
      { minzoom: '14', maxzoom: '3' },
      { minzoom: '-1', maxzoom: 'NaN' },
    ])
      expect(read({ metadata }).header).toMatchObject({ minzoom: ZOOM, maxzoom: ZOOM });
    expect(read({ metadata: { json: '{"vector_layers": [' } }).header.layers).toEqual(['roads']);
  });

  it('what cannot be drawn is refused in words', () => {
    const other: readonly Archive[] = [
      { metadata: { crs: 'EPSG:4490' } },
      { metadata: { profile: 'global-geodetic' } },
      { metadata: { srs: 'urn:ogc:def:crs:EPSG::4549' } },
      { column: 2 ** ZOOM + 5 },
    ];
    for (const archive of other) expect(() => read(archive)).toThrow('不是网络墨卡托切片');
    expect(() => read({ metadata: { crs: 'EPSG:3857' } })).not.toThrow();
    expect(() => read({ bytes: Buffer.from('no tile at all') })).toThrow('认不出');
    expect(() => read({ bytes: Buffer.alloc(0) })).toThrow('文件里没有图块');
  });

  it('one bad archive hides no other, and says what is wrong with it', async () => {
    const folder = temporaryFolder();
    const archives = { odd: { crs: 'EPSG:4490' }, sound: { crs: 'EPSG:3857' } };
    for (const [name, metadata] of Object.entries(archives))
      writeMbtilesFile(join(folder, `${name}.mbtiles`), metadata, [
        { zoom: ZOOM, column: COLUMN, row: FROM_SOUTH, bytes: road },
      ]);
    const shelf = new BasemapShelf(folder);
    onTestFinished(() => shelf.close());
    const [odd, sound] = await shelf.list();
    expect(odd?.problem).toContain('EPSG:4490');
    expect(sound).toMatchObject({ title: 'sound', problem: null });
  });

  it.skipIf(!existsSync(cases))('the archives that were tried are read, or refused in words', async () => {
    const folder = temporaryFolder();
    const names = readdirSync(cases).filter((name) => name.endsWith('.mbtiles'));
    for (const name of names) copyFileSync(join(cases, name), join(folder, name));
    const shelf = new BasemapShelf(folder);
    onTestFinished(() => shelf.close());
    const list = await shelf.list();
    expect(list.map(({ id, kind, problem }) => [id, problem?.slice(0, 9) ?? kind])).toEqual([
      ['01-zlib.mbtiles', 'vector'],
      ['01b-rawdeflate-brotli.mbtiles', 'vector'],
      ['02-xyz.mbtiles', 'vector'],
      ['05-nanzoom.mbtiles', 'vector'],
      ['07-noformat.mbtiles', 'raster'],
      ['09-sparse.mbtiles', 'raster'],
      ['11-geodetic.mbtiles', '不是网络墨卡托切片'],
    ]);
    for (const { id, problem, bounds, minzoom } of list) {
      if (problem !== null || !bounds) continue;
      const [west, south, east, north] = bounds;
      const place = tileAt((west + east) / 2, (south + north) / 2, minzoom);
      expect((await shelf.tile(id, minzoom, ...place)).length, id).toBeGreaterThan(0);
    }
  });
});
