import { zipSync } from 'fflate';
import proj4 from 'proj4';
import { describe, expect, it } from 'vitest';
import wkx from 'wkx';
import type { InputOf } from '#shared/contract/contract.ts';
import { distance } from '#shared/geodesy/ellipsoid.ts';
import { fromWgs84 } from '#shared/geodesy/reference-systems.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { dbase, points } from '../support/gis-files.ts';
import { listVenues } from '../support/venues.ts';
import { openWorkspace } from '../support/workspace.ts';

/** Where every venue of these lists really is. */
const HERE: LngLat = [116.334567, 39.726543];

async function load(
  name: string,
  content: string | Uint8Array,
  more: Partial<InputOf<'import.run'>> = {},
  from = openWorkspace(),
) {
  const workspace = await from;
  const { result, problems } = await workspace.call('import.run', {
    token: workspace.file(name, content),
    as: 'venues',
    crs: null,
    map: {},
    ...more,
  });
  const listed = await listVenues(workspace.call);
  const venues = await Promise.all(listed.map(async ({ id }) => await workspace.call('venues.get', { id })));
  return { workspace, result, problems, venues };
}

function collection(geometry: unknown, crs?: string): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    ...(crs && { crs: { type: 'name', properties: { name: crs } } }),
    features: [{ type: 'Feature', properties: { 名称: '星河网吧' }, geometry }],
  });
}

const point = (coordinates: readonly number[]) => ({ type: 'Point', coordinates });

async function expectHere(read: ReturnType<typeof load>, within = 0.02): Promise<void> {
  const { venues, problems } = await read;
  const [venue] = venues;
  expect(problems.filter(({ rejected }) => rejected)).toEqual([]);
  expect(distance(HERE, venue?.position ?? [0, 0])).toBeLessThan(within);
}

describe('a shape in whatever way it is written', () => {
  it.each([
    ['a point', point(HERE)],
    ['with a height', point([...HERE, 43.2])],
    ['a multiple point of one', { type: 'MultiPoint', coordinates: [HERE] }],
    ['a collection of one', { type: 'GeometryCollection', geometries: [point(HERE)] }],
    [
      'collections within each other',
      {
        type: 'GeometryCollection',
        geometries: [{ type: 'GeometryCollection', geometries: [point(HERE)] }],
      },
    ],
    ['latitude first', point([HERE[1], HERE[0]])],
  ])('GeoJSON: %s', async (_, geometry) => await expectHere(load('a.geojson', collection(geometry))));

  it.each([
    ['well-known text', 'POINT(116.334567 39.726543)'],
    ['with a height', 'POINT Z (116.334567 39.726543 12)'],
    ['multiple', 'MULTIPOINT((116.334567 39.726543))'],
    ['with its SRID', 'SRID=4490;POINT(116.334567 39.726543)'],
    ['with an SRID in metres', 'SRID=4548;POINT(442949.8512797355 4399378.291574694)'],
    ['a collection', 'GEOMETRYCOLLECTION(POINT(116.334567 39.726543))'],
    ['binary', new wkx.Point(...HERE).toWkb().toString('hex')],
    ['binary with its SRID', new wkx.Point(...HERE, undefined, undefined, 4490).toEwkb().toString('hex')],
    ['GeoJSON in a cell', '{"type":"Point","coordinates":[116.334567,39.726543]}'],
  ])('a column of shapes: %s', async (_, text) => {
    await expectHere(load('a.tsv', `名称\tgeom\n星河网吧\t${text}\n`, { crs: 'wgs84' }));
    await expectHere(load('b.tsv', `名称\t坐标\n星河网吧\t${text}\n`, { crs: 'wgs84' }));
  });

  it('several points apart are placed at the first, with less certainty and a word about it', async () => {
    const geometry = { type: 'MultiPoint', coordinates: [HERE, [116.35, 39.73]] };
    const { venues, problems } = await load('a.geojson', collection(geometry));
    expect(problems).toMatchObject([{ code: 'POSITION_SEVERAL', rejected: false }]);
    expect(venues).toMatchObject([{ position: HERE, positionSource: 'unknown' }]);
  });

  it('an SRID that nobody knows is named and refused', async () => {
    const list = '名称\tgeom\n星河网吧\tSRID=27700;POINT(116.334567 39.726543)\n';
    const { problems } = await load('a.tsv', list, { crs: 'wgs84' });
    expect(problems).toMatchObject([{ row: 2, code: 'CRS_UNKNOWN', value: 'EPSG:27700', rejected: true }]);
  });
});

describe('latitude first in GCJ-02 and BD-09', () => {
  it.each(['gcj02', 'bd09'] as const)('is turned as well as swapped: %s', async (crs) => {
    const [lng, lat] = fromWgs84(HERE, crs);
    const read = load('a.geojson', collection(point([lat, lng])), { crs });
    await expectHere(read);
    expect((await read).problems).toMatchObject([{ code: 'POSITION_SWAPPED' }]);
    const wkt = load('b.tsv', `名称\tWKT\n星河网吧\tPOINT(${lat} ${lng})\n`, { crs });
    await expectHere(wkt);
  });
});

