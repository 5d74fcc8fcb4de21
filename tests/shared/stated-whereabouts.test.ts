import { describe, expect, it } from 'vitest';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import { fromWgs84, type ReferenceSystem } from '#shared/geodesy/reference-systems.ts';
import type { LngLat, PolygonRings } from '#shared/geodesy/units.ts';
import { weighReadings } from '#shared/registry/reference-evidence.ts';
import {
  type KnownRegion,
  type KnownRoad,
  liesIn,
  noWhereabouts,
  readWhereabouts,
  StatedWhereabouts,
  type Whereabouts,
} from '#shared/registry/stated-whereabouts.ts';

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

describe('how many rows have to tell it', () => {
  const west = { name: '大兴区', polygons: [box(WEST, MIDDLE)] };
  const weigh = (...lists: LngLat[][]) =>
    weighReadings(
      lists.flat().map((position) => ({ name: '', address: '大兴区', position })),
      { boundary: [], places: [], regions: [west] },
    );
  const times = (count: number, lng: number) => Array.from({ length: count }, (): LngLat => [lng, 39.7]);
  /** In Beijing GCJ-02 lies 500 m, BD-09 1.1 km further east: such positions lie in the district … */
  const inAll = (count: number) => times(count, 116.3);
  /** … only as they stand, … */
  const inWgs84 = (count: number) => times(count, WEST + 0.001);
  /** … only as they stand and as GCJ-02, … */
  const notInBd09 = (count: number) => times(count, WEST + 0.009);
  /** … in each reading but as they stand, … */
  const notInWgs84 = (count: number) => times(count, MIDDLE + 0.003);
  /** … and in none. */
  const inNone = (count: number) => times(count, MIDDLE + 0.1);

  it('thirty', () => {
    expect(weigh(inWgs84(30))).toMatchObject({ best: 'wgs84', clear: true, confidence: 1 });
    expect(weigh(inWgs84(29))).toMatchObject({ best: null, clear: false, confidence: 0 });
  });

  it('of which three in five lie where they say', () => {
    expect(weigh(inWgs84(30), inNone(20))).toMatchObject({ best: 'wgs84', clear: true, confidence: 0.6 });
    expect(weigh(inWgs84(29), inNone(21))).toMatchObject({ best: null, clear: false });
  });

  it('four standard deviations more for one reading than for the next (McNemar)', () => {
    // 16 rows of 30 speak for it alone: 16 / √16 = 4.
    expect(weigh(inWgs84(16), inAll(14))).toMatchObject({ best: 'wgs84', clear: true });
    expect(weigh(inWgs84(15), inAll(15))).toMatchObject({ best: null, clear: false });
    // 30 for it and 6 against it: 24 / √36 = 4.
    expect(weigh(inWgs84(30), notInWgs84(6))).toMatchObject({ best: 'wgs84', clear: true });
    expect(weigh(inWgs84(29), notInWgs84(6))).toMatchObject({ best: null, clear: false });
  });

  it('against each other reading, the next of them too', () => {
    expect(weigh(notInBd09(60))).toMatchObject({ best: null, clear: false });
    expect(weigh(notInBd09(60), inWgs84(16))).toMatchObject({ best: 'wgs84', clear: true });
    expect(weigh(inAll(60))).toMatchObject({ best: null, clear: false });
  });

  it('and are counted for each reading', () => {
    const { evidence } = weigh(inWgs84(4), notInBd09(3), inAll(2), inNone(1));
    expect(evidence.map(({ reading, told, agreeing }) => [reading, told, agreeing])).toEqual([
      ['wgs84', 10, 9],
      ['gcj02', 10, 5],
      ['bd09', 10, 2],
    ]);
  });
});

describe('a place that is known by its name', () => {
  const HERE: LngLat = [116.3, 39.7];
  const place = (name: string, address = '', position = HERE) => ({ name, address, position });
  const matched = (row: { name: string; address?: string }, ...places: ReturnType<typeof place>[]) =>
    weighReadings([{ ...row, position: HERE }], { boundary: [], places }).evidence[0]?.matched;

  it('is the only one of it, whatever its address', () => {
    expect(matched({ name: '星河网吧' }, place('星河网吧'))).toBe(1);
    expect(matched({ name: '星河 网吧' }, place('星河网吧', '东街1号'))).toBe(1);
    expect(matched({ name: '星河网吧', address: '西街1号' }, place('星河网吧', '东街1号'))).toBe(1);
    expect(matched({ name: '金龙网吧' }, place('星河网吧'))).toBe(0);
  });

  it('is of several the one at the same address, and none where that does not tell', () => {
    const two = [place('星河网吧', '东街1号'), place('星河网吧', '西街2号', [116.4, 39.7])];
    const shiftOf = (address: string) => {
      const list = Array.from({ length: 5 }, () => ({ name: '星河网吧', address, position: HERE }));
      return weighReadings(list, { boundary: [], places: two }).evidence[0]?.medianShift;
    };
    expect(shiftOf('东街1号')).toBeCloseTo(0, 3);
    expect(shiftOf('西街2号')).toBeGreaterThan(8000);
    expect(shiftOf('南街3号')).toBeNull();
    expect(matched({ name: '星河网吧' }, ...two)).toBe(0);
    expect(matched({ name: '星河网吧', address: '东街1号' }, ...two.map(({ name }) => place(name)))).toBe(0);
  });

  it('tells no reading where two readings are one, outside of China', () => {
    const paris: LngLat = [2.35, 48.85];
    const places = Array.from({ length: 6 }, (_, i) => place(`第${i}店`, '', paris));
    const verdict = weighReadings(places, { boundary: [], places });
    expect(verdict.clear).toBe(false);
  });
});

