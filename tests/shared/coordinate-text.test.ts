import { describe, expect, it } from 'vitest';
import { readCoordinatePair } from '#shared/geodesy/coordinate-text.ts';
import { distance } from '#shared/geodesy/ellipsoid.ts';

describe('coordinates as lists write them', () => {
  it.each([
    ['116.4', '39.9', 116.4, 39.9],
    ['116°24′00″', '39°54′00″', 116.4, 39.9],
    ['116°24\'36.6"E', '39°54\'3.5"N', 116.4101667, 39.9009722],
    ['东经116度24分', '北纬39度54分', 116.4, 39.9],
    ['E116.4', 'N39.9', 116.4, 39.9],
    ['116 24 00', '39 54 00', 116.4, 39.9],
    ['39.9', '116.4', 39.9, 116.4],
  ])('%s and %s', (first, second, lng, lat) => {
    const read = readCoordinatePair(first, second);
    expect(read?.kind).toBe('degrees');
    expect(read?.pair[0]).toBeCloseTo(lng, 6);
    expect(read?.pair[1]).toBeCloseTo(lat, 6);
  });

  it('in metres with the zone before the easting, northing first or last, 3° and 6°', () => {
    // On the central meridian the easting is half a million and the northing the arc from the equator.
    const [northing] = [4_429_529.03];
    for (const easting of ['39500000', '20500000'])
      for (const pair of [
        [String(northing), easting],
        [easting, String(northing)],
      ] as const) {
        const read = readCoordinatePair(...pair);
        expect(read?.kind).toBe('projected');
        expect(read?.pair[0]).toBeCloseTo(117, 9);
        expect(read?.pair[1]).toBeCloseTo(40, 4);
      }
    const a = readCoordinatePair('4429529.03', '39500000')?.pair ?? [0, 0];
    const b = readCoordinatePair('4429529.03', '39501000')?.pair ?? [0, 0];
    expect(distance(a, b)).toBeCloseTo(1000, 1);
  });

  it.each([
    ['4429529.03', '500000'],
    ['116.4', ''],
    ['116°72′00″', '39°54′00″'],
    ['东街', '1号'],
  ])('are none: %s and %s', (first, second) => {
    expect(readCoordinatePair(first, second)).toBeNull();
  });
});
