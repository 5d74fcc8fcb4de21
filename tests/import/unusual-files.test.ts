import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import wkx from 'wkx';
import { fromWgs84 } from '#shared/geodesy/reference-systems.ts';
import { dbase, points, writeGeopackageLayers } from '../support/gis-files.ts';
import { header, importList, sheetOf, venues, workbook } from '../support/imported-list.ts';
import { temporaryFolder } from '../support/temporary.ts';

const HERE = [116.334567, 39.726543] as const;
const json = (value: unknown) => JSON.stringify(value);
const record = (name: string, lng = 116.33) => ({ 名称: name, 经度: lng, 纬度: 39.72 });
const names = (stored: readonly (readonly string[])[]) => stored.map(([name]) => name);

describe('records of a JSON', () => {
  it('in several lists of the same columns are one list', async () => {
    const content = json({ code: 0, data: { 网吧: [record('甲网吧')], 旅馆: [record('乙旅馆', 116.34)] } });
    expect(names((await importList({ 'a.json': content })).stored)).toEqual(['甲网吧', '乙旅馆']);
  });

  it('in a list of other columns are told', async () => {
    const content = json({ rows: [record('甲网吧'), record('乙网吧')], fields: [{ id: 1, title: '名称' }] });
    const { result } = await importList({ 'a.json': content });
    expect(result).toMatchObject({ rows: 2, unread: [{ name: 'fields', rows: 1 }] });
  });

  it('keep the digits of codes that were written as numbers', async () => {
    const two = ['911101157000000017', '911101157000000025'];
    const content = `[${two.map((code, i) => `{"名称":"甲${i}网吧","统一社会信用代码":${code},"经度":116.33,"纬度":39.7${i}}`).join()}]`;
    const { stored } = await importList({ 'a.json': content });
    expect(stored.map((cells) => cells[1])).toEqual(two);
  });

  it('of one page say how many there are in all', async () => {
    const page = { status: '1', count: '120', pois: [{ name: '甲网吧', location: '116.33,39.72' }] };
    const answers = [
      [page, 119],
      [{ code: 0, data: { total: 200, list: [record('甲网吧')] } }, 199],
      [{ code: 0, data: { total: 1, list: [record('甲网吧')] } }, null],
    ] as const;
    for (const [answer, rows] of answers) {
      const { unread } = (await importList({ 'a.json': json(answer) })).result;
      expect(unread.map((part) => part.rows)).toEqual(rows === null ? [] : [rows]);
    }
  });

  it('of several pages or layers of ArcGIS are read all, and what its server cut off is told', async () => {
    const set = (name: string) => ({
      geometryType: 'esriGeometryPoint',
      spatialReference: { wkid: 4490 },
      features: [{ attributes: { 名称: name }, geometry: { x: HERE[0], y: HERE[1] } }],
    });
    const forms = [
      `${json(set('甲网吧'))}\n${json(set('乙网吧'))}`,
      json({ layers: [set('甲网吧'), set('乙网吧')] }),
    ];
    for (const content of forms)
      expect(names((await importList({ 'a.json': content }, { crs: null })).stored)).toEqual([
        '甲网吧',
        '乙网吧',
      ]);
    const cut = json({ ...set('甲网吧'), exceededTransferLimit: true });
    const { unread } = (await importList({ 'a.json': cut }, { crs: null })).result;
    expect(unread).toMatchObject([{ reason: expect.stringContaining('分页') }]);
  });
});

it.each([
  ['WGS84', 'wgs84'],
  ['WGS 84', 'wgs84'],
  ['CGCS2000', 'cgcs2000'],
  ['http://spatialreference.org/ref/epsg/4490/proj4/', 'cgcs2000'],
  ['GCJ02', 'gcj02'],
  ['BD-09', 'bd09'],
] as const)('a GeoJSON in the system %s', async (name, system) => {
  const position = system === 'gcj02' || system === 'bd09' ? fromWgs84([...HERE], system) : HERE;
  const { result, stored } = await importList(
    {
      'a.geojson': json({
        type: 'FeatureCollection',
        crs: { type: 'name', properties: { name } },
        features: [
          {
            type: 'Feature',
            properties: { 名称: '甲网吧' },
            geometry: { type: 'Point', coordinates: position },
          },
        ],
      }),
    },
    { crs: null },
  );
  expect(result.crs).toBe(system);
  expect(Number(stored[0]?.[4])).toBeCloseTo(HERE[0], 5);
});

