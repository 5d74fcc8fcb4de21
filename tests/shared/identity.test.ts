import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { identifiedTables, identityOf, identityOfKept, isCodeIdentity } from '#shared/registry/identity.ts';
import { middleOf, pointsIn, textIn } from '#shared/registry/place-values.ts';
import { isSameLine } from '#shared/registry/same-line.ts';

const frame = localFrame([116.4, 39.9]);
const at = (x: number, y: number): LngLat => frame.toLngLat([x, y]);
const lineOf = (...points: readonly LngLat[]) => JSON.stringify({ type: 'LineString', coordinates: points });

describe('by what a place is known again', () => {
  it('is told for every table that lists and people both name', () => {
    expect(identifiedTables).toEqual([
      'schools',
      'gates',
      'venues',
      'facilities',
      'roads',
      'regions',
      'addresses',
    ]);
  });

  it.each([
    ['schools', { schoolCode: ' 2111000001 ', name: '东街小学', address: '东街1号' }, '2111000001'],
    ['schools', { schoolCode: '', name: '东街 小学', address: '东街１号' }, '东街小学|东街1号'],
    ['schools', { name: '东街小学' }, '东街小学|'],
    ['gates', { schoolId: 7, name: '南 门' }, '7|南门'],
    ['gates', { schoolId: 7, name: '' }, '7|校门'],
    ['gates', { schoolId: 7, name: '校门' }, '7|校门'],
    ['venues', { uscc: '91350200776049653A', regNo: '1', name: '甲' }, '91350200776049653A'],
    // Its check character fails, and still it names one venue.
    ['venues', { uscc: '91350200776049653B', regNo: '1', name: '甲' }, '91350200776049653B'],
    ['venues', { uscc: '9135**********653A', regNo: '110108001234567', name: '甲' }, 'no:110108001234567'],
    ['venues', { uscc: '91350200776049653', regNo: ' a1 ', name: '甲' }, 'no:A1'],
    ['venues', { uscc: '91350200776049653AA', regNo: 'a1', name: '甲' }, 'no:A1'],
    ['venues', { uscc: 'x91350200776049653A', regNo: 'a1', name: '甲' }, 'no:A1'],
    ['venues', { uscc: '', regNo: '', name: '甲 网吧', address: '东街１号' }, '甲网吧|东街1号'],
    ['facilities', { kind: '减速带', lng: 116.4, lat: 39.9 }, '减速带|116.400000,39.900000'],
    ['facilities', { kind: '减 速带', lng: '116.40000004', lat: 39.9 }, '减速带|116.400000,39.900000'],
    ['regions', { level: '街道', name: '清波 街道' }, '街道|清波街道'],
    [
      'addresses',
      { address: '浙江省杭州市上城区清波街道河坊街12＃' },
      '浙江省/杭州市/上城区/清波|河坊街12号',
    ],
    ['addresses', { address: '清波街道河坊街12＃' }, '///清波|河坊街12号'],
  ] as const)('%s: %j is %s', (table, values, identity) => expect(identityOf(table, values)).toBe(identity));

  it.each([
    ['schools', { schoolCode: 'b-2' }, 'a-1', 'A-1'],
    ['gates', { schoolId: 1, name: '正门' }, '1|南门|', '1|南门'],
    ['gates', { schoolId: 1, name: '校门' }, '1|校门|116.400000,39.900000', '1|校门'],
    ['venues', { regNo: 'no 2' }, 'no:no 1', 'no:NO1'],
    ['facilities', { kind: '标志' }, '警告 标志|116.400000,39.900000', '警告标志|116.400000,39.900000'],
    ['regions', { level: '社区', name: '东' }, '社区|东社区（新）', '社区|东社区(新)'],
  ] as const)('%s: %j that an earlier rule called %s is called %s', (table, values, before, after) => {
    const named = (identity: string) => identityOfKept(table, { ...values, identity, contentHash: 'x' });
    expect(named(before)).toBe(after);
    expect(named(after)).toBe(after);
    // A place that no list has named is called what it is called now.
    const own = identityOfKept(table, { ...values, identity: before, contentHash: '' });
    expect(own).toBe(identityOf(table, values));
  });

  it.each(identifiedTables)('%s keep what the rule of today calls them', (table) => {
    // A name that ends with a bar is the one that cannot be told from what an earlier rule made.
    const text = fc.string({ unit: fc.constantFrom(...'东A a１,.（】') });
    fc.assert(
      fc.property(text, text, fc.double({ min: 70, max: 130, noNaN: true }), (name, code, lng) => {
        const geometry = lineOf([lng, 39.9], [lng + 0.001, 39.9]);
        const values = { name, address: name, schoolCode: code, uscc: code, regNo: code, kind: name };
        const place = { ...values, level: code, schoolId: 7, lng, lat: 39.9, geometry };
        const identity = identityOf(table, place);
        // A line and a name may have changed since a list called the place so.
        const kept = { ...place, name: '别的', geometry: lineOf([1, 1], [2, 2]), identity, contentHash: 'x' };
        expect(identityOfKept(table, kept)).toBe(identity);
      }),
    );
  });

  it('a code was given once; what is made of a name can change', () => {
    expect(isCodeIdentity('91350200776049653A')).toBe(true);
    expect(isCodeIdentity('no:1')).toBe(true);
    expect(isCodeIdentity('甲网吧|东街1号')).toBe(false);
    expect(isCodeIdentity('甲网吧|')).toBe(false);
  });
});

