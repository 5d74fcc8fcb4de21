import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VectorTile } from '@mapbox/vector-tile';
import { strToU8, zipSync } from 'fflate';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { groundOf, otherTags } from '#shared/basemaps/ground-kinds.ts';
import { cli, json } from '../support/command-line.ts';
import { dbase, shapefile, writeGeopackageLayers } from '../support/gis-files.ts';
import { givenData, hasGivenData, whyWithoutData } from '../support/given-data.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { tileAt } from '../support/tile.ts';
import { type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

const AT = [116.34, 39.73] as const;

/** A square of so many degrees whose lower left corner lies east of the place by that, too. */
function square(side: number, east = 0): GeoJSON.Polygon {
  const [lng, lat] = [AT[0] + east, AT[1]];
  const corners = [
    [lng, lat],
    [lng + side, lat],
    [lng + side, lat + side],
    [lng, lat + side],
    [lng, lat],
  ];
  return { type: 'Polygon', coordinates: [corners] };
}

const line: GeoJSON.LineString = {
  type: 'LineString',
  coordinates: [[...AT], [AT[0] + 0.01, AT[1] + 0.002]],
};

function geojson(...features: readonly (readonly [GeoJSON.Geometry, Record<string, string>])[]): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: features.map(([geometry, properties]) => ({ type: 'Feature', geometry, properties })),
  });
}