describe('shapes in cells', () => {
  const list = (text: string) => `名称\tWKT\n甲网吧\t${text}\n`;
  const isoWithHeight = new wkx.Point(...HERE, 5).toWkb().toString('hex');
  it.each([
    'srid=4490; point (116.334567 39.726543)',
    'POINTZ(116.334567 39.726543 3)',
    'POINT(116.334567, 39.726543)',
    isoWithHeight,
    json({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: HERE } }),
  ])('are read: %s', async (text) => {
    const { stored, problems } = await importList({ 'a.tsv': list(text) });
    expect(problems).toEqual([]);
    expect(stored[0]?.slice(4)).toEqual(['116.334567', '39.726543']);
  });

  it.each([
    '<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(39.7 116.3)',
    'AQEAAADuXBjp',
    'LINESTRING(116.33 39.72, 116.34 39.73)',
    '点（116，39）',
  ])('that say no place are told, and never called missing: %s', async (text) => {
    const { result, problems } = await importList({ 'a.tsv': list(text) });
    expect(result).toMatchObject({ added: 1, unlocated: 1 });
    expect(problems.map(({ code }) => code)).toEqual(['SHAPE_UNREADABLE']);
  });

  it.each(['', 'POINT EMPTY', 'null'])('that are none are none: “%s”', async (text) => {
    expect((await importList({ 'a.tsv': list(text) })).problems.map(({ code }) => code)).toEqual([
      'POSITION_MISSING',
    ]);
  });
});

describe('a Shapefile', () => {
  const archive = (records: Uint8Array) =>
    zipSync({ 'a.shp': points([[116.33, 39.72]]), 'a.dbf': records, 'a.prj': strToU8('') });
  it('with more records than shapes has rows without a place', async () => {
    const { result, stored } = await importList({
      'a.zip': archive(dbase([['名称', 20]], [['甲网吧'], ['乙网吧']])),
    });
    expect(result).toMatchObject({ rows: 2, unlocated: 1 });
    expect(stored[1]).toEqual(['乙网吧', '', '', '', '', '']);
  });

  it('tells records that were deleted', async () => {
    const records = Buffer.from(dbase([['名称', 20]], [['甲网吧'], ['乙网吧']]));
    records[32 + 32 + 1 + 21] = 0x2a;
    const { result } = await importList({ 'a.zip': archive(records) });
    expect(result).toMatchObject({ rows: 1, unread: [{ rows: 1, reason: expect.stringContaining('删除') }] });
  });
});

describe('of several sheets and layers that of the kind which is wanted is read where nobody has chosen', () => {
  const schools = sheetOf([
    ['学校名称', '学段', '经度', '纬度'],
    ['柳林小学', '小学', 116.33, 39.72],
  ]);
  const book = workbook({
    学校: schools,
    场所: sheetOf([[...header], ...venues.map((cells) => [...cells])]),
  });

  it('sheets', async () => {
    const { result, stored } = await importList({ 'a.xlsx': book }, { ofKind: true });
    expect(stored).toEqual(venues);
    expect(result.unread).toMatchObject([{ name: '学校', rows: 1 }]);
  });

  it('layers', async () => {
    const towns = {
      type: 'Polygon',
      coordinates: [
        [
          [116.3, 39.7],
          [116.4, 39.7],
          [116.4, 39.8],
          [116.3, 39.7],
        ],
      ],
    } as const;
    const layers = writeGeopackageLayers(`${temporaryFolder()}/a.gpkg`, {
      街道: [
        {
          geometry: {
            ...towns,
            coordinates: [...towns.coordinates.map((ring) => ring.map((at) => [...at]))],
          },
          values: { 名称: '黄村镇' },
        },
      ],
      网吧: [{ geometry: { type: 'Point', coordinates: [...HERE] }, values: { 名称: '甲网吧' } }],
    });
    expect(names((await importList({ 'a.gpkg': layers }, { crs: null, ofKind: true })).stored)).toEqual([
      '甲网吧',
    ]);
  });
});

it.each([
  [
    'a line with a place that is none',
    { type: 'LineString', coordinates: [[116.3, 39.7], null, [116.31, 39.71]] },
  ],
  ['a line of nothing', { type: 'LineString', coordinates: [null, null] }],
  ['a line of texts', { type: 'LineString', coordinates: ['116.3,39.7', '116.31,39.71'] }],
  [
    'an area with a ring that is none',
    {
      type: 'Polygon',
      coordinates: [
        [
          [116.3, 39.7],
          [116.31, 39.7],
          [116.31, 39.71],
          [116.3, 39.7],
        ],
        null,
      ],
    },
  ],
  ['a collection of nothing', { type: 'GeometryCollection', geometries: [null] }],
  ['an unknown type', { type: 'point', coordinates: [116.3, 39.7] }],
])('a row with %s is told, and no other', async (_, geometry) => {
  const good = { type: 'Point', coordinates: HERE };
  const features = [good, geometry].map((own, i) => ({
    type: 'Feature',
    properties: { 名称: `甲${i}网吧` },
    geometry: own,
  }));
  for (const as of ['venues', 'roads', 'campuses', 'regions', 'facilities', 'gates'] as const) {
    const content = json({ type: 'FeatureCollection', features });
    const { result, problems } = await importList({ 'a.geojson': content }, { as });
    expect(result.rows).toBe(2);
    expect(problems.filter(({ row }) => row === 2).map(({ code }) => code)).toContain('SHAPE_UNREADABLE');
    expect(problems.map(({ message }) => message).join()).not.toMatch(/undefined|null|（，|“”/);
  }
});