describe('a road is known again by its line', () => {
  const road = (...points: readonly LngLat[]) => identityOf('roads', { geometry: lineOf(...points) });
  const line = [at(0, 0), at(40, 10), at(90, 30), at(90, 80)];

  it('whichever way it was drawn, and with points that stand twice', () => {
    expect(road(...[...line].reverse())).toBe(road(...line));
    expect(road(line[0]!, line[0]!, line[1]!, line[2]!, line[2]!, line[3]!)).toBe(road(...line));
    expect(road(line[0]!, line[1]!, line[0]!)).not.toBe(road(line[0]!, line[1]!));
  });

  it('says its ends and how many points it has', () => {
    const [first, last] = [at(0, 0), at(90, 80)].map(([lng, lat]) => `${lng.toFixed(6)},${lat.toFixed(6)}`);
    const parts = road(...line).split('|');
    expect(new Set(parts.slice(0, 2))).toEqual(new Set([first, last]));
    expect(parts[2]).toBe('4');
    expect(parts[3]).toMatch(/^[0-9a-z]{8,14}$/);
  });

  it('is another one when any of its points lies elsewhere', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 })), {
          minLength: 3,
          maxLength: 8,
        }),
        fc.nat(7),
        fc.integer({ min: 1, max: 50 }),
        (corners, which, by) => {
          const points = corners.map(([x, y]) => at(x, y));
          const moved = points.map((point, i) =>
            i === which % points.length ? at(corners[i]![0] + by, corners[i]![1] + 600) : point,
          );
          expect(road(...moved)).not.toBe(road(...points));
        },
      ),
      { numRuns: 200, seed: 41 },
    );
  });

  it('stays the same from one version of the program to the next', () => {
    expect(
      identityOf('roads', { geometry: '{"type":"LineString","coordinates":[[116.4,39.9],[116.5,39.8]]}' }),
    ).toBe('116.400000,39.900000|116.500000,39.800000|2|mcom991u82y4v');
    expect(identityOf('roads', { geometry: '' })).toBe('||0|ztntfp7myykz');
  });
});

