import { describe, expect, it } from 'vitest';
import { ringArea } from '#shared/geodesy/extent.ts';
import { cutPolygons, mergePolygons } from '#shared/geodesy/polygon-edit.ts';
import type { PolygonRings } from '#shared/geodesy/units.ts';
import { tileAt } from '../support/tile.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

const square = (west: number, south: number, size = 0.001): PolygonRings => [
  [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ],
];
const areaOf = (polygons: readonly PolygonRings[]) =>
  polygons.reduce(
    (sum, [outer = [], ...holes]) =>
      sum + ringArea(outer) - holes.reduce((lost, hole) => lost + ringArea(hole), 0),
    0,
  );

describe('cutting and merging areas', () => {
  const whole = [square(116.4, 39.9)];

  it('cuts along a line, however short, and loses nothing', () => {
    const parts = cutPolygons(whole, [
      [116.4005, 39.9004],
      [116.4005, 39.9006],
    ]);
    expect(parts).toHaveLength(2);
    expect(areaOf(parts ?? [])).toBeCloseTo(areaOf(whole), 3);
    expect(areaOf(mergePolygons(parts ?? []))).toBeCloseTo(areaOf(whole), 3);
    expect(mergePolygons(parts ?? [])).toHaveLength(1);
  });

  it('cuts along a bent line', () => {
    const parts = cutPolygons(whole, [
      [116.3995, 39.9005],
      [116.4005, 39.9002],
      [116.4015, 39.9008],
    ]);
    expect(parts).toHaveLength(2);
    expect(areaOf(parts ?? [])).toBeCloseTo(areaOf(whole), 3);
  });

  it('says that a line misses, and leaves what it does not touch', () => {
    expect(
      cutPolygons(whole, [
        [116.5, 39.95],
        [116.5, 39.96],
      ]),
    ).toBeNull();
    const apart = square(116.41, 39.9);
    const parts = cutPolygons(
      [...whole, apart],
      [
        [116.4005, 39.8995],
        [116.4005, 39.9015],
      ],
    );
    expect(parts).toHaveLength(3);
  });
});

