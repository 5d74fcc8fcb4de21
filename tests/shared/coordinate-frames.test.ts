import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CoordinateFrame,
  degreesOf,
  gaussKrugerFrame,
  inChina,
  placeInFrame,
  utmFrame,
  WEB_MERCATOR,
  zoneFrame,
} from '#shared/geodesy/coordinate-frames.ts';
import { geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import { gaussKruger } from '#shared/geodesy/projection.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { evenly } from '../support/evenly.ts';

function expectAt(pair: readonly [number, number], frame: CoordinateFrame | null, at: LngLat) {
  const placed = frame && placeInFrame(pair, frame);
  expect(placed && geodesicDistance(placed.position, at)).toBeLessThan(0.002);
}

it.each([
  [70, 55, true],
  [138, 2, true],
  [104, 30, true],
  [69.999, 30, false],
  [138.001, 30, false],
  [104, 1.999, false],
  [104, 55.001, false],
])('%d° E %d° N lies in the box round China: %s', (lng, lat, lies) => expect(inChina(lng, lat)).toBe(lies));

describe('degrees', () => {
  const frame = degreesOf('cgcs2000');

  it('are named by their datum', () => expect(frame.name).toBe('CGCS2000'));

  it('are a place as they stand, longitude first or last', () => {
    expect(placeInFrame([116.4, 39.9], frame)).toEqual({ position: [116.4, 39.9], sigma: 0 });
    expect(placeInFrame([39.9, 116.4], frame)).toEqual({ position: [116.4, 39.9], sigma: 0 });
  });

  it.each([[[0, 0]], [[2.35, 48.85]], [[116.4, -39.9]], [[69, 69]]] as const)(
    '%j are no place of China',
    (pair) => expect(placeInFrame(pair, frame)).toBeNull(),
  );

  it('of another datum are turned', () => {
    const placed = placeInFrame([116.4, 39.9], degreesOf('beijing54'));
    expect(placed?.sigma).toBe(15);
    // PROJ, by EPSG 15921.
    expectAt([116.4, 39.9], degreesOf('beijing54'), [116.400637292, 39.900294868]);
  });
});

describe('Gauss-Krüger', () => {
  const frame = gaussKrugerFrame('cgcs2000', 117);
  const HERE: LngLat = [116.334567, 39.726543];

  it('is named by datum and meridian', () => {
    expect(frame.name).toBe('CGCS2000 高斯投影，中央经线 117°E');
    expect(gaussKrugerFrame('xian80', 116.35).name).toBe('西安 1980 高斯投影，中央经线 116.35°E');
  });

  /** EPSG 4548, 4527 and 4498 of one place, worked out with PROJ 9.5.1. */
  it.each([
    ['without a zone', 442_949.851],
    ['with its 3° zone', 39_442_949.851],
    ['with its 6° zone', 20_442_949.851],
  ])('%s, northing first or last', (_, easting) => {
    expectAt([easting, 4_399_378.292], frame, HERE);
    expectAt([4_399_378.292, easting], frame, HERE);
  });

  it.each([40, 38, 21, 19, 1, 12, 46, 50])('an easting with the number of zone %i is not of 117° E', (zone) =>
    expect(placeInFrame([zone * 1_000_000 + 442_949.851, 4_399_378.292], frame)).toBeNull(),
  );

  it('is a place at the ends of eastings and northings, and none beyond', () => {
    // PROJ 9.5.1, EPSG 4548.
    expectAt([50_000, 4_400_000], frame, [111.76093193, 39.61571283]);
    expectAt([950_000, 4_400_000], frame, [122.23906807, 39.61571283]);
    expectAt([39_050_000, 4_400_000], frame, [111.76093193, 39.61571283]);
    expectAt([500_000, 300_000], frame, [117, 2.71308808]);
    expectAt([500_000, 6_000_000], frame, [117, 54.1265336]);
    for (const pair of [
      [49_999, 4_400_000],
      [950_001, 4_400_000],
      [39_049_999, 4_400_000],
      [39_950_001, 4_400_000],
      [1_000_000, 4_400_000],
      [39_000_000, 4_400_000],
      [200_000, 299_999],
      [500_000, 6_200_001],
    ] as const)
      expect(placeInFrame(pair, frame), pair.join()).toBeNull();
  });

  it('a northing once round the earth is none', () => {
    // Four quarters of a meridian, 10,001,965.73 m each (Moritz 2000, derived constants of GRS 80).
    expect(placeInFrame([500_000, 4_399_378 + 4 * 10_001_965.73], frame)).toBeNull();
  });

  it('leads back from what sheets are drawn in', () => {
    fc.assert(
      fc.property(evenly(74, 134), evenly(18.2, 53.5), (lng, lat) => {
        const meridian = Math.round(lng / 3) * 3;
        const [east, north] = gaussKruger(lng).toPlane([lng, lat]);
        const frameHere = gaussKrugerFrame('cgcs2000', meridian);
        for (const easting of [east, (meridian / 3) * 1_000_000 + east]) {
          expectAt([easting, north], frameHere, [lng, lat]);
          expectAt([north, easting], frameHere, [lng, lat]);
        }
      }),
      { numRuns: 200, seed: 31 },
    );
  });

  it.each([
    [13_000_000, 75],
    [13_999_999, 75],
    [14_500_000, 81],
    [20_500_000, 117],
    [23_999_999, 135],
    [24_000_000, 72],
    [25_500_000, 75],
    [39_442_950, 117],
    [45_999_999, 135],
  ])('an easting of %i is of the zone about %i° E', (easting, meridian) => {
    expect(zoneFrame('xian80', easting)).toEqual(gaussKrugerFrame('xian80', meridian));
  });

  it.each([0, 442_950, 4_399_378, 12_999_999, 46_000_000, 116_334_567, -13_500_000])(
    '%i begins with no zone',
    (easting) => expect(zoneFrame('cgcs2000', easting)).toBeNull(),
  );
});

describe('UTM', () => {
  it('is named by its zone', () => expect(utmFrame(50).name).toBe('WGS84 UTM 50 带'));

  it('is a place of its zone, northing first or last', () => {
    // EPSG 32650, PROJ 9.5.1.
    expectAt([442_972.671, 4_397_618.54], utmFrame(50), [116.334567, 39.726543]);
    expectAt([4_397_618.54, 442_972.671], utmFrame(50), [116.334567, 39.726543]);
  });

  it('the northing first is not taken for an easting in the west, where it would give a place at sea', () => {
    // EPSG 32645, PROJ 9.5.1: read in the order of the numbers they would lie at 104° E, 5° N.
    const [east, north] = [574_496.295, 2_395_367.272];
    expectAt([east, north], utmFrame(45), [87.72, 21.66]);
    expectAt([north, east], utmFrame(45), [87.72, 21.66]);
  });

  it.each([
    [49_999, 4_400_000],
    [950_001, 4_400_000],
    [200_000, 299_999],
    [500_000, 6_200_001],
    [50_442_972, 4_397_618],
  ])('%i, %i is none', (east, north) => expect(placeInFrame([east, north], utmFrame(50))).toBeNull());
});

describe('Web Mercator', () => {
  it('is that of map services', () => {
    expect(WEB_MERCATOR).toMatchObject({ name: 'Web 墨卡托', datum: 'wgs84' });
    // EPSG 3857, PROJ 9.5.1.
    expectAt([12_950_304.76, 4_826_283.463], WEB_MERCATOR, [116.334567, 39.726543]);
    expectAt([4_826_283.463, 12_950_304.76], WEB_MERCATOR, [116.334567, 39.726543]);
  });

  /** On the sphere of Web Mercator (EPSG method 1024): λ = x / R, φ = atan sinh (y / R), R = 6,378,137 m. */
  it('is worked out on its sphere all over China', () => {
    const degrees = 180 / Math.PI;
    fc.assert(
      fc.property(evenly(8_100_000, 15_200_000), evenly(330_000, 7_250_000), (x, y) => {
        const at: LngLat = [(x / 6_378_137) * degrees, Math.atan(Math.sinh(y / 6_378_137)) * degrees];
        expectAt([x, y], WEB_MERCATOR, at);
      }),
      { numRuns: 200, seed: 37 },
    );
  });

  it.each([
    [8_100_000, 4_800_000],
    [15_200_000, 4_800_000],
    [12_900_000, 330_000],
    [12_900_000, 7_250_000],
  ])('%i, %i is a place at the end of China', (x, y) =>
    expect(placeInFrame([x, y], WEB_MERCATOR)).not.toBeNull(),
  );

  it.each([
    [8_099_999, 4_800_000],
    [15_200_001, 4_800_000],
    [12_900_000, 329_999],
    [12_900_000, 7_250_001],
    [0, 0],
  ])('%i, %i is none', (x, y) => expect(placeInFrame([x, y], WEB_MERCATOR)).toBeNull());
});

describe('a frame of any other definition', () => {
  const albers: CoordinateFrame = {
    name: 'Albers',
    datum: 'wgs84',
    projection: {
      kind: 'defined',
      definition: '+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +x_0=0 +y_0=0 +datum=WGS84 +units=m',
    },
  };

  it('is turned as PROJ does it', () =>
    // The Albers projection of maps of China, PROJ 9.5.1.
    expectAt([953_205.029, 4_323_449.398], albers, [116.334567, 39.726543]));

  it('gives no place far outside of the projection', () => {
    expect(placeInFrame([1e9, 1e9], albers)).toBeNull();
    expect(placeInFrame([-1e12, 3], albers)).toBeNull();
  });

  it('keeps the datum of each list apart: one definition, two ellipsoids', () => {
    const definition = '+proj=etmerc +lat_0=0 +lon_0=117 +k=1 +x_0=500000 +y_0=0 +units=m +no_defs';
    const on = (datum: 'xian80' | 'cgcs2000', ellipsoid: string) =>
      placeInFrame([442_949.851, 4_399_378.292], {
        name: '',
        datum,
        projection: { kind: 'defined', definition: `${definition} ${ellipsoid}` },
      });
    expect(on('cgcs2000', '+a=6378137 +rf=298.257222101')).toMatchObject({ sigma: 0 });
    expect(on('xian80', '+a=6378140 +rf=298.257')).toMatchObject({ sigma: 120 });
  });
});