describe('areas and lines', () => {
  const ring = [
    [116.33, 39.72],
    [116.331, 39.72],
    [116.331, 39.721],
    [116.33, 39.721],
    [116.33, 39.72],
  ];
  const swapped = ring.map(([lng, lat]) => [lat, lng]);
  const area = (geometry: unknown) =>
    JSON.stringify({ type: 'Feature', properties: { 名称: '第一小学' }, geometry });

  it.each([
    ['as it should be', { type: 'Polygon', coordinates: [ring] }, []],
    ['latitude first', { type: 'Polygon', coordinates: [swapped] }, ['POSITION_SWAPPED']],
    ['not closed', { type: 'Polygon', coordinates: [ring.slice(0, 4)] }, ['SHAPE_CLOSED']],
    ['a closed line', { type: 'LineString', coordinates: ring }, []],
    [
      'in a collection',
      { type: 'GeometryCollection', geometries: [{ type: 'Polygon', coordinates: [ring] }] },
      [],
    ],
    ['with heights', { type: 'Polygon', coordinates: [ring.map((at) => [...at, 5])] }, []],
  ])('a campus %s', async (_, geometry, codes) => {
    const { workspace, problems } = await load('c.geojson', area(geometry), { as: 'campuses' });
    expect(problems.map(({ code }) => code)).toEqual(codes);
    const { reader } = workspace.service.workspace.database;
    const { boundary } = await reader.selectFrom('schools').select('boundary').executeTakeFirstOrThrow();
    expect(JSON.parse(boundary ?? '')).toEqual({ type: 'Polygon', coordinates: [ring] });
  });

  it('a road of one piece or of several, as a GIS exports it', async () => {
    const line = [
      [116.33, 39.72],
      [116.331, 39.725],
    ];
    const further = [
      [116.332, 39.73],
      [116.333, 39.735],
    ];
    const road = (name: string, coordinates: unknown) => ({
      type: 'Feature',
      properties: { name, highway: 'residential' },
      geometry: { type: 'MultiLineString', coordinates },
    });
    const features = [road('甲路', [line]), road('乙路', [line, further]), road('丙路', [])];
    const { workspace, result, problems } = await load(
      'r.geojson',
      JSON.stringify({ type: 'FeatureCollection', features }),
      { as: 'roads' },
    );
    expect(result).toMatchObject({ rows: 3, added: 2, rejected: 1 });
    expect(problems).toMatchObject([{ row: 3, field: 'wkt', code: 'SHAPE_INVALID' }]);
    const { reader } = workspace.service.workspace.database;
    const roads = await reader.selectFrom('roads').select(['name', 'geometry']).orderBy('id').execute();
    expect(roads.map(({ name, geometry }) => [name, JSON.parse(geometry)])).toEqual([
      ['甲路', { type: 'LineString', coordinates: line }],
      ['乙路', { type: 'MultiLineString', coordinates: [line, further] }],
    ]);
  });
});

const GAUSS_117 = '+proj=etmerc +lat_0=0 +lon_0=117 +k=1 +x_0=500000 +y_0=0 +units=m +no_defs';
const inCgcs = proj4(`${GAUSS_117} +ellps=GRS80`).forward([...HERE]);
const BEIJING_1954 = '+a=6378245 +rf=298.3 +towgs84=15.8,-154.4,-82.3';
const inBeijing = proj4('WGS84', `${GAUSS_117} ${BEIJING_1954}`, [...HERE]);
const degreesOfBeijing = proj4('WGS84', `+proj=longlat ${BEIJING_1954} +no_defs`, [...HERE]);
const mercator = proj4('WGS84', 'EPSG:3857', [...HERE]);

