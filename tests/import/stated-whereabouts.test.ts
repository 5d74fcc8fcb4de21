import { describe, expect, it } from 'vitest';
import { fromWgs84, type ReferenceSystem } from '#shared/geodesy/reference-systems.ts';
import type { LngLat, PolygonRings } from '#shared/geodesy/units.ts';
import { openWorkspace } from '../support/workspace.ts';

const box = (west: number, east: number, south: number, north: number): PolygonRings => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ],
];
describe('what is no proof', () => {
  const district = (properties: object, system: ReferenceSystem = 'wgs84') =>
    JSON.stringify({
      type: 'Feature',
      properties: { 名称: '大兴区', 种类: '区县', ...properties },
      geometry: {
        type: 'Polygon',
        coordinates: box(116.3, 116.31, 39.7, 39.71).map((ring) => ring.map((at) => fromWgs84(at, system))),
      },
    });
  /** Venues close around the middle of a district so small that another reading lies outside. */
  const venues = Array.from({ length: 60 }, (_, i) => `第${i}店,${116.304 + (i % 8) * 0.0002},39.705`);
  const list = `名称,经度,纬度\n${venues.join('\n')}\n`;

  it('a boundary whose own system nobody has confirmed, and a file compared with itself', async () => {
    const workspace = await openWorkspace();
    const { call, file } = workspace;
    const options = { as: 'venues' as const, map: {} };
    const weigh = async () =>
      await call('import.evidence', { token: file('v.csv', list), crs: null, ...options });
    await call('import.run', { token: file('r.geojson', district({})), as: 'regions', crs: null, map: {} });
    expect(await weigh()).toMatchObject({ best: null, hasBoundary: false, hasUnproven: true });
    const [assumed] = await call('import.batches', {});
    expect(assumed?.crs).toBe('WGS84（GPS）（未确认）');
    await call('import.undo', {});
    await call('import.run', {
      token: file('r.geojson', district({})),
      as: 'regions',
      crs: 'wgs84',
      map: {},
    });
    expect(await weigh()).toMatchObject({ best: 'wgs84', clear: true, hasUnproven: false });
    expect((await call('import.batches', {}))[0]?.crs).toBe('WGS84（GPS）');
    await call('import.undo', {});
    await call('import.run', { token: file('v.csv', list), crs: 'gcj02', ...options });
    expect(await weigh()).toMatchObject({ best: null, clear: false });
  });

  it('what the file states is preselected, what only its form usually means is not', async () => {
    const { call, file } = await openWorkspace();
    const plain = await call('import.preview', { token: file('r.geojson', district({})) });
    expect(plain.stated).toMatchObject({ system: 'wgs84', by: 'form' });
    const datav = district({ adcode: 110115, acroutes: [100000, 110000] }, 'gcj02');
    const token = file('d.geojson', datav);
    expect((await call('import.preview', { token })).stated).toMatchObject({ system: 'gcj02', by: 'file' });
    const { result } = await call('import.run', { token, as: 'regions', crs: null, map: {} });
    expect(result).toMatchObject({ crs: 'gcj02', crsConfidence: 1, added: 1 });
  });
});

describe('a list of a whole city in an unstated system', () => {
  /** Six districts in two rows, as DataV gives them: in GCJ-02, each with its code. */
  const districts = [
    [500103, '渝中区'],
    [500105, '江北区'],
    [500106, '沙坪坝区'],
    [500107, '九龙坡区'],
    [500108, '南岸区'],
    [500112, '渝北区'],
  ].map(([adcode, name], i) => {
    const [west, south] = [106.4 + (i % 3) * 0.08, 29.5 + Math.floor(i / 3) * 0.08];
    return { adcode, name, west, south, polygon: box(west, west + 0.08, south, south + 0.08) };
  });
  const datav = JSON.stringify({
    type: 'FeatureCollection',
    features: districts.map(({ adcode, name, polygon }) => ({
      type: 'Feature',
      properties: { adcode, name, level: 'district', acroutes: [100000, 500000] },
      geometry: {
        type: 'Polygon',
        coordinates: polygon.map((ring) => ring.map((at) => fromWgs84(at, 'gcj02'))),
      },
    })),
  });
  /** 600 places spread over the districts, of which one in forty is registered in the next one. */
  const places = Array.from({ length: 600 }, (_, i) => {
    const { west, south } = districts[i % 6] ?? districts[0]!;
    const at: LngLat = [
      west + 0.0005 + ((i * 37) % 100) * 0.00079,
      south + 0.0005 + ((i * 61) % 97) * 0.00081,
    ];
    const told = districts[(i % 40 === 0 ? i + 1 : i) % 6]?.adcode;
    return { name: `第${i}店`, told, at: fromWgs84(at, 'bd09') };
  });
  const inMiddle = places.map((place, i) => ({
    ...place,
    at: fromWgs84([106.52 + (i % 30) * 0.001, 29.53 + (i % 29) * 0.001], 'bd09'),
  }));
  const run = async (
    as: 'venues' | 'schools',
    header: string,
    says: (told: number | string) => string,
    list = places,
    regionsOf = datav,
  ) => {
    const { call, file } = await openWorkspace();
    const given = await call('import.run', {
      token: file('500000.json', regionsOf),
      as: 'regions',
      crs: null,
      map: {},
    });
    expect(given.result).toMatchObject({ added: 6, crs: 'gcj02' });
    const rows = list.map(({ name, told, at: [lng, lat] }) => `${name},${says(told ?? '')},${lng},${lat}`);
    const token = file('list.csv', `名称,${header},经度,纬度\n${rows.join('\n')}\n`);
    return await call('import.evidence', { token, as, crs: null, map: {} });
  };
  const named = (told: number | string) => districts.find(({ adcode }) => adcode === told)?.name ?? '';

  it.each([
    ['venues', '统一社会信用代码', (told: number | string) => `92${told}MA0AAAAA11`],
    ['venues', '注册号', (told: number | string) => `${told}600000001`],
    ['venues', '登记机关', (told: number | string) => `重庆市${named(told)}市场监督管理局`],
    ['venues', '地址', (told: number | string) => `重庆市${named(told)}某处`],
    ['schools', '学校标识码', (told: number | string) => `${told}0001`],
    ['schools', '行政区划代码', (told: number | string) => String(told)],
  ] as const)('%s: BD-09 is told by %s', async (as, header, says) => {
    const evidence = await run(as, header, says);
    expect(evidence).toMatchObject({ best: 'bd09', clear: true });
    // Nearly all lie inside the city in every reading: that alone tells nothing.
    expect(evidence.evidence.every(({ inside }) => (inside ?? 0) > 0.9)).toBe(true);
  });

  it('the code of a region is kept with it: regions that are called otherwise are told by it', async () => {
    const renamed = datav.replace(/"name":"[^"]*"/g, () => `"name":"片区"`).split('片区');
    const numbered = renamed.map((part, i) => (i === 0 ? part : `第${i}片${part}`)).join('');
    const evidence = await run('venues', '信用代码', (told) => `92${told}MA0AAAAA11`, places, numbered);
    expect(evidence).toMatchObject({ best: 'bd09', clear: true });
    expect(evidence.evidence.map(({ told }) => told)).toEqual([600, 600, 600]);
  });

  it('what says nothing of where it is stays in doubt', async () => {
    // All in one district, whose border no reading reaches.
    const evidence = await run('venues', '备注', () => '', inMiddle);
    expect(evidence.evidence.map(({ inside }) => inside)).toEqual([1, 1, 1]);
    expect(evidence.clear).toBe(false);
  });
});
