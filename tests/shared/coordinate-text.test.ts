import { describe, expect, it } from 'vitest';
import { readCoordinatePair, readPlaceText } from '#shared/geodesy/coordinate-text.ts';
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
    [' +116.4 ', ' -39.9 ', 116.4, -39.9],
    ['180', '-180', 180, -180],
    ['116.4°', '39.9 度', 116.4, 39.9],
    ['116°', '39度', 116, 39],
    ['116.4026°', '39.90321  °', 116.4026, 39.90321],
    ['116 ° 24 ′ 36.65 ″ E', '39:54:03', 116.4101806, 39.9008333],
    ['东经 116.4', '39.9 N', 116.4, 39.9],
    [' E116.4 ', ' 北纬39.9', 116.4, 39.9],
    ['116°24.125′', '39°54.5', 116.4020833, 39.9083333],
    ['116°24′36', "39°54′3''", 116.41, 39.9008333],
    ['116°24′36.6', '39° 54’ 59.99”', 116.4101667, 39.9166639],
    ['116°59′59″', '39°0′0″', 116.9997222, 39],
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
    ['116°60′00″', '39°54′00″'],
    ['116°24′60″', '39°54′00″'],
    ['116°24′61″', '39°54′00″'],
    ['180.1', '39.9'],
    ['116.4', '-180.1'],
    ['约116°24′', '39°54′'],
    ['1116°24′', '39°54′'],
    ['116°24′36″左右', '39°54′00″'],
    ['11N6.4', '39.9'],
    ['116.4E5', '39.9'],
    ['x116.4°', '39.9'],
    ['x.4°', '39.9'],
    ['116.4°上', '39.9'],
    ['x', '39.9°'],
    // Northings that are not of China: in the far south and beyond the north pole.
    ['299999', '39500000'],
    ['6200001', '39500000'],
    // There is no zone 12, and none above 45.
    ['4429529.03', '12500000'],
    ['4429529.03', '46500000'],
    ['东街', '1号'],
  ])('are none: %s and %s', (first, second) => {
    expect(readCoordinatePair(first, second)).toBeNull();
  });
});

it('projected pairs reach over all zones and northings of China', () => {
  for (const [northing, easting, meridian] of [
    ['4400000', '13500000', 75],
    ['2100000', '19500000', 111],
    ['5900000', '21500000', 123],
    ['4429529.03', '23500000', 135],
    ['4429529.03', '25500000', 75],
    ['4429529.03', '45500000', 135],
  ] as const)
    expect(readCoordinatePair(northing, easting)?.pair[0]).toBeCloseTo(meridian, 9);
});

describe('a place in one text', () => {
  it.each([
    ['116.4,39.9', 116.4, 39.9],
    ['  116.4 39.9 ', 116.4, 39.9],
    ['116.4   39.9', 116.4, 39.9],
    ['116.4 , 39.9', 116.4, 39.9],
    ['116.4，39.9', 116.4, 39.9],
    ['116.4； 39.9', 116.4, 39.9],
    ['116.4;39.9', 116.4, 39.9],
    // Latitude first: only then does the longitude lie in China.
    ['39.9,116.4', 116.4, 39.9],
    ['72.9,73', 73, 72.9],
    ['73,80', 73, 80],
    ['80,73', 80, 73],
    // Latitude first, because no latitude is above 90.
    ['39.9,-116.4', -116.4, 39.9],
    ['90.1,85', 90.1, 85],
    ['10,20', 10, 20],
    ['-180,-85', -180, -85],
    ['85,180', 180, 85],
    ['北纬39°54′36″ 东经116°24′36″', 116.41, 39.91],
    ['39 54 36 116 24 36', 116.41, 39.91],
  ])('%s', (text, lng, lat) => {
    const place = readPlaceText(text);
    expect(place?.[0]).toBeCloseTo(lng, 9);
    expect(place?.[1]).toBeCloseTo(lat, 9);
  });

  it('may be projected, northing first or last', () => {
    for (const text of ['4429529.03,39500000', '39500000 4429529.03']) {
      const place = readPlaceText(text);
      expect(place?.[0]).toBeCloseTo(117, 9);
      expect(place?.[1]).toBeCloseTo(40, 4);
    }
  });

  it.each(['', '  ', '116.4', '116.4,39.9,5', '东街,1号', '116.4,86', '90,90', '86,-86', '200,39.9'])(
    'is none in “%s”',
    (text) => expect(readPlaceText(text)).toBeNull(),
  );
});