describe('what one row says of where it is', () => {
  const IN_WEST: LngLat = [116.3, 39.7];
  const IN_EAST: LngLat = [116.5, 39.7];
  const NOWHERE: LngLat = [117, 39.7];

  /** Which of three places agree with a row: one in each district and one outside of both; null where it says nothing. */
  function told(
    row: Partial<Whereabouts>,
    known: readonly KnownRegion[] = regions,
    roads: readonly KnownRoad[] = [],
  ) {
    const agrees = new StatedWhereabouts(known, roads).of({ ...noWhereabouts, ...row });
    return agrees && [IN_WEST, IN_EAST, NOWHERE].map(agrees);
  }
  const west = [true, false, false];
  const east = [false, true, false];

  it('is read from its fields', () => {
    expect(readWhereabouts((field) => `<${field}>`)).toEqual({
      name: '<name>',
      address: '<address>',
      uscc: '<uscc>',
      regNo: '<regNo>',
      schoolCode: '<schoolCode>',
      registrar: '<registrar>',
      adcode: '<adcode>',
    });
    expect(new Set(Object.values(noWhereabouts))).toEqual(new Set(['']));
  });

  it.each<[Partial<Whereabouts>, boolean[] | null]>([
    [{}, null],
    [{ name: '大兴区某网吧' }, null],
    [{ address: '某路1号' }, null],
    [{ address: '北京市大兴区某路' }, west],
    [{ address: '通州区某路' }, east],
    [{ registrar: '大兴区市场监督管理局' }, west],
    // An area in the name of another one: both would have to hold it.
    [{ address: '大兴区通州区' }, [false, false, false]],
    // Digits of the district: the third to the eighth of a credit code.
    [{ uscc: '92110115MA0AAAAA11' }, west],
    [{ uscc: '92110112MA0AAAAA11' }, east],
    [{ uscc: '11011592MA0AAAAA11' }, null],
    // The first six of an old registration number, which has 13 or 15 digits.
    [{ regNo: '110115600000001' }, west],
    [{ regNo: '1101156000001' }, west],
    [{ regNo: '110115600001' }, null],
    [{ regNo: '1101156000000001' }, null],
    [{ regNo: '11011560000000A' }, null],
    [{ regNo: 'A110115600000001' }, null],
    // And of a school's code.
    [{ schoolCode: '1101150001' }, west],
    [{ schoolCode: '1101150' }, west],
    [{ schoolCode: '110115' }, null],
    [{ schoolCode: 'A1101150001' }, null],
    [{ schoolCode: '110115A001' }, null],
    // A column of codes: of a district, of its towns.
    [{ adcode: '110112' }, east],
    [{ adcode: '110112001' }, east],
    [{ adcode: '110112001002' }, east],
    [{ adcode: '1101121' }, null],
    [{ adcode: '110113' }, null],
  ])('%j: %j', (row, places) => expect(told(row)).toEqual(places));

  it('the plainest code counts first, and one of elsewhere not at all', () => {
    expect(told({ adcode: '110115', uscc: '92110112MA0AAAAA11' })).toEqual(west);
    expect(told({ uscc: '92110115MA0AAAAA11', regNo: '110112600000001' })).toEqual(west);
    expect(told({ regNo: '110115600000001', schoolCode: '1101120001' })).toEqual(west);
    expect(told({ uscc: '92330102MA0AAAAA11', regNo: '110112600000001' })).toEqual(east);
    expect(told({ schoolCode: '1101150001', registrar: '通州区市场监督管理局' })).toEqual(west);
  });

  it('the code of a town counts before that of its district', () => {
    const towns = [
      { name: '甲镇', code: '110115001', polygons: [box(MIDDLE, EAST)] },
      { name: '大兴区', code: '110115', polygons: [box(WEST, EAST)] },
    ];
    expect(told({ adcode: '110115001' }, towns)).toEqual(east);
    expect(told({ adcode: '110115002' }, towns)).toEqual([true, true, false]);
  });

  it('a region that was given a code is known by it alone', () => {
    const coded = [{ name: '大兴区', code: '999999', polygons: [box(WEST, MIDDLE)] }];
    expect(told({ uscc: '92110115MA0AAAAA11' }, coded)).toBeNull();
  });

  it('the digits of a city or a province tell no district', () => {
    const city = [{ name: '杭州市', polygons: [box(WEST, MIDDLE)] }];
    expect(told({ uscc: '92330100MA0AAAAA11' }, city)).toBeNull();
  });

  it('a region is named by two characters and more', () => {
    const short = [
      { name: '东', polygons: [box(WEST, MIDDLE)] },
      { name: '', polygons: [box(WEST, MIDDLE)] },
    ];
    expect(told({ address: '东街1号' }, short)).toBeNull();
    expect(told({ address: '东镇1号' }, [{ name: '东镇', polygons: [box(WEST, MIDDLE)] }])).toEqual(west);
  });

  it('a region without a shape holds nothing', () => {
    expect(told({ address: '大兴区' }, [{ name: '大兴区', polygons: [] }])).toEqual([false, false, false]);
    expect(told({ address: '大兴区' }, [{ name: '大兴区', polygons: [[]] }])).toEqual([false, false, false]);
  });

  it('a region of several parts holds what lies in any of them, but not in their holes', () => {
    const parts = [box(WEST, 116.25), box(MIDDLE, EAST)];
    expect(told({ address: '大兴区' }, [{ name: '大兴区', polygons: parts }])).toEqual(east);
    const holed: PolygonRings = [...box(WEST, MIDDLE), ...box(116.29, 116.31, 39.69, 39.71)];
    expect(told({ address: '大兴区' }, [{ name: '大兴区', polygons: [holed] }])).toEqual([
      false,
      false,
      false,
    ]);
    expect(liesIn([holed], [116.25, 39.7])).toBe(true);
    expect(liesIn([holed, box(116.29, 116.3, 39.6, 39.8)], [116.295, 39.7])).toBe(true);
    expect(liesIn([], IN_WEST)).toBe(false);
  });

  describe('the road of its house number', () => {
    const frame = localFrame(IN_WEST);
    const at = (x: number, y: number): LngLat => frame.toLngLat([x, y]);
    const road = (name: string, ...line: LngLat[]): KnownRoad => ({ name, line });
    const street = road('兴丰大街', at(-1000, 0), at(0, 0), at(1000, 0));
    const agrees = (
      row: Partial<Whereabouts>,
      roads: readonly KnownRoad[],
      known: readonly KnownRegion[] = [],
    ) => new StatedWhereabouts(known, roads).of({ ...noWhereabouts, ...row });

    it('lies within 150 m', () => {
      const near = agrees({ address: '大兴区兴丰大街12号' }, [street]);
      for (const y of [0, 149, -149]) expect(near?.(at(500, y)), `${y}`).toBe(true);
      for (const y of [151, -151]) expect(near?.(at(500, y)), `${y}`).toBe(false);
      expect(near?.(at(1149, 0))).toBe(true);
      expect(near?.(at(1151, 0))).toBe(false);
      expect(near?.(at(-700, 100))).toBe(true);
    });

    it('is known by its whole name, before a number', () => {
      expect(agrees({ address: '兴丰大街' }, [street])).toBeNull();
      expect(agrees({ address: '兴丰南大街12号' }, [street])).toBeNull();
      expect(agrees({ address: '12号' }, [road('', at(0, 0), at(1, 0))])).toBeNull();
    });

    it('may be drawn in several lines', () => {
      const pieces = [
        road('兴丰大街', at(-2000, 0), at(-1500, 0)),
        road('西大街', at(0, 0), at(10, 0)),
        road('兴丰大街', at(500, 0), at(600, 0)),
      ];
      const near = agrees({ address: '兴丰大街12号' }, pieces);
      expect(near?.(at(-1600, 0))).toBe(true);
      expect(near?.(at(550, 0))).toBe(true);
      expect(near?.(at(0, 0))).toBe(false);
    });

    it('and the district both have to agree', () => {
      const both = agrees({ address: '大兴区兴丰大街12号' }, [street], regions);
      expect(both?.(at(0, 0))).toBe(true);
      expect(both?.(at(0, 500))).toBe(false);
      const other = agrees({ address: '通州区兴丰大街12号' }, [street], regions);
      expect(other?.(at(0, 0))).toBe(false);
    });
  });
});
