import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { utils, write } from '@e965/xlsx';
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { errorCatalogue } from '#shared/contract/errors.ts';
import { dbase, points, writeGeopackage } from './gis-files.ts';
import { mutate } from './mutate.ts';
import { mutateSchema } from './mutate-schema.ts';
import { mutateZip } from './mutate-zip.ts';
import { createRandom } from './random.ts';

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
export const listSeeds: readonly (readonly [name: string, bytes: Uint8Array])[] = [
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
  ['a.shp', points([[116.4, 39.9]])],
  [
    'a.ndjson',
    strToU8(rows.map(([name, , category]) => JSON.stringify({ 名称: name, 类别: category })).join('\n')),
  ],
  ['nested.zip', zipSync({ 'a.kmz': zipSync({ 'doc.kml': strToU8(kml) }), 'b.csv': strToU8(csv) })],
  ['a.ovkml', strToU8(kml)],
];

type Mutate = typeof mutate;

/** Seeds whose insides are turned against who reads them, and how: hostile schemas, directories that lie. */
const hostile: readonly (readonly [name: string, mutate: Mutate])[] = [
  ['a.gpkg', mutateSchema],
  ['a.zip', mutateZip],
  ['a.kmz', mutateZip],
  ['a.xlsx', mutateZip],
  ['a.ods', mutateZip],
  ['nested.zip', mutateZip],
];

const mutations: readonly (readonly [name: string, bytes: Uint8Array, mutate: Mutate])[] = [
  ...listSeeds.map(([name, bytes]) => [name, bytes, mutate] as const),
  ...hostile.flatMap(([wanted, how]) =>
    listSeeds.filter(([name]) => name === wanted).map(([name, bytes]) => [name, bytes, how] as const),
  ),
];

/** One mutation of one kind of list, by its number. */
export function mutatedList(i: number, seed: number): { name: string; bytes: Uint8Array } {
  const [name, bytes, how] = mutations[i % mutations.length]!;
  return { name, bytes: how(bytes, createRandom(seed + i)) };
}

/** A small file that takes longer than this is read without end: its thread is ended, as the program does it. */
const PATIENCE_MS = 15_000;
const MOST_MEMORY = 3072;

/**
 * Reads seeded mutations of every kind of list in a thread, as the program does; how often each outcome came: `read`,
 * a code of the catalogue, or what was not foreseen.
 */
export async function fuzzLists(count: number, seed: number): Promise<Map<string, number>> {
  const outcomes = new Map<string, number>();
  let done = 0;
  while (done < count) {
    const ended = await readFrom(done, count, seed, (outcome) => {
      done += 1;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    });
    if (ended === null) break;
    done += 1;
    outcomes.set(ended, (outcomes.get(ended) ?? 0) + 1);
  }
  return outcomes;
}

/** Reads on from a number; null where the end was reached, else why the thread had to be ended at one. */
async function readFrom(
  from: number,
  count: number,
  seed: number,
  told: (outcome: string) => void,
): Promise<string | null> {
  const worker = new Worker(join(import.meta.dirname, 'fuzz-lists-worker.ts'), {
    workerData: { from, count, seed },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
  });
  try {
    return await new Promise((resolve) => {
      const tooSlow = () => resolve('FILE_TOO_SLOW');
      let timer = setTimeout(tooSlow, PATIENCE_MS);
      worker.on('message', (outcome: string) => {
        clearTimeout(timer);
        timer = setTimeout(tooSlow, PATIENCE_MS);
        told(outcome);
      });
      worker.on('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        resolve(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'FILE_TOO_LARGE' : String(error));
      });
      worker.on('exit', () => {
        clearTimeout(timer);
        resolve(null);
      });
    });
  } finally {
    await worker.terminate();
  }
}

/** Outcomes that are neither a reading nor a refusal in words. */
export function unforeseenOf(outcomes: ReadonlyMap<string, number>): string[] {
  return [...outcomes.keys()].filter((outcome) => outcome !== 'read' && !(outcome in errorCatalogue));
}
