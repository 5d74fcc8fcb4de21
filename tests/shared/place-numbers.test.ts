import proj4 from 'proj4';
import { describe, expect, it } from 'vitest';
import { degreesOf, gaussKrugerFrame, utmFrame, WEB_MERCATOR } from '#shared/geodesy/coordinate-frames.ts';
import { geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import {
  type MetresReading,
  type NumberReading,
  placeNumbers,
  tellMetres,
} from '#shared/geodesy/place-numbers.ts';
import { fromWgs84, type ReferenceSystem } from '#shared/geodesy/reference-systems.ts';
import type { LngLat } from '#shared/geodesy/units.ts';

type Pair = readonly [number, number];

const HERE: LngLat = [116.334567, 39.726543];
/** The same place, worked out with PROJ 9.5.1: EPSG 4548, 4527, 4498, 32650, 3857. */
const GAUSS: Pair = [442_949.851, 4_399_378.292];
const ZONE_3: Pair = [39_442_949.851, 4_399_378.292];
const ZONE_6: Pair = [20_442_949.851, 4_399_378.292];
const UTM: Pair = [442_972.671, 4_397_618.54];
const MERCATOR: Pair = [12_950_304.76, 4_826_283.463];

const plain: NumberReading = { system: 'wgs84', frame: null, metres: null };

function expectPlace(pair: Pair, reading: Partial<NumberReading>, at: LngLat, told: object = {}) {
  const placed = placeNumbers(pair, { ...plain, ...reading });
  expect(placed).toMatchObject({ fault: null, sigma: 0, isSwapped: false, ...told });
  expect(geodesicDistance(placed.position ?? [0, 0], at)).toBeLessThan(0.01);
}

const faultOf = (pair: Pair, reading: Partial<NumberReading> = {}) => {
  const placed = placeNumbers(pair, { ...plain, ...reading });
  if (placed.fault !== null) expect(placed.position).toBeNull();
  return placed.fault;
};

const swapped = ([a, b]: Pair): Pair => [b, a];

describe('degrees of a list', () => {
  it('are a place; the latitude may stand first, and is then said to', () => {
    expectPlace(HERE, {}, HERE);
    expectPlace(swapped(HERE), {}, HERE, { isSwapped: true });
  });

  it.each(['gcj02', 'bd09'] as const)('of %s are turned into WGS84', (system) => {
    expectPlace(fromWgs84(HERE, system), { system }, HERE);
    expectPlace(swapped(fromWgs84(HERE, system)), { system }, HERE, { isSwapped: true });
  });

  it('on another datum are turned by it, with its doubt', () => {
    // PROJ 9.5.1, EPSG 15921.
    const at: LngLat = [116.400637292, 39.900294868];
    const frame = degreesOf('beijing54');
    expectPlace([116.4, 39.9], { frame }, at, { sigma: 15 });
    expectPlace([39.9, 116.4], { frame }, at, { sigma: 15, isSwapped: true });
    // The frame alone counts, whatever the system of a map service.
    expectPlace([116.4, 39.9], { frame, system: 'bd09' }, at, { sigma: 15 });
    expectPlace([116.4, 39.9], { frame: degreesOf('xian80') }, [116.4, 39.9], { sigma: 120 });
  });

  it('beside a frame of metres are degrees all the same', () => {
    expectPlace(HERE, { frame: gaussKrugerFrame('cgcs2000', 117) }, HERE);
    expectPlace(fromWgs84(HERE, 'gcj02'), { frame: WEB_MERCATOR, system: 'gcj02' }, HERE);
  });

  it.each([
    [2.35, 48.85],
    [116.4, -39.9],
    [116.4, 60],
    [180, 180],
    [0, 39.9],
    [116.4, 0],
    [-116.4, 39.9],
  ])('%d, %d lie outside of China', (a, b) => {
    expect(faultOf([a, b])).toBe('POSITION_INVALID');
    expect(faultOf([a, b], { frame: degreesOf('beijing54') })).toBe('POSITION_INVALID');
  });

  it('that are both zero are no coordinates', () => {
    expect(faultOf([0, 0])).toBe('POSITION_ZERO');
    expect(faultOf([0, 1])).toBe('POSITION_INVALID');
    expect(faultOf([1, 0])).toBe('POSITION_INVALID');
  });

  it('may be whole numbers of millionths or ten-millionths, latitude first or last', () => {
    expectPlace([116_334_567, 39_726_543], {}, HERE);
    expectPlace([39_726_543, 116_334_567], {}, HERE, { isSwapped: true });
    expectPlace([1_163_345_670, 397_265_430], {}, HERE);
    expectPlace([397_265_430, 1_163_345_670], {}, HERE, { isSwapped: true });
    const [lng, lat] = fromWgs84([116.334567, 39.726543], 'bd09');
    expectPlace([Math.round(lng * 1e7), Math.round(lat * 1e7)], { system: 'bd09' }, HERE);
    expectPlace([116_400_000, 39_900_000], { frame: degreesOf('beijing54') }, [116.400637292, 39.900294868], {
      sigma: 15,
    });
  });

  it.each([
    [116_334_567.5, 39_726_543],
    [116_334_567, 39_726_543.5],
    [69_999_999, 39_726_543],
    [138_000_001, 39_726_543],
    [116_334_567, 55_000_001],
    [116_334_567, 1_999_999],
    [116_334_567, -39_726_543],
    [11_633_456_700, 3_972_654_300],
  ])('%d, %d are neither', (a, b) => expect(faultOf([a, b])).toBe('POSITION_INVALID'));

  it('in millionths begin where China does', () => {
    expectPlace([70_000_000, 39_726_543], {}, [70, 39.726543]);
    expectPlace([138_000_000, 55_000_000], {}, [138, 55]);
  });
});

describe('metres of a list', () => {
  it.each([
    ['the number of a 3° zone before the easting', ZONE_3],
    ['the number of a 6° zone', ZONE_6],
    ['Web Mercator, where no zone has such numbers', MERCATOR],
  ] as const)('are a place by themselves: %s', (_, pair) => {
    expectPlace(pair, {}, HERE);
    expectPlace(swapped(pair), {}, HERE);
  });

  it('are those of the frame that was stated', () => {
    const frame = gaussKrugerFrame('cgcs2000', 117);
    for (const pair of [GAUSS, ZONE_3, ZONE_6]) {
      expectPlace(pair, { frame }, HERE);
      expectPlace(swapped(pair), { frame }, HERE);
    }
    expectPlace(UTM, { frame: utmFrame(50) }, HERE);
    expectPlace(MERCATOR, { frame: WEB_MERCATOR }, HERE);
    // Not those of a map service, whose degrees alone are moved.
    expectPlace(GAUSS, { frame, system: 'bd09' }, HERE);
  });

  it('with the doubt of the datum that was stated', () => {
    expectPlace(GAUSS, { frame: gaussKrugerFrame('xian80', 117) }, [116.334567488, 39.726524525], {
      sigma: 120,
    });
    const beijing = gaussKrugerFrame('beijing54', 117);
    // EPSG 2436 and, after it, 15921 by PROJ 9.5.1.
    const at: LngLat = [116.335200756, 39.726833727];
    expectPlace([442_948.896, 4_399_456.107], { frame: beijing }, at, { sigma: 15 });
    // Another zone of the same datum, told by its number.
    expectPlace([39_442_948.896, 4_399_456.107], { frame: gaussKrugerFrame('beijing54', 120) }, at, {
      sigma: 15,
    });
    expectPlace([39_442_948.896, 4_399_456.107], { frame: degreesOf('beijing54') }, at, { sigma: 15 });
  });

  it.each(['gcj02', 'bd09'] as const)('Web Mercator of a map service holds its own degrees: %s', (system) => {
    const [lng, lat] = fromWgs84(HERE, system);
    const x = (lng * Math.PI * 6_378_137) / 180;
    const y = 6_378_137 * Math.asinh(Math.tan((lat * Math.PI) / 180));
    expectPlace([x, y], { system }, HERE);
    expectPlace([x, y], { system, metres: 'mercator' }, HERE);
  });

  it('zones are CGCS2000 whatever the map service', () => expectPlace(ZONE_3, { system: 'gcj02' }, HERE));

  it.each([
    [442_949.851, 4_399_378.292],
    [4_399_378.292, 442_949.851],
    [50_000, 4_399_378],
    [999_999, 4_399_378],
    [60_000, 300_000],
    [60_000, 6_199_999],
    [700_000, 700_000],
  ])('%d, %d have lost the number of their zone', (a, b) => expect(faultOf([a, b])).toBe('ZONE_MISSING'));

  it.each([
    [49_999, 4_399_378],
    [1_000_000, 4_399_378],
    [60_000, 299_999],
    [60_000, 6_200_000],
    [442_949, 64_399_378],
    [-442_949, 4_399_378],
    [200, 39],
    [7_500_000, 4_399_378],
    [46_500_000, 4_399_378],
    [39_442_949, 44_399_378],
  ])('%d, %d are no place', (a, b) => expect(faultOf([a, b])).toBe('POSITION_INVALID'));

  it('of a stated frame that does not hold them are told apart as well', () => {
    const frame = gaussKrugerFrame('cgcs2000', 117);
    expect(faultOf([20_000, 4_399_378], { frame })).toBe('POSITION_INVALID');
    expect(faultOf(GAUSS, { frame: degreesOf('beijing54') })).toBe('ZONE_MISSING');
    expect(faultOf(GAUSS, { frame: WEB_MERCATOR })).toBe('ZONE_MISSING');
  });
});

/**
 * Numbers that are eastings of the 6° zones 13 to 15 and Web Mercator as well, by where the two would lie
 * (PROJ 9.5.1: EPSG 4491 to 4493, and 3857).
 */
const ambiguous = {
  /** 75.99 E 39.47 N, Kashgar; or 122.0 E 36.5 N, Shandong. */
  kashgar: [13_585_190.703, 4_371_151.249],
  /** 80.26 E 41.17 N, Aksu; or at sea off Korea, 129.7 E 37.9 N. */
  aksu: [14_437_899.973, 4_559_716.735],
  /** 121.47 E 31.23 N, Shanghai; or 75.2 E 33.1 N, in Kashmir. */
  shanghai: [13_521_978.547, 3_662_655.183],
  /** 121.6 E 38.9 N, Dalian; or 75.4 E 42.5 N, in Kyrgyzstan. */
  dalian: [13_536_450.08, 4_707_357.536],
  /** 81.0 E 22.6 N, India; or 130.3 E 21.9 N, the Pacific. */
  neither: [14_500_000, 2_500_000],
} as const satisfies Record<string, Pair>;

describe('numbers that are eastings of a western zone and Web Mercator as well', () => {
  it.each([
    ['aksu', 'zones'],
    ['shanghai', 'mercator'],
    ['dalian', 'mercator'],
    ['kashgar', null],
    ['neither', null],
  ] as const)('at %s alone are %s', (name, reading) => {
    expect(tellMetres([ambiguous[name]])).toBe(reading);
    expect(tellMetres([swapped(ambiguous[name])])).toBe(reading);
  });

  it('are told by the list: where all of it lies in one reading and not in the other', () => {
    expect(tellMetres([ambiguous.kashgar, ambiguous.aksu])).toBe('zones');
    expect(tellMetres([ambiguous.kashgar, ambiguous.shanghai])).toBe('mercator');
    expect(tellMetres([ambiguous.aksu, ambiguous.shanghai])).toBeNull();
    expect(tellMetres([ambiguous.kashgar, ambiguous.neither])).toBeNull();
  });

  /** Metres of a place in its 6° zone, the number of the zone before the easting. */
  const zoned = (lng: number, lat: number): Pair => {
    const zone = Math.floor(lng / 6) + 1;
    const [east = 0, north = 0] = proj4(
      'WGS84',
      `+proj=etmerc +lon_0=${zone * 6 - 3} +k=1 +x_0=500000 +ellps=WGS84 +units=m +no_defs`,
      [lng, lat],
    );
    return [zone * 1_000_000 + east, north];
  };

  it.each([
    ['斯姆哈纳口岸', 73.97, 39.72],
    ['乌恰', 75.25, 39.72],
    ['塔什库尔干', 75.23, 37.77],
    ['红其拉甫', 75.45, 36.9],
    ['叶城', 77.41, 37.88],
    ['三十里营房', 78.1, 36.4],
    ['日土', 79.73, 33.38],
    ['狮泉河', 80.1, 32.5],
    ['札达', 79.8, 31.48],
    ['普兰', 81.18, 30.29],
    ['仲巴', 83.9, 29.72],
    ['伊宁', 81.32, 43.92],
    ['霍尔果斯', 80.42, 44.21],
    ['昭苏', 81.13, 43.16],
    ['阿拉山口', 82.57, 45.17],
    ['塔城', 82.98, 46.74],
    ['阿合奇', 78.45, 40.94],
  ])('%s lies in the west: a list of it and of Aksu is one of zones', (_, lng, lat) => {
    expect(tellMetres([zoned(lng, lat), ambiguous.aksu])).toBe('zones');
  });

  it.each([
    ['Bishkek', 74.6, 42.87],
    ['Almaty', 76.9, 43.25],
    ['Taldykorgan', 78.38, 45.02],
    ['Semey', 80.25, 50.41],
    ['Lake Alakol', 81.5, 46.2],
    ['Srinagar', 74.8, 34.09],
    ['Leh', 77.58, 34.16],
    ['Dehradun', 78.03, 30.32],
    ['Nepalgunj', 81.62, 28.05],
    ['Gilgit', 74.3, 35.92],
  ])('%s does not: a list of it is none of zones', (_, lng, lat) => {
    expect(tellMetres([zoned(lng, lat)])).not.toBe('zones');
    expect(tellMetres([zoned(lng, lat), ambiguous.aksu])).toBeNull();
  });

  it('are told by such numbers alone', () => {
    expect(tellMetres([])).toBeNull();
    expect(tellMetres([HERE, ZONE_3, MERCATOR, GAUSS])).toBeNull();
    expect(tellMetres([ZONE_3, ambiguous.aksu, HERE])).toBe('zones');
    expect(tellMetres([MERCATOR, ambiguous.dalian, [0, 0]])).toBe('mercator');
  });

  /** Along the edge of what is taken for the coast: east of 123° only the north is land. */
  it.each([
    [122.9, 21.6, 'mercator'],
    [122.9, 21.4, null],
    [123.1, 38.6, 'mercator'],
    [123.1, 38.4, null],
    [118, 21.6, 'mercator'],
    [134, 47.5, 'mercator'],
  ] as const)('Web Mercator at %d E %d N: %s', (lng, lat, reading) => {
    const x = (lng * Math.PI * 6_378_137) / 180;
    const y = 6_378_137 * Math.asinh(Math.tan((lat * Math.PI) / 180));
    expect(tellMetres([[x, y]])).toBe(reading);
  });

  it('are places by what they are told to be', () => {
    // PROJ 9.5.1.
    const zone: LngLat = [75.99, 39.47];
    const mercator: LngLat = [122.0378, 36.5108];
    expectPlace(ambiguous.kashgar, { metres: 'zones' }, zone);
    expectPlace(swapped(ambiguous.kashgar), { metres: 'zones' }, zone);
    const placed = placeNumbers(ambiguous.kashgar, { ...plain, metres: 'mercator' });
    expect(geodesicDistance(placed.position ?? [0, 0], mercator)).toBeLessThan(20);
    expect(faultOf(ambiguous.kashgar)).toBe('POSITION_AMBIGUOUS');
    expect(faultOf(ambiguous.neither)).toBe('POSITION_AMBIGUOUS');
  });

  it('that only one reading allows are that without being told', () => {
    expectPlace(ambiguous.aksu, {}, [80.26, 41.17]);
    expectPlace(ambiguous.shanghai, {}, [121.47, 31.23]);
    expectPlace(swapped(ambiguous.shanghai), { system: 'wgs84' }, [121.47, 31.23]);
  });

  it.each(['zones', 'mercator'] as const)(
    'a list told to be %s has no places of the other kind',
    (metres) => {
      const other: Record<MetresReading, Pair> = { zones: MERCATOR, mercator: ZONE_3 };
      expect(faultOf(other[metres], { metres })).toBe('POSITION_INVALID');
    },
  );

  it.each(['wgs84', 'gcj02'] as const satisfies ReferenceSystem[])(
    'in a stated frame are that: %s',
    (system) => {
      const frame = gaussKrugerFrame('cgcs2000', 75);
      expectPlace(ambiguous.kashgar, { frame, system }, [75.99, 39.47]);
      expectPlace(ambiguous.kashgar, { frame, system, metres: 'mercator' }, [75.99, 39.47]);
    },
  );
});