const kml = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>小河</name>
<LineString><coordinates>${line.coordinates.map((at) => at.join()).join(' ')}</coordinates></LineString></Placemark></Document></kml>`;

/** What a tile of a base map holds: names and uses by layer. */
async function layersAt({ call }: Pick<OpenWorkspace, 'call'>, id: string, zoom: number) {
  const bytes = await call('basemaps.tile', {
    id,
    z: zoom,
    x: tileAt(...AT, zoom)[0],
    y: tileAt(...AT, zoom)[1],
  });
  const { layers } = new VectorTile(new PbfReader(bytes));
  return Object.fromEntries(
    Object.entries(layers).map(([name, layer]) => [
      name,
      Array.from({ length: layer.length }, (_, i) => layer.feature(i).properties),
    ]),
  );
}

const make = async ({ call }: OpenWorkspace, tokens: readonly string[], ground = {}) => {
  const [token = '', ...others] = tokens;
  return await call('basemaps.add', { token, link: false, others, ground });
};

describe('ground layers', () => {
  it('of every form of file become one base map: water, green, buildings, roads, each told by tags or by a name', async () => {
    const open = await openWorkspace();
    const gpkg = join(temporaryFolder(), '底图.gpkg');
    const bytes = writeGeopackageLayers(gpkg, {
      landuse: [{ geometry: square(0.004, 0.002), values: { fclass: 'park', name: '中心公园' } }],
      multipolygons: [
        {
          geometry: square(0.001),
          values: { name: '', other_tags: '"building"=>"apartments","height"=>"20"' },
        },
      ],
    });
    const { id, problem, made } = await make(open, [
      open.file('测区.geojson', geojson([square(0.003), { natural: 'water', name: '清湖' }])),
      open.file(
        '道路中心线.zip',
        zipSync({
          '道路中心线.shp': shapefile([line]),
          '道路中心线.dbf': dbase(
            [
              ['名称', 30],
              ['等级', 10],
            ],
            [['育才路', '主干路']],
          ),
          '道路中心线.cpg': strToU8('GBK'),
        }),
      ),
      open.file('底图.gpkg', bytes),
      open.file('水系.kml', kml),
    ]);
    expect(problem).toBeNull();
    expect(made?.refused).toEqual([]);
    expect(made?.counts).toEqual([
      { kind: 'landuse', shapes: 1 },
      { kind: 'water', shapes: 1 },
      { kind: 'waterways', shapes: 1 },
      { kind: 'roads', shapes: 1 },
      { kind: 'buildings', shapes: 1 },
    ]);
    expect(await open.call('basemaps.list', {})).toMatchObject([
      { id: '测区.pmtiles', kind: 'vector', problem: null, minzoom: 6, maxzoom: 15 },
    ]);
    const near = await layersAt(open, id, 15);
    expect(near).toEqual({
      ground_landuse: [{ name: '中心公园', use: 'park' }],
      ground_water: [{ name: '清湖' }],
      ground_waterways: [{ name: '小河' }],
      ground_roads: [{ name: '育才路', use: 'primary' }],
      ground_buildings: [{}],
    });
    // From afar single houses are not drawn, and what is smaller than a pixel neither.
    expect(Object.keys(await layersAt(open, id, 11))).not.toContain('ground_buildings');
  });

  it('a file that cannot be read is told in words, and the others are made; alone it is refused', async () => {
    const open = await openWorkspace();
    const good = open.file('湖.geojson', geojson([square(0.003), { natural: 'water' }]));
    const bad = open.file('坏的.geojson', '{"type":"FeatureCollection","features":[');
    const { made } = await make(open, [good, bad]);
    expect(made?.counts).toEqual([{ kind: 'water', shapes: 1 }]);
    expect(made?.refused).toMatchObject([
      { file: '坏的.geojson', reason: expect.stringContaining('坏的.geojson') },
    ]);
    await expect(make(open, [bad])).rejects.toMatchObject({
      message: expect.stringContaining('坏的.geojson'),
    });
    expect(await open.call('basemaps.list', {})).toHaveLength(1);
  });

  it('what nobody says is left out by number, and is what a person says it is', async () => {
    const open = await openWorkspace();
    const content = geojson([square(0.003), { id: '1' }], [square(0.002, 0.004), { id: '2' }]);
    const file = () => open.file('图层1.geojson', content);
    await expect(make(open, [file()])).rejects.toMatchObject({ code: 'GROUND_EMPTY' });
    const { id, made } = await make(open, [file()], { as: 'water', name: '水面', credit: '区测绘院' });
    expect([id, made?.counts]).toEqual(['水面.pmtiles', [{ kind: 'water', shapes: 2 }]]);
    expect(await open.call('basemaps.list', {})).toMatchObject([{ title: '水面', attribution: '区测绘院' }]);
    const other = open.file('说明.txt', '不是图形');
    await expect(make(open, [other])).rejects.toMatchObject({ code: 'BASEMAP_KIND' });
  });

  it('in GCJ-02 lie where they are, and judgement knows nothing of them', async () => {
    const open = await openWorkspace();
    const content = geojson([square(0.003), { natural: 'water' }]);
    const before = await open.call('workspace.describe', {});
    const { id } = await make(open, [open.file('湖.geojson', content)], { crs: 'gcj02' });
    const [own] = await open.call('basemaps.list', {});
    // The textbook shift is some 560 m to the east here.
    expect((AT[0] - (own?.bounds?.[0] ?? 0)) * 85_000).toBeGreaterThan(400);
    expect(id).toBe('湖.pmtiles');
    expect(await open.call('workspace.describe', {})).toEqual(before);
  });

  it('tags and names say what a shape is', () => {
    const of = (shape: 'area' | 'line' | 'point', tags: Record<string, string>, name = '图层') => {
      const ground = groundOf(shape, tags, name);
      return ground && [ground.kind, ground.use].join(' ').trim();
    };
    expect(of('area', { building: 'yes' })).toBe('buildings');
    expect(of('area', { building: 'no', leisure: 'park' })).toBe('landuse park');
    expect(of('area', { landuse: 'reservoir' })).toBe('water');
    expect(of('line', { highway: 'residential' })).toBe('roads residential');
    expect(of('line', { railway: 'rail' })).toBe('rails rail');
    expect(of('area', { fclass: 'forest' }, 'gis_osm_landuse_a_free_1')).toBe('landuse forest');
    expect(of('area', { fclass: 'water' }, 'gis_osm_natural_a_free_1')).toBe('water');
    expect(of('area', { 地类: '公园绿地' }, '土地利用_地类图斑')).toBe('landuse park');
    expect(of('area', {}, '城区绿地.shp')).toBe('landuse park');
    expect(of('area', {}, '镇街辖区')).toBe('borders');
    expect(of('point', { place: 'village' })).toBe('places village');
    expect(of('area', {})).toBeNull();
    expect(otherTags('"natural"=>"water","name:en"=>"A \\"b\\" lake"')).toMatchObject({ natural: 'water' });
  });

  it('are made on the command line', () => {
    const folder = temporaryFolder();
    const workspace = join(folder, '工作区');
    const file = join(folder, '绿地.geojson');
    writeFileSync(file, geojson([square(0.003), {}]));
    expect(cli('init', workspace, '--pack', 'national').status).toBe(0);
    const made = json<Record<string, unknown>>(
      cli('basemap', workspace, file, '--name', '绿地底图', '--json'),
    );
    expect(made).toMatchObject({
      basemap: '绿地底图.pmtiles',
      problem: null,
      counts: [{ kind: 'landuse', shapes: 1 }],
      left: [],
      refused: [],
    });
    expect(existsSync(join(workspace, 'basemaps', '绿地底图.pmtiles'))).toBe(true);
    const wrong = cli('basemap', workspace, file, '--as', 'lava');
    expect([wrong.status, wrong.err]).toEqual([2, expect.stringContaining('--as lava')]);
  });

  it.skipIf(!hasGivenData)(`roads of a real map are drawn by their class ${whyWithoutData}`, async () => {
    const open = await openWorkspace();
    const token = open.service.files.register(givenData('haidian', 'roads.geojson'));
    const { made, problem } = await make(open, [token]);
    expect(problem).toBeNull();
    expect(made?.counts).toMatchObject([{ kind: 'roads' }]);
    expect(made?.counts[0]?.shapes).toBeGreaterThan(400);
  });
});
