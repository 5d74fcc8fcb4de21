import { describe, expect, it } from 'vitest';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import type { IdentifiedTable } from '#shared/registry/identity.ts';
import { isDecisive, likeness, lookalike } from '#shared/registry/likeness.ts';
import type { PlaceValues } from '#shared/registry/place-values.ts';

const frame = localFrame([116.4, 39.9]);
/** A place so many metres east of the first one. */
const at = (x: number) => {
  const [lng, lat] = frame.toLngLat([x, 0]);
  return { lng, lat };
};

describe('one identity is one place', () => {
  it.each([
    ['venues', '91350200776049653A', true],
    ['venues', 'no:1', true],
    ['venues', '便民超市|东街1号', false],
    ['schools', '2111000001', true],
    ['schools', '东街小学|', false],
    ['gates', '7|南门', true],
    ['gates', '7|校门', false],
    ['gates', '7|东校门', true],
    ['facilities', '减速带|116.400000,39.900000', true],
    ['facilities', '7|校门', true],
    ['roads', 'a|b|2|x', true],
    ['regions', '街道|清波街道', true],
  ] as const)('in %s under %s: %s', (table, identity, expected) =>
    expect(isDecisive(table, identity)).toBe(expected),
  );
});

describe('what speaks for two places of one identity', () => {
  const shop = { name: '便民超市', address: '东街1号院', ...at(0) };
  const score = (table: IdentifiedTable, second: PlaceValues, first: PlaceValues = shop) =>
    likeness(table, first, second);

  it.each([
    ['the same name, address and spot', shop, 8],
    ['the same name and address, on no map', { ...shop, lng: null }, 5],
    ['the same name and address within 50 m', { ...shop, ...at(49.9) }, 8],
    ['the same name and address within 200 m', { ...shop, ...at(50.1) }, 6],
    ['the same name and address within 200 m, just', { ...shop, ...at(199.9) }, 6],
    ['the same name and address far apart', { ...shop, ...at(200.1) }, 4],
    ['another name at the same address', { ...shop, name: '好又多' }, 6],
    ['the same name at another address on the spot', { ...shop, address: '西街9号院' }, 5],
    ['the same name at another address within 200 m', { ...shop, address: '西街9号院', ...at(199.9) }, 3],
    ['the same name at another address far away', { ...shop, address: '西街9号院', ...at(200.1) }, -1],
    ['the same name at another address, on no map', { ...shop, address: '西街9号院', lat: null }, 0],
    ['another name, address and place', { name: '好又多', address: '西街9号院', ...at(900) }, -3],
  ] as const)('of a venue or a school: %s', (_, second, expected) => {
    expect(score('venues', second)).toBe(expected);
    expect(score('schools', second)).toBe(expected);
    expect(score('venues', shop, second)).toBe(expected);
  });

  it('two venues without any address or place may be one', () => {
    const bare = { name: '便民超市' };
    expect(score('venues', bare, bare)).toBe(3);
    expect(score('venues', { ...bare, address: '东街1号院' }, bare)).toBe(0);
    expect(score('venues', bare, { ...bare, address: '东街1号院' })).toBe(0);
    expect(score('venues', { ...bare, ...at(0) }, { ...bare, ...at(300) })).toBe(-1);
  });

  it('of a gate, a facility or a road: how near they are', () => {
    for (const table of ['gates', 'facilities', 'roads'] as const) {
      expect(score(table, { name: '南门', ...at(0) }, { name: '南门', ...at(0) })).toBe(1);
      expect(score(table, { name: '南门', ...at(4) }, { name: '南门', ...at(0) })).toBeCloseTo(0.2, 3);
      expect(score(table, { name: '南门' }, { name: '南门', ...at(0) })).toBeCloseTo(1 / 201, 9);
    }
  });

  it('gates without a name are one only within 30 m', () => {
    const unnamed = (x: number, name = '') => ({ name, ...at(x) });
    expect(score('gates', unnamed(29.9), unnamed(0))).toBeGreaterThan(0);
    expect(score('gates', unnamed(30.1), unnamed(0))).toBe(0);
    expect(score('gates', unnamed(30.1, ' 校门 '), unnamed(0))).toBe(0);
    expect(score('gates', unnamed(30.1, '南门'), unnamed(0, '南门'))).toBeGreaterThan(0);
    expect(score('gates', unnamed(30.1, '南门'), unnamed(0))).toBeGreaterThan(0);
    expect(score('gates', { name: '' }, unnamed(0))).toBeGreaterThan(0);
    expect(score('facilities', unnamed(30.1), unnamed(0))).toBeGreaterThan(0);
  });
});