describe('the columns of a place', () => {
  it('say a text or nothing', () => {
    expect(textIn({ name: '甲', lng: 116.4, address: null }, 'name')).toBe('甲');
    expect(textIn({ lng: 116.4 }, 'lng')).toBe('116.4');
    expect(textIn({ address: null }, 'address')).toBe('');
    expect(textIn({}, 'address')).toBe('');
  });

  it('say where it is: its point, else the middle of its shape', () => {
    const geometry = JSON.stringify({
      type: 'Polygon',
      coordinates: [
        [
          [116, 39],
          [118, 39],
          [118, 40],
          [116, 40],
        ],
      ],
    });
    expect(middleOf({ lng: 116.4, lat: 39.9, geometry })).toEqual([116.4, 39.9]);
    expect(middleOf({ lng: null, lat: 39.9, geometry })).toEqual([117, 39.5]);
    expect(middleOf({ lng: 116.4, lat: null, geometry })).toEqual([117, 39.5]);
    expect(middleOf({ geometry })).toEqual([117, 39.5]);
    expect(middleOf({ lng: null, lat: null, geometry: null })).toBeNull();
    expect(middleOf({ geometry: '{"type":"LineString","coordinates":[]}' })).toBeNull();
    expect(middleOf({})).toBeNull();
  });

  it('hold shapes of every kind', () => {
    expect(pointsIn('{"type":"Point","coordinates":[116.4,39.9]}')).toEqual([[116.4, 39.9]]);
    expect(pointsIn(lineOf([116, 39], [117, 40]))).toEqual([
      [116, 39],
      [117, 40],
    ]);
    expect(pointsIn('{"type":"MultiPolygon","coordinates":[[[[1,2],[3,4]]],[[[5,6]],[[7,8,9]]]]}')).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
    ]);
    expect(pointsIn('{"type":"GeometryCollection"}')).toEqual([]);
    expect(pointsIn('{"coordinates":[["a","b"],[1,"b"],["a",2]]}')).toEqual([]);
  });
});

describe('two stored lines are one', () => {
  const same = (first: readonly LngLat[], second: readonly LngLat[]) =>
    isSameLine(lineOf(...first), lineOf(...second));
  const line = [at(0, 0), at(100, 0), at(100, 100)];

  it('but for rounding, direction and points that make no bend', () => {
    expect(same(line, line)).toBe(true);
    expect(same(line, [...line].reverse())).toBe(true);
    expect(same(line, [at(0.7, 0.6), at(100, -0.9), at(99.2, 100)])).toBe(true);
    expect(same(line, [at(0, 0), at(50, 0.5), at(100, 0), at(100, 30), at(100, 100)])).toBe(true);
  });

  it('not where they share only a part, cross or bend otherwise', () => {
    expect(same(line, [at(0, 0), at(100, 0)])).toBe(false);
    expect(same(line, [at(0, 0), at(100, 0), at(100, 102)])).toBe(false);
    expect(same(line, [at(0, 0), at(100, 100)])).toBe(false);
    expect(same(line, [at(0, 0), at(0, 100), at(100, 100)])).toBe(false);
    expect(same(line, [at(0, 0), at(100, 0), at(150, 50), at(100, 100)])).toBe(false);
    expect(same([at(0, 0), at(100, 0), at(150, 50), at(100, 100)], line)).toBe(false);
    expect(same(line, [at(0, 2), at(100, 0), at(100, 100)])).toBe(false);
    expect(same(line, [at(100, 100), at(0, 0)])).toBe(false);
  });

  it('not where one of them turns back on its way', () => {
    const straight = [at(0, 0), at(100, 0)];
    expect(same(straight, [at(0, 0), at(100, 0), at(50, 0)])).toBe(false);
    expect(same(straight, [at(50, 0), at(0, 0), at(100, 0)])).toBe(false);
    expect(same(straight, [at(50, 0), at(100, 0), at(0, 0)])).toBe(false);
    expect(same(straight, [at(100, 0), at(0, 0), at(50, 0)])).toBe(false);
    expect(same([at(0, 0), at(100, 0), at(50, 0)], straight)).toBe(false);
  });

  it('to a metre, at their ends and along them', () => {
    expect(same(line, [at(0.99, 0), at(100, 0), at(100, 100)])).toBe(true);
    expect(same(line, [at(-1.01, 0), at(100, 0), at(100, 100)])).toBe(false);
    expect(same(line, [at(0, 0), at(50, 0.99), at(100, 0), at(100, 100)])).toBe(true);
    expect(same(line, [at(0, 0), at(50, 1.01), at(100, 0), at(100, 100)])).toBe(false);
  });

  it('not where there is no line', () => {
    expect(same(line, [])).toBe(false);
    expect(same([], line)).toBe(false);
    expect(same([at(0, 0)], [at(0, 0)])).toBe(false);
    expect(same([at(0, 0), at(0.1, 0)], [at(0, 0)])).toBe(false);
    expect(same([at(0, 0)], [at(0, 0), at(0.1, 0)])).toBe(false);
  });
});
