import { describe, expect, it } from 'vitest';
import { fromWgs84, type ReferenceSystem } from '#shared/geodesy/reference-systems.ts';
import type { LngLat, PolygonRings } from '#shared/geodesy/units.ts';
import { weighReadings } from '#shared/registry/reference-evidence.ts';
import { openWorkspace } from '../support/workspace.ts';

/** Two districts side by side, each 0.2° wide, and a wide country around them. */
const [WEST, MIDDLE, EAST] = [116.2, 116.4, 116.6];
const [SOUTH, NORTH] = [39.6, 39.8];
const box = (west: number, east: number, south = SOUTH, north = NORTH): PolygonRings => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ],
];
const regions = [
  { name: '大兴区', polygons: [box(WEST, MIDDLE)] },
  { name: '通州区', polygons: [box(MIDDLE, EAST)] },
];
const boundary = regions.flatMap(({ polygons }) => polygons);

/** Places along both sides of the border, which no reading moves out of both districts. */
function alongBorder(system: ReferenceSystem, says: (inWest: boolean, i: number) => object) {
  return Array.from({ length: 80 }, (_, i) => {
    const inWest = i % 2 === 0;
    const at: LngLat = [MIDDLE + (inWest ? -1 : 1) * (0.001 + (i % 10) * 0.0005), 39.65 + i * 0.001];
    return { name: `第${i}店`, position: fromWgs84(at, system), ...says(inWest, i) };
  });
}

describe('what rows say of where they are tells the reference system', () => {
  const known = { boundary, places: [], regions };

  it.each(['wgs84', 'gcj02', 'bd09'] as const)('districts in addresses: %s', (system) => {
    const list = alongBorder(system, (inWest) => ({ address: `北京市${inWest ? '大兴区' : '通州区'}某路` }));
    const verdict = weighReadings(list, known);
    expect(verdict).toMatchObject({ best: system, clear: true });
    // The boundary of both together holds every reading.
    expect(verdict.evidence.every(({ inside }) => inside === 1)).toBe(true);
    expect(verdict.evidence.find(({ reading }) => reading === system)).toMatchObject({
      told: 80,
      agreeing: 80,
    });
    expect(weighReadings(list, { ...known, regions: [] }).clear).toBe(false);
  });

  it.each([
    ['credit codes', (inWest: boolean) => ({ uscc: `92${inWest ? '110115' : '110112'}MA0AAAAA11` })],
    ['registration numbers', (inWest: boolean) => ({ regNo: `${inWest ? '110115' : '110112'}600000001` })],
    ['school codes', (inWest: boolean) => ({ schoolCode: `${inWest ? '110115' : '110112'}0001` })],
    ['columns of codes', (inWest: boolean) => ({ adcode: inWest ? '110115' : '110112' })],
    ['columns of towns', (inWest: boolean) => ({ adcode: `${inWest ? '110115' : '110112'}001` })],
    [
      'the authority that registered them',
      (inWest: boolean) => ({ registrar: `北京市${inWest ? '大兴区' : '通州区'}市场监督管理局` }),
    ],
  ])('the digits or the name of a district in %s', (_, says) => {
    expect(weighReadings(alongBorder('bd09', says), known)).toMatchObject({ best: 'bd09', clear: true });
  });

  it('the code that a region was imported with, whatever the region is called', () => {
    const coded = regions.map(({ polygons }, i) => ({
      name: `${i + 1}片`,
      code: i === 0 ? '110115' : '110112',
      polygons,
    }));
    const list = alongBorder('bd09', (inWest) => ({ uscc: `92${inWest ? '110115' : '110112'}MA0AAAAA11` }));
    expect(weighReadings(list, { ...known, regions: coded })).toMatchObject({ best: 'bd09', clear: true });
    const uncoded = coded.map(({ name, polygons }) => ({ name, polygons }));
    expect(weighReadings(list, { ...known, regions: uncoded }).clear).toBe(false);
  });

  it('an address counts before codes and authorities of elsewhere', () => {
    const list = alongBorder('gcj02', (inWest) => ({
      address: inWest ? '大兴区' : '通州区',
      uscc: `92${inWest ? '110112' : '110115'}MA0AAAAA11`,
      registrar: inWest ? '通州区市场监督管理局' : '大兴区市场监督管理局',
    }));
    expect(weighReadings(list, known)).toMatchObject({ best: 'gcj02', clear: true });
  });

  it('a few that were registered elsewhere do not change it; most of them leave it open', () => {
    const share = (elsewhere: number) =>
      weighReadings(
        alongBorder('gcj02', (inWest, i) => ({ address: inWest === i >= elsewhere ? '大兴区' : '通州区' })),
        known,
      );
    expect(share(8)).toMatchObject({ best: 'gcj02', clear: true });
    expect(share(60).clear).toBe(false);
  });

  it('too few rows that say anything leave it open', () => {
    const list = alongBorder('gcj02', (inWest, i) =>
      i < 20 ? { address: inWest ? '大兴区' : '通州区' } : {},
    );
    expect(weighReadings(list, known)).toMatchObject({ clear: false });
  });

  it('the road of a house number', () => {
    const line: LngLat[] = [
      [116.3, 39.6],
      [116.3, 39.8],
    ];
    const list = Array.from({ length: 40 }, (_, i) => ({
      name: `第${i}店`,
      address: `兴丰大街${i + 1}号`,
      position: fromWgs84([116.3005, 39.65 + i * 0.001], 'gcj02'),
    }));
    const verdict = weighReadings(list, { ...known, roads: [{ name: '兴丰大街', line }] });
    expect(verdict).toMatchObject({ best: 'gcj02', clear: true });
  });

  it('of several places of one name the one at the same address is meant', () => {
    const places = Array.from({ length: 12 }, (_, i) => ({
      name: '好邻居便利店',
      address: `东街${i + 1}号`,
      position: [116.3 + i * 0.01, 39.7] as LngLat,
    }));
    const list = places.map(({ position, ...place }) => ({
      ...place,
      position: fromWgs84(position, 'gcj02'),
    }));
    expect(weighReadings(list, { boundary: [], places })).toMatchObject({ best: 'gcj02', clear: true });
  });
});

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