describe('a reference system that the file states', () => {
  it.each([
    ['urn:ogc:def:crs:OGC:1.3:CRS84', HERE],
    ['urn:ogc:def:crs:EPSG::4490', HERE],
    ['urn:ogc:def:crs:EPSG::4326', [HERE[1], HERE[0]]],
    ['urn:ogc:def:crs:EPSG::3857', mercator],
    ['EPSG:900913', mercator],
    ['urn:ogc:def:crs:EPSG::4548', inCgcs],
    ['EPSG:4548', [inCgcs[1], inCgcs[0]]],
    ['EPSG:4527', [39_000_000 + (inCgcs[0] ?? 0), inCgcs[1]]],
    ['http://www.opengis.net/def/crs/EPSG/0/4509', inCgcs],
    ['EPSG:32650', proj4('WGS84', '+proj=utm +zone=50 +datum=WGS84 +units=m', [...HERE])],
  ])('in GeoJSON: %s', async (crs, at) => {
    const read = load('a.geojson', collection(point(at.map(Number)), crs));
    await expectHere(read);
    expect((await read).result.crsConfidence).toBe(1);
  });

  it.each([
    ['EPSG:4214', degreesOfBeijing],
    ['EPSG:2436', inBeijing],
    ['EPSG:2415', [39_000_000 + (inBeijing[0] ?? 0), inBeijing[1]]],
    ['EPSG:21460', inBeijing],
  ])('Beijing 1954 is turned by published parameters, with more doubt: %s', async (crs, at) => {
    const read = load('a.geojson', collection(point(at.map(Number)), crs));
    await expectHere(read, 0.1);
    const { result, venues, problems } = await read;
    expect(result.crs).toBe('beijing54');
    expect(venues).toMatchObject([{ positionSource: 'street_number' }]);
    expect(problems).toMatchObject([{ code: 'DATUM_SHIFTED', rejected: false }]);
  });

  it("Xi'an 1980 has no published parameters: nothing is proved by such a place, and the list says so", async () => {
    const { result, venues, problems } = await load('a.geojson', collection(point(HERE), 'EPSG:4610'));
    expect(result.crs).toBe('xian80');
    expect(venues).toMatchObject([{ positionSource: 'area' }]);
    expect(problems[0]?.message).toMatch(/西安 1980.*没有公开的换算参数.*CGCS2000/);
  });

  it('one that cannot be turned is refused with its name', async () => {
    await expect(load('a.geojson', collection(point([530000, 180000]), 'EPSG:27700'))).rejects.toMatchObject({
      code: 'CRS_UNSUPPORTED',
      message: expect.stringMatching(/a\.geojson.*EPSG:27700/),
    });
  });

  const beijing =
    'PROJCS["Beijing_1954_3_Degree_GK_CM_117E",GEOGCS["GCS_Beijing_1954",DATUM["D_Beijing_1954",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
  const shapefile = (at: readonly (number | undefined)[], projection?: string) =>
    zipSync({
      'v.shp': points([[at[0] ?? 0, at[1] ?? 0]]),
      'v.dbf': dbase([['名称', 20]], [['星河网吧']]),
      ...(projection && { 'v.prj': new TextEncoder().encode(projection) }),
    });

  it('in the .prj of a Shapefile', async () => {
    await expectHere(load('v.zip', shapefile(inBeijing, beijing)), 0.1);
    const cgcs = beijing
      .replaceAll('Beijing_1954', 'China_2000')
      .replace('"Krasovsky_1940",6378245.0,298.3', '"CGCS2000",6378137.0,298.257222101');
    await expectHere(load('v.zip', shapefile(inCgcs, cgcs)));
  });

  it('without one, the number of a zone says where it is; else a person can say it', async () => {
    await expectHere(load('v.zip', shapefile([39_000_000 + (inCgcs[0] ?? 0), inCgcs[1]])));
    const { problems } = await load('v.zip', shapefile(inCgcs));
    expect(problems).toMatchObject([{ row: 1, code: 'ZONE_MISSING', rejected: true }]);
    await expectHere(load('v.zip', shapefile(inCgcs), { crs: 'cgcs2000:117' }));
    await expectHere(load('v.zip', shapefile(inBeijing), { crs: 'beijing54:117' }), 0.1);
    await expectHere(load('v.zip', shapefile(inCgcs), { crs: 'epsg:4548' }));
    const list = `名称,X,Y\n星河网吧,${inCgcs[1]},${inCgcs[0]}\n`;
    await expectHere(load('v.csv', list, { crs: 'cgcs2000:117' }));
  });
});

describe('large numbers that may be Web Mercator or a zone', () => {
  const hangzhou: LngLat = [120.1536, 30.2875];
  const [x, y] = proj4('WGS84', 'EPSG:3857', [...hangzhou]);

  it('are told by where they would lie', async () => {
    const { venues } = await load('h.csv', `名称,X,Y\n钱塘网吧,${x},${y}\n`, { crs: 'wgs84' });
    expect(distance(hangzhou, venues[0]?.position ?? [0, 0])).toBeLessThan(0.01);
    // Hotan in zone 14: as Web Mercator it would lie in the Korea Strait.
    const hotan: LngLat = [79.92, 37.11];
    const zone = proj4('+proj=etmerc +lon_0=81 +x_0=14500000 +ellps=GRS80 +units=m').forward([...hotan]);
    const there = await load('k.csv', `名称,X,Y\n和田网吧,${zone.join(',')}\n`, { crs: 'wgs84' });
    expect(distance(hotan, there.venues[0]?.position ?? [0, 0])).toBeLessThan(0.01);
  });

  it('go by the statement CGCS2000, and are refused where both are possible', async () => {
    const list = '名称,X,Y\n甲网吧,13442949.85,4199378.29\n';
    const { problems } = await load('a.csv', list, { crs: 'wgs84' });
    expect(problems).toMatchObject([{ row: 2, code: 'POSITION_AMBIGUOUS', rejected: true }]);
    const stated = await load('a.csv', list, { crs: 'cgcs2000' });
    expect(stated.venues[0]?.position?.[0]).toBeCloseTo(74.35, 1);
  });

  it('in GCJ-02, as map services draw them, are turned after all', async () => {
    const [gx, gy] = proj4('WGS84', 'EPSG:3857', [...fromWgs84(HERE, 'gcj02')]);
    await expectHere(load('a.csv', `名称,X,Y\n星河网吧,${gx},${gy}\n`, { crs: 'gcj02' }));
  });
});
