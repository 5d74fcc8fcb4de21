import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readTable } from '#service/import/read-table.ts';
import { errorCatalogue } from '#shared/contract/errors.ts';
import { dbase, points, writeGeopackage } from '../support/gis-files.ts';
import { mutate } from '../support/mutate.ts';
import { createRandom } from '../support/random.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { openWorkspace } from '../support/workspace.ts';

/** 10,000 mutations in all, most of them of the small readers; the seed makes each of them again. */
const SEED = 20261122;
const READS = 9600;
const IMPORTS = 400;

const rows = Array.from({ length: 12 }, (_, i) => [
  `极速网吧${i}`,
  `9133010600000000${i}`,
  '网吧',
  `东街${i}号`,
  `116.40${i}`,
  '39.9001',
  `2019年3月${i + 1}日`,
]);
const table = [['名称', '信用代码', '类别', '地址', '经度', '纬度', '成立日期'], ...rows];
const csv = table.map((row) => row.join(',')).join('\n');
const kml = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${rows
  .map(
    ([name, , , , lng, lat]) =>
      `<Placemark><name>${name}</name><Point><coordinates>${lng},${lat}</coordinates></Point></Placemark>`,
  )
  .join('')}</Document></kml>`;
const geojson = JSON.stringify({
  type: 'FeatureCollection',
  features: rows.map(([name, , category, , lng, lat]) => ({
    type: 'Feature',
    properties: { 名称: name, 类别: category },
    geometry: { type: 'Point', coordinates: [Number(lng), Number(lat)] },
  })),
});

const records = dbase(
  [
    ['名称', 20],
    ['地址', 30],
  ],
  [['金龙网吧', '东街1号']],
);

function geopackage(): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'xueantu-test-'));
  try {
    writeGeopackage(join(folder, 'a.gpkg'));
    return readFileSync(join(folder, 'a.gpkg'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function spreadsheet(
  bookType: 'xlsx' | 'xlsm' | 'biff8' | 'xlsb' | 'ods' | 'fods' | 'dif' | 'sylk',
): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(table), '名单');
  return new Uint8Array(write(book, { type: 'buffer', bookType }) as Buffer);
}

/** Real files of every reader, by the name that chooses it. */
const seeds: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['a.csv', strToU8(csv)],
  ['gbk.csv', iconv.encode(csv, 'gb18030')],
  ['utf16.txt', iconv.encode(`\uFEFF${csv.replaceAll(',', '\t')}`, 'utf16le')],
  ['a.geojson', strToU8(geojson)],
  ['a.kml', strToU8(kml)],
  ['a.kmz', zipSync({ 'doc.kml': strToU8(kml) })],
  [
    'a.gpx',
    strToU8(
      '<gpx xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="39.9" lon="116.4"><name>甲</name></wpt></gpx>',
    ),
  ],
  ['a.fods', spreadsheet('fods')],
  ['a.dif', spreadsheet('dif')],
  ['a.slk', spreadsheet('sylk')],
  ['a.xls', spreadsheet('biff8')],
  ['a.xlsx', spreadsheet('xlsx')],
  ['a.xlsb', spreadsheet('xlsb')],
  ['a.ods', spreadsheet('ods')],
  ['a.xlsm', spreadsheet('xlsm')],
  ['a.et', spreadsheet('biff8')],
  ['a.zip', zipSync({ 'a.shp': points([[116.4, 39.9]]), 'a.dbf': records })],
  ['a.dbf', records],
  ['a.gpkg', geopackage()],
];

describe('files that were damaged', () => {
  // The spreadsheet library tells of every odd record.
  beforeAll(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
  afterAll(() => void vi.restoreAllMocks());

  it(`${READS} mutations of every kind of file are each read or refused by code`, () => {
    const random = createRandom(SEED);
    const path = join(temporaryFolder(), 'file');
    const outcomes = new Map<string, number>();
    for (let i = 0; i < READS; i++) {
      const [name, bytes] = seeds[i % seeds.length]!;
      writeFileSync(path, mutate(bytes, random));
      let outcome = 'read';
      try {
        const { columns, rows: found } = readTable(
          { path, name },
          { encoding: 'auto', sheet: null, header: true },
        );
        if (columns.length === 0 || found.length === 0) outcome = `nothing read from ${name}`;
      } catch (error) {
        outcome = (error as { code?: string }).code ?? `${name} (${i}): ${error}`;
      }
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    const unknown = [...outcomes.keys()].filter(
      (outcome) => outcome !== 'read' && !(outcome in errorCatalogue),
    );
    expect(unknown).toEqual([]);
    expect(outcomes.get('read')).toBeGreaterThan(READS / 4);
    expect(outcomes.get('FILE_DAMAGED')).toBeGreaterThan(READS / 50);
  }, 300_000);

  it(`${IMPORTS} mutations imported leave every row accounted for, or nothing at all`, async () => {
    const random = createRandom(SEED + 1);
    const open = await openWorkspace();
    const texts = seeds.slice(0, 5);
    let written = 0;
    for (let i = 0; i < IMPORTS; i++) {
      const [name, bytes] = texts[i % texts.length]!;
      const before = await state(open.call);
      const token = open.file(`${i}-${name}`, mutate(bytes, random));
      const input = { token, as: 'venues' as const, crs: 'wgs84' as const, map: {}, recheck: false };
      const outcome = await open
        .call('import.run', input)
        .catch((error: { code?: string }) => error.code ?? String(error));
      const after = await state(open.call);
      if (typeof outcome === 'string') {
        expect(errorCatalogue).toHaveProperty(outcome);
        expect(outcome).not.toBe('INTERNAL');
        expect(after).toEqual(before);
        continue;
      }
      const { result } = outcome;
      expect(result.rows).toBe(result.added + result.updated + result.unchanged + result.rejected);
      expect(after).toEqual({ venues: before.venues + result.added, batches: before.batches + 1 });
      written += 1;
    }
    expect(written).toBeGreaterThan(IMPORTS / 5);
  }, 300_000);
});

async function state(call: Awaited<ReturnType<typeof openWorkspace>>['call']) {
  const { total } = await call('venues.list', { limit: 1, offset: 0 });
  return { venues: total, batches: (await call('import.batches', {})).length };
}
