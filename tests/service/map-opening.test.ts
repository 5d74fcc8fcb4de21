import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { expect, it } from 'vitest';
import { tileAt } from '../support/tile.ts';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

const AT = [116.41, 39.9] as const;

async function layersAt({ call }: OpenWorkspace, z: number, of: 'map.tile' | 'map.roadTile' = 'map.tile') {
  const [x, y] = tileAt(...AT, z);
  const { layers } = new VectorTile(new PbfReader(await call(of, { revision: 0, z, x, y })));
  return Object.fromEntries(
    Object.entries(layers).map(([name, layer]) => [
      name,
      Array.from({ length: layer.length }, (_, i) => layer.feature(i).properties),
    ]),
  );
}

const load = async (
  open: OpenWorkspace,
  as: 'schools' | 'venues' | 'roads' | 'regions',
  name: string,
  content: string,
) => await open.call('import.run', { token: open.file(name, content), as, crs: 'wgs84', map: {} });

it('schools close together are one mark with their number at small scales, down to the whole country', async () => {
  const open = await openWorkspace();
  await importSmallTown(open);
  for (const zoom of [3, 6, 9]) {
    const { school_clusters: clusters, school_labels: labels } = await layersAt(open, zoom);
    expect(clusters, String(zoom)).toEqual([{ count: 2 }]);
    expect(labels, String(zoom)).toBeUndefined();
  }
  const { school_labels: apart, school_clusters: none } = await layersAt(open, 12);
  expect(apart?.map(({ name }) => name).sort()).toEqual(['东街小学', '西街幼儿园']);
  expect(none).toBeUndefined();
  // Venues that break a rule are one mark at every scale, too.
  expect((await layersAt(open, 4)).venues).toMatchObject([{ cluster: true, severity: 'violation' }]);
});

it('venues show where they stand before there is a school', async () => {
  const open = await openWorkspace();
  await load(
    open,
    'venues',
    'v.csv',
    '名称,类别,经度,纬度\n甲网吧,网吧,116.41,39.9\n乙网吧,网吧,116.4101,39.9\n',
  );
  expect((await layersAt(open, 8)).venues).toEqual([
    expect.objectContaining({ cluster: true, severity: 'outside', count: 2 }),
  ]);
});

it('main roads are drawn from afar and all of them close by', async () => {
  const open = await openWorkspace();
  const road = (name: string, highway: string, lat: number) => ({
    type: 'Feature',
    properties: { name, highway },
    geometry: {
      type: 'LineString',
      coordinates: [
        [116.4, lat],
        [116.42, lat],
      ],
    },
  });
  const features = [road('大街', 'primary', 39.901), road('小巷', 'service', 39.899)];
  await load(open, 'roads', 'r.geojson', JSON.stringify({ type: 'FeatureCollection', features }));
  const names = async (z: number) =>
    (await layersAt(open, z, 'map.roadTile')).roads?.map(({ name }) => name).sort();
  expect(await names(11)).toEqual(['大街']);
  expect(await names(14)).toEqual(['大街', '小巷']);
});

it('the first view is what there is: schools, else venues, regions or roads; and all of it at once', async () => {
  const open = await openWorkspace();
  const describe = async () => await open.call('workspace.describe', {});
  const all = async () => await open.call('map.extent', { kind: 'all', ids: null });
  expect([(await describe()).bounds, await all(), (await describe()).regionLevels]).toEqual([null, null, []]);
  const ring = [
    [116.3, 39.8],
    [116.5, 39.8],
    [116.5, 40],
    [116.3, 40],
    [116.3, 39.8],
  ];
  const region = {
    type: 'Feature',
    properties: { name: '甲镇', level: '镇街' },
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
  await load(open, 'regions', 'g.geojson', JSON.stringify({ type: 'FeatureCollection', features: [region] }));
  expect(await describe()).toMatchObject({ bounds: [116.3, 39.8, 116.5, 40], regionLevels: ['镇街'] });
  await load(
    open,
    'venues',
    'v.csv',
    '名称,类别,经度,纬度\n甲网吧,网吧,116.45,39.9\n乙网吧,网吧,116.46,39.9\n',
  );
  expect((await describe()).bounds).toEqual([116.45, 39.9, 116.46, 39.9]);
  await load(open, 'schools', 's.csv', '学校名称,学段,经度,纬度\n甲小学,小学,116.4,39.9\n');
  expect((await describe()).bounds).toEqual([116.4, 39.9, 116.4, 39.9]);
  expect(await all()).toEqual([116.3, 39.8, 116.5, 40]);
});
