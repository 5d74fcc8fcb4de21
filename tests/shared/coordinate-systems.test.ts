import { describe, expect, it } from 'vitest';
import {
  coordinateSystemName,
  coordinateSystemSchema,
  numberReadingOf,
} from '#shared/geodesy/coordinate-systems.ts';
import { frameOfStatement } from '#shared/geodesy/named-frames.ts';

const statements = ['cgcs2000:117', 'beijing54', 'beijing54:117', 'xian80', 'newBeijing54', 'epsg:4548'];

describe('a coordinate system', () => {
  it.each(['wgs84', 'cgcs2000', 'gcj02', 'bd09', ...statements])('%s is one', (system) =>
    expect(coordinateSystemSchema.parse(system)).toBe(system),
  );

  it.each(['', 'none', 'wgs', 'beijing', 'cgcs2000:7', 'epsg:27700', 4548, null, ['xian80'], { a: 1 }])(
    '%j is none',
    (system) => expect(coordinateSystemSchema.safeParse(system).success).toBe(false),
  );

  it.each([
    ['none', '无坐标'],
    ['wgs84', 'WGS84（GPS）'],
    ['cgcs2000', 'CGCS2000（天地图）'],
    ['gcj02', 'GCJ-02（高德、腾讯）'],
    ['bd09', 'BD-09（百度）'],
    ['beijing54', '北京 1954'],
    ['xian80:117', '西安 1980 高斯投影，中央经线 117°E'],
    ['epsg:4548', 'CGCS2000 高斯投影，中央经线 117°E（EPSG:4548）'],
    ['地方独立坐标系', '地方独立坐标系'],
  ])('%s is called %s', (system, name) => expect(coordinateSystemName(system)).toBe(name));
});

describe('how the numbers of a list are read', () => {
  it.each(['wgs84', 'cgcs2000', 'gcj02', 'bd09'] as const)(
    'in %s: as its degrees, without a frame',
    (system) => expect(numberReadingOf(system, null)).toEqual({ system, frame: null, metres: null }),
  );

  it.each(['cgcs2000:117', 'beijing54', 'epsg:4548'] as const)('in %s: by its frame', (system) => {
    const reading = numberReadingOf(system, null);
    expect(reading).toEqual({ system: 'cgcs2000', frame: frameOfStatement(system), metres: null });
    expect(reading.frame).not.toBeNull();
  });

  it('in a system that nobody stated: as CGCS2000', () =>
    expect(numberReadingOf('none', null)).toEqual({ system: 'cgcs2000', frame: null, metres: null }));

  it.each(['zones', 'mercator'] as const)('with what its metres are: %s', (metres) => {
    expect(numberReadingOf('bd09', metres).metres).toBe(metres);
    expect(numberReadingOf('xian80', metres).metres).toBe(metres);
  });
});
