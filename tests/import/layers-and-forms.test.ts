import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Table } from '#service/import/list-table.ts';
import { readTable } from '#service/import/read-table.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { dbase, points, writeGeopackageLayers } from '../support/gis-files.ts';
import { temporaryFolder } from '../support/temporary.ts';

function read(name: string, content: string | Uint8Array, sheet: string | null = null): Promise<Table> {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return readTable({ path, name }, { encoding: 'auto', sheet, header: true });
}

const text = (content: string) => new TextEncoder().encode(content);
const names = ({ columns, rows }: Table, column: string) =>
  rows.map(({ cells }) => cells[columns.indexOf(column)]);

async function refusal(task: Promise<unknown>): Promise<string> {
  try {
    await task;
  } catch (error) {
    if (error instanceof CodedError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'read';
}

const layer = (folder: string, name: string, venue: string) => ({
  [`${folder}${name}.shp`]: points([[116.33, 39.72]]),
  [`${folder}${name}.dbf`]: dbase([['名称', 20]], [[venue]]),
});

const placemark = (name: string, inner = '') =>
  `<Placemark><name>${name}</name>${inner}<Point><coordinates>116.33,39.72</coordinates></Point></Placemark>`;
const kml = (body: string) =>
  `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${body}</Document></kml>`;

describe('an archive of several lists', () => {
  it('layers of one form are one list, in which each row knows its layer', async () => {
    const table = await read(
      '两层.zip',
      zipSync({ ...layer('', '网吧', '星河网吧'), ...layer('', '旅馆', '平安旅馆') }),
    );
    expect(names(table, '名称')).toEqual(['星河网吧', '平安旅馆']);
    expect(table).toMatchObject({ sheets: ['网吧', '旅馆'], sheet: '*', hasGeometry: true, unread: [] });
    expect(table.rows[1]?.sheet).toEqual({ name: '旅馆', line: 1 });
  });

  it('of other forms the first is read, the others are told and can be chosen', async () => {
    const zip = zipSync({
      ...layer('', '网吧', '星河网吧'),
      'lists/学校.csv': text('学校名称,学段\n东街小学,小学\n西街小学,小学\n'),
      'readme.pdf': text('%PDF'),
    });
    const table = await read('v.zip', zip);
    expect(names(table, '名称')).toEqual(['星河网吧']);
    expect(table.sheetKinds).toEqual(['venues', 'schools']);
    expect(table.unread).toMatchObject([
      { name: '学校.csv', rows: 2, reason: expect.stringMatching(/学校.*--sheet/) },
      { name: 'readme.pdf', rows: 0 },
    ]);
    expect(names(await read('v.zip', zip, '学校.csv'), '学校名称')).toEqual(['东街小学', '西街小学']);
    expect(await refusal(read('v.zip', zip, '没有'))).toMatch(/^SHEET_UNKNOWN .*网吧、学校\.csv/);
  });

  it('what macOS adds is no list, wherever it stands; layers of one name in two folders are two', async () => {
    const added = { '__MACOSX/._网吧.shp': text('x'), '._a.dbf': text('x'), '.DS_Store': text('x') };
    const zip = zipSync({
      ...added,
      ...layer('甲/', '网吧', '星河网吧'),
      ...layer('乙/', '网吧', '飞天网吧'),
    });
    const table = await read('v.zip', zip);
    expect(names(table, '名称')).toEqual(['星河网吧', '飞天网吧']);
    expect(table.unread).toEqual([]);
  });

  it('photos beside a list are told, the signs of a map are not', async () => {
    const photo = new Uint8Array([0xff, 0xd8, 0xff]);
    const list = text('名称,经度,纬度\n星河网吧,116.33,39.72\n');
    const beside = await read(
      'a.zip',
      zipSync({ 'a.csv': list, '照片/门头.jpg': photo, '照片/内景.JPG': photo }),
    );
    expect(beside.unread).toMatchObject([{ reason: expect.stringContaining('图片 2 张') }]);
    const shown = zipSync({ 'doc.kml': text(kml(placemark('星河网吧'))), 'files/icon.png': photo });
    expect((await read('a.kmz', shown)).unread).toEqual([]);
  });

  it('a Shapefile without its table is refused with what is missing, an archive of nothing with what it holds', async () => {
    const { '网吧.dbf': _, ...bare } = layer('', '网吧', '星河网吧');
    expect(await refusal(read('v.zip', zipSync(bare)))).toMatch(
      /^ARCHIVE_PART_MISSING .*v\.zip.*“网吧”.*网吧\.dbf/,
    );
    expect(await refusal(read('v.zip', zipSync({ 'a.pdf': text('%PDF') })))).toMatch(
      /^ARCHIVE_NOTHING .*a\.pdf/,
    );
  });

  it('archives in an archive are read, deeper ones are told', async () => {
    const kmz = zipSync({ 'doc.kml': text(kml(placemark('小院'))) });
    const inner = zipSync({
      ...layer('', '网吧', '星河网吧'),
      'deeper.zip': zipSync(layer('', '旅馆', '平安旅馆')),
    });
    expect(names(await read('v.zip', zipSync({ '学校周边.kmz': kmz })), 'name')).toEqual(['小院']);
    const table = await read('v.zip', zipSync({ 'lists/内.zip': inner }));
    expect(names(table, '名称')).toEqual(['星河网吧']);
    expect(table.unread).toMatchObject([{ name: 'deeper.zip', reason: expect.stringContaining('解压') }]);
  });

  it('shapes alone are rows of numbers, and say that their attributes are missing', async () => {
    const places = [
      [116.33, 39.72],
      [116.34, 39.73],
    ] as const;
    for (const name of ['道路.shp', '道路.dat.shp']) {
      const table = await read(name, points(places));
      expect(table).toMatchObject({ columns: ['序号'], hasGeometry: true });
      expect(table.rows.map(({ cells, geometry }) => [cells, geometry])).toEqual(
        places.map((coordinates, i) => [[String(i + 1)], { type: 'Point', coordinates: [...coordinates] }]),
      );
      expect(table.unread).toMatchObject([
        { name: name.replace('.shp', '.dbf'), reason: expect.stringMatching(/没有同名的 \.dbf.*zip/) },
      ]);
    }
  });

  it('layers of a GeoPackage', async () => {
    const path = join(temporaryFolder(), 'v.gpkg');
    const venue = (name: string) => ({
      geometry: { type: 'Point' as const, coordinates: [116.33, 39.72] },
      values: { 名称: name },
    });
    writeGeopackageLayers(path, { 网吧: [venue('星河网吧')], 旅馆: [venue('平安旅馆')] });
    const reading = { encoding: 'auto', sheet: null, header: true };
    const both = await readTable({ path, name: 'v.gpkg' }, reading);
    expect(names(both, '名称')).toEqual(['星河网吧', '平安旅馆']);
    const one = await readTable({ path, name: 'v.gpkg' }, { ...reading, sheet: '旅馆' });
    expect(names(one, '名称')).toEqual(['平安旅馆']);
    expect(one.unread).toMatchObject([{ name: '网吧', rows: 1 }]);
  });
});

const feature = (name: string) => ({
  type: 'Feature',
  properties: { 名称: name },
  geometry: { type: 'Point', coordinates: [116.33, 39.72] },
});
const [first, second] = ['星河网吧', '平安旅馆'].map(feature);
const records = [
  { 名称: '星河网吧', 经度: 116.33, 纬度: 39.72 },
  { 名称: '平安旅馆', 经度: 116.34, 纬度: 39.73 },
];

describe('JSON in the forms that lists come in', () => {
  it.each([
    ['a line each', `${JSON.stringify(first)}\n${JSON.stringify(second)}\n`],
    ['RFC 8142', `\u001e${JSON.stringify(first, null, 1)}\n\u001e${JSON.stringify(second)}\n`],
    ['an array of features', JSON.stringify([first, second])],
    [
      'two collections',
      JSON.stringify([first, second].map((one) => ({ type: 'FeatureCollection', features: [one] }))),
    ],
    ['an array of records', JSON.stringify(records)],
    ['records a line each', records.map((record) => JSON.stringify(record)).join('\r\n')],
    ['wrapped', JSON.stringify({ code: 200, msg: 'ok', data: { total: 2, rows: records } })],
    ['an answer for a script', `callback_1(${JSON.stringify({ data: records })});`],
    ['a script', `var list = ${JSON.stringify(records)};\n`],
    ['with numbers that are none', JSON.stringify(records).replace('116.33', 'NaN').replace('39.72', 'NaN')],
    ['as JavaScript writes it', "[{名称:'星河网吧',经度:116.33},{名称:'平安旅馆',},] // 两家"],
    ['after a byte order mark', `\uFEFF${JSON.stringify(records)}`],
  ])('%s', async (_, content) => {
    expect(names(await read('a.json', content), '名称')).toEqual(['星河网吧', '平安旅馆']);
  });

  it('as JavaScript writes it keeps the digits of codes', async () => {
    const table = await read('a.json', "[{名称:'星河网吧',注册号:110115001234567890}]");
    expect(names(table, '注册号')).toEqual(['110115001234567890']);
  });

  it('a number that is none is empty', async () => {
    const table = await read('a.json', '[{"名称":"星河网吧","经度":NaN,"纬度":-Infinity}]');
    expect(table.rows[0]?.cells).toEqual(['星河网吧', '', '']);
  });

  it.each([
    [
      '百度',
      'bd09',
      {
        status: 0,
        results: [{ name: '星河网吧', uid: 'u', telephone: '1', location: { lat: 39.72, lng: 116.33 } }],
      },
    ],
    ['腾讯', 'gcj02', { status: 0, data: [{ title: '星河网吧', location: { lat: 39.72, lng: 116.33 } }] }],
    ['高德', 'gcj02', { status: '1', pois: [{ name: '星河网吧', location: '116.33,39.72' }] }],
    ['天地图', 'cgcs2000', { count: 1, pois: [{ name: '星河网吧', lonlat: '116.33,39.72', phone: '1' }] }],
  ])('an answer of %s is in its own system', async (_, system, answer) => {
    const table = await read('a.json', JSON.stringify(answer));
    expect(names(table, 'name')).toEqual(['星河网吧']);
    expect(table.stated).toMatchObject({ system, by: 'file' });
    const { lng, location } = Object.fromEntries(
      table.columns.map((key, i) => [key, table.rows[0]?.cells[i]]),
    );
    expect(lng ?? location?.split(',')[0]).toBe('116.33');
  });

  it('features of ArcGIS, in the system that they state', async () => {
    const esri = {
      spatialReference: { wkid: 102100, latestWkid: 3857 },
      features: [
        {
          attributes: { 名称: '一小' },
          geometry: {
            rings: [
              [
                [12950304.76, 4826283.46],
                [12950404.76, 4826283.46],
                [12950404.76, 4826383.46],
                [12950304.76, 4826283.46],
              ],
            ],
          },
        },
      ],
    };
    const table = await read('a.json', JSON.stringify(esri));
    expect(names(table, '名称')).toEqual(['一小']);
    const { geometry } = table.rows[0] ?? {};
    expect(geometry?.type).toBe('MultiPolygon');
    expect(JSON.stringify(geometry)).toMatch(/\[\[\[\[116\.33456\d+,39\.7265\d+\]/);
  });

  it('boundaries of DataV say that they are in GCJ-02; other GeoJSON says nothing by itself', async () => {
    const datav = { ...first, properties: { name: '大兴区', adcode: 110115, acroutes: [100000, 110000] } };
    expect(await read('a.geojson', JSON.stringify(datav))).toMatchObject({
      stated: { system: 'gcj02', by: 'file' },
    });
    expect(await read('a.geojson', JSON.stringify(first))).toMatchObject({
      stated: { system: 'wgs84', by: 'form' },
    });
  });

  it.each([
    [
      'one line is cut',
      `${JSON.stringify(first)}\n${JSON.stringify(second)}\n{"type":"Fea\n`,
      /^FILE_LINE_DAMAGED .*第 3 行/,
    ],
    ['the whole is cut', JSON.stringify(records).slice(0, -5), /^FILE_DAMAGED/],
    ['TopoJSON', '{"type":"Topology","objects":{}}', /^FILE_FORM_UNKNOWN .*TopoJSON/],
    ['settings', '{"theme":"dark","size":3}', /^FILE_FORM_UNKNOWN .*theme、size/],
  ])('is refused with what it is where %s', async (_, content, message) => {
    expect(await refusal(read('a.json', content))).toMatch(message);
  });
});

describe('KML as programs write it', () => {
  it('folders are the category of what lies in them, the innermost first', async () => {
    const inner = `<Folder><name>民宿</name>${placemark('小院')}</Folder>`;
    const body = `<Folder><name>网吧</name>${placemark('星河')}</Folder><Folder><name>旅馆</name>${placemark('平安')}${inner}</Folder>`;
    const table = await read('a.kml', kml(body));
    expect(names(table, 'name')).toEqual(['星河', '平安', '小院']);
    expect(names(table, '类别')).toEqual(['网吧', '旅馆', '民宿']);
  });

  it.each([
    [
      'a table of ArcGIS',
      '<table><tr><td>地址</td><td>兴丰大街1号</td></tr><tr><td>电话</td><td>1 &amp; 2</td></tr></table>',
    ],
    ['labelled lines', '地址：兴丰大街1号<br>电话：1 &amp; 2'],
  ])('a description that is %s becomes columns', async (_, html) => {
    const table = await read(
      'a.kml',
      kml(placemark('星河', `<description><![CDATA[${html}]]></description>`)),
    );
    expect([names(table, '地址'), names(table, '电话')]).toEqual([['兴丰大街1号'], ['1 & 2']]);
  });

  it('with a prefix before each name', async () => {
    const prefixed = kml(placemark('星河'))
      .replace('xmlns=', 'xmlns:kml=')
      .replaceAll(/<(\/?)(\w)/g, '<$1kml:$2');
    expect(names(await read('a.kml', prefixed), 'name')).toEqual(['星河']);
  });

  it('of 奥维 in GCJ-02, and in an archive under any name', async () => {
    expect(await read('a.ovkml', kml(placemark('星河')))).toMatchObject({
      stated: { system: 'gcj02', by: 'file' },
    });
    const zip = zipSync({
      '__MACOSX/._doc.kml': text('x'),
      'files/icon.png': text('x'),
      '名单.kml': text(kml(placemark('星河'))),
    });
    expect(names(await read('a.kmz', zip), 'name')).toEqual(['星河']);
  });
});