describe('things drawn on the map', () => {
  const open = async () => {
    const workspace = await openWorkspace();
    await importSmallTown(workspace);
    return workspace;
  };

  it('a venue that is drawn is judged at once, and taken back with its findings', async () => {
    const { call } = await open();
    const { id } = await call('places.save', {
      table: 'venues',
      id: null,
      values: { name: '新开网吧', establishedOn: '2026-10-01' },
      geometry: { type: 'Point', coordinates: [116.4003, 39.8988] },
    });
    const [finding] = await call('findings.list', { venueId: id });
    expect(finding?.severity).toBe('violation');
    await call('edits.undo', {});
    expect(await call('findings.list', { venueId: id })).toEqual([]);
    await call('edits.redo', {});
    expect((await call('findings.list', { venueId: id }))[0]?.distance).toBe(finding?.distance);
    await call('places.remove', { table: 'venues', id });
    await expect(call('venues.get', { id })).rejects.toMatchObject({ code: 'VENUE_UNKNOWN' });
  });

  it('roads, facilities and regions are drawn, changed and removed', async () => {
    const { call } = await open();
    const line = {
      type: 'LineString' as const,
      coordinates: [
        [116.399, 39.899],
        [116.401, 39.899],
      ],
    };
    const road = await call('places.save', {
      table: 'roads',
      id: null,
      values: { name: '东街' },
      geometry: line,
    });
    expect((await call('places.shape', { table: 'roads', id: road.id })).geometry).toEqual(line);
    const facility = await call('places.save', {
      table: 'facilities',
      id: null,
      values: { kind: '减速带' },
      geometry: { type: 'Point', coordinates: [116.4, 39.899] },
    });
    await call('places.save', {
      table: 'facilities',
      id: facility.id,
      values: { state: '损坏' },
      geometry: null,
    });
    expect((await call('places.shape', { table: 'facilities', id: facility.id })).values.state).toBe('损坏');
    const geometry = {
      type: 'Polygon' as const,
      coordinates: square(116.39, 39.89, 0.02).map((ring) => ring.map((at) => [...at])),
    };
    const region = await call('places.save', {
      table: 'regions',
      id: null,
      values: { name: '东社区', level: '社区' },
      geometry,
    });
    expect(await call('map.regions', {})).toMatchObject([{ name: '东社区', schools: 1 }]);
    await call('places.remove', { table: 'regions', id: region.id });
    expect(await call('map.regions', {})).toEqual([]);
    for (let i = 0; i < 5; i++) await call('edits.undo', {});
    await expect(call('edits.undo', {})).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' });
  });

  it('refuses shapes that are none of their kind, and what something rests on', async () => {
    const { call } = await open();
    const bad = [
      { table: 'roads', geometry: { type: 'Point', coordinates: [116, 39] }, values: { name: '路' } },
      { table: 'venues', geometry: null, values: { name: '店' } },
      {
        table: 'regions',
        values: { name: '乱', level: '社区' },
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [1, 1],
              [1, 0],
              [0, 1],
              [0, 0],
            ],
          ],
        },
      },
    ] as const;
    for (const place of bad)
      await expect(call('places.save', { id: null, ...place } as never)).rejects.toMatchObject({
        code: 'SHAPE_REFUSED',
      });
    const { id: sweepId } = await call('sweeps.create', {
      title: '行动',
      period: '2026Q4',
      agencies: ['公安'],
      focusTopics: [],
    });
    await call('sweeps.addStops', { sweepId, venueIds: [1, 2], reason: '抽查' });
    await expect(call('places.remove', { table: 'venues', id: 1 })).rejects.toMatchObject({
      code: 'PLACE_DEPENDED',
    });
    expect(await call('sweeps.addStops', { sweepId, venueIds: [1, 2, 3], reason: '抽查' })).toEqual({
      added: 1,
      known: 2,
    });
  });

  it('gives the edges to snap to exactly as they are', async () => {
    const { call } = await open();
    const lines = await call('map.lines', { bounds: [116.399, 39.899, 116.401, 39.901] });
    expect(lines[0]?.[0]).toEqual([116.3995, 39.8995]);
  });

  it('draws a road, shows it on the map, and changes it', async () => {
    const { call } = await open();
    const line = [
      [116.401, 39.9],
      [116.403, 39.9],
    ] as [number, number][];
    const tile = async () => {
      const [x, y] = tileAt(116.402, 39.9, 15);
      const { revision } = await call('workspace.describe', {});
      return Buffer.from(await call('map.roadTile', { revision, z: 15, x, y })).toString('utf8');
    };
    const { id } = await call('places.save', {
      table: 'roads',
      id: null,
      values: { name: '新修路', class: 'residential', width: 9 },
      geometry: { type: 'LineString', coordinates: line },
    });
    expect(await tile()).toContain('新修路');
    await call('places.save', { table: 'roads', id, values: { name: '振兴路' }, geometry: null });
    expect(await tile()).toContain('振兴路');
    expect((await call('places.shape', { table: 'roads', id })).geometry).toEqual({
      type: 'LineString',
      coordinates: line,
    });
    await call('places.remove', { table: 'roads', id });
    expect(await tile()).not.toContain('振兴路');
  });

  it('reads lines and areas of a file, in its reference system, and says where there are none', async () => {
    const { call, file } = await open();
    const kml = (body: string) =>
      `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${body}</Document></kml>`;
    const road =
      '<Placemark><name>校前路</name><LineString><coordinates>116.4,39.9,0 116.41,39.9,0</coordinates></LineString></Placemark>';
    const shapes = await call('places.readShapes', { token: file('路.kml', kml(road)), crs: 'wgs84' });
    expect(shapes).toMatchObject([{ name: '校前路', geometry: { type: 'LineString' } }]);
    const moved = await call('places.readShapes', { token: file('路2.kml', kml(road)), crs: 'gcj02' });
    const start = (geometry: unknown) => (geometry as GeoJSON.LineString).coordinates[0]?.[0] ?? 0;
    expect(start(shapes[0]?.geometry) - start(moved[0]?.geometry)).toBeGreaterThan(0.004);
    const point = '<Placemark><Point><coordinates>116.4,39.9</coordinates></Point></Placemark>';
    await expect(
      call('places.readShapes', { token: file('点.kml', kml(point)), crs: 'wgs84' }),
    ).rejects.toMatchObject({ code: 'SHAPE_MISSING' });
  });
});