describe('two places of different identity look alike', () => {
  const both = (table: IdentifiedTable, shared: PlaceValues, first: PlaceValues, second: PlaceValues) =>
    lookalike(table, { ...shared, ...first }, { ...shared, ...second });

  describe('as venues', () => {
    const name = { name: '金龙网吧' };
    it.each([
      ['at one address', { address: '东街1号院' }, { address: '东街１号院' }, 3],
      ['at one address, one with a code', { address: '东街1号', uscc: 'A' }, { address: '东街1号' }, 3],
      [
        'at one address, with two codes',
        { address: '东街1号', uscc: 'A' },
        { address: '东街1号', uscc: 'B' },
        0,
      ],
      ['on one spot, with one address', { address: '东街1号', ...at(0) }, at(49.9), 2],
      ['on one spot, the other with the address', at(0), { address: '东街1号', ...at(49.9) }, 2],
      [
        'on one spot, one address saying more',
        { address: '东街12号', ...at(0) },
        { address: '东街12号3层', ...at(9) },
        2,
      ],
      [
        'on one spot, at two addresses',
        { address: '东街1号', ...at(0) },
        { address: '西街9号', ...at(9) },
        0,
      ],
      ['a little apart', at(0), at(50.1), 0],
      ['without any place', {}, {}, 0],
      ['of which one has no place', at(0), {}, 0],
    ] as const)('of one name %s', (_, first, second, expected) =>
      expect(both('venues', name, first, second)).toBe(expected),
    );

    it('not of two names, nor of none', () => {
      expect(both('venues', { address: '东街1号' }, { name: '金龙网吧' }, { name: '银虎网吧' })).toBe(0);
      expect(both('venues', { address: '东街1号' }, { name: '' }, { name: '' })).toBe(0);
    });
  });

  describe('as schools', () => {
    const name = { name: '东街小学' };
    it.each([
      ['at one address', { address: '东街1号' }, { address: '东街1号' }, 3],
      ['within 200 m', { address: '东街1号', ...at(0) }, { address: '西街9号', ...at(199.9) }, 2],
      [
        'further apart, at two addresses',
        { address: '东街1号', ...at(0) },
        { address: '西街9号', ...at(201) },
        0,
      ],
      ['further apart, one without an address', { address: '东街1号', ...at(0) }, at(201), 1],
      ['without any place', {}, {}, 1],
      ['with one code', { schoolCode: '1' }, {}, 1],
      ['with two codes', { schoolCode: '1', address: '东街1号' }, { schoolCode: '2', address: '东街1号' }, 0],
    ] as const)('of one name %s', (_, first, second, expected) =>
      expect(both('schools', name, first, second)).toBe(expected),
    );

    it('not of two names', () => {
      expect(both('schools', { address: '东街1号' }, { name: '东街小学' }, { name: '西街小学' })).toBe(0);
    });
  });

  it.each([
    ['one with a name and one without, 15 m apart', { schoolId: 7, name: '' }, 7, 14.9, true],
    ['one with a name and one called 校门', { schoolId: 7, name: '校门' }, 7, 14.9, true],
    ['further apart', { schoolId: 7, name: '' }, 7, 15.1, false],
    ['of two schools', { schoolId: 8, name: '' }, 7, 1, false],
    ['both with a name', { schoolId: 7, name: '北门' }, 7, 1, false],
  ] as const)('as gates: %s', (_, first, schoolId, apart, expected) => {
    const [unnamed, named] = [
      { ...first, ...at(0) },
      { schoolId, name: '南门', ...at(apart) },
    ];
    expect(lookalike('gates', unnamed, named) > 0).toBe(expected);
    expect(lookalike('gates', named, unnamed) > 0).toBe(expected);
  });

  it('not as gates where both have no name', () => {
    expect(both('gates', { schoolId: 7, name: '' }, at(0), at(1))).toBe(0);
  });

  it.each([
    ['of one kind within 3 m', {}, {}, 2.9, true],
    ['of one kind further apart', {}, {}, 3.1, false],
    ['of which one has a name', { name: '甲' }, {}, 2.9, true],
    ['of two names', { name: '甲' }, { name: '乙' }, 2.9, false],
    ['of two kinds', { kind: '护栏' }, {}, 2.9, false],
    ['of no kind', { kind: '' }, { kind: '' }, 2.9, false],
  ] as const)('as facilities: %s', (_, first, second, apart, expected) =>
    expect(
      both('facilities', { kind: '减速带' }, { ...at(0), ...first }, { ...at(apart), ...second }) > 0,
    ).toBe(expected),
  );

  it('the nearer the more', () => {
    expect(both('facilities', { kind: '减速带' }, at(0), at(1))).toBeCloseTo(0.5, 3);
    expect(both('facilities', { kind: '减速带' }, at(0), at(0))).toBe(1);
  });

  it('as roads of one line', () => {
    const road = (...points: number[][]) => ({
      geometry: JSON.stringify({ coordinates: points.map(([x = 0, y = 0]) => frame.toLngLat([x, y])) }),
    });
    expect(lookalike('roads', road([0, 0], [90, 0]), road([90, 0.5], [0, 0]))).toBe(1);
    expect(lookalike('roads', road([0, 0], [90, 0]), road([90, 5], [0, 0]))).toBe(0);
  });

  it('never as regions or addresses: their names are their own', () => {
    for (const table of ['regions', 'addresses'] as const)
      expect(both(table, { name: '清波街道', level: '街道', address: '东街1号' }, at(0), at(0))).toBe(0);
  });
});
