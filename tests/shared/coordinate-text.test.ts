import { describe, expect, it } from 'vitest';
import {
  readCoordinatePair,
  readDegrees,
  readPlaceText,
  saysNothing,
  splitCoordinateText,
} from '#shared/geodesy/coordinate-text.ts';
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

  it.each([
    '',
    '  ',
    '116.4',
    '116.4,39.9,5',
    '东街,1号',
    '116.4,86',
    '90,90',
    '80,90',
    '86,-86',
    '200,39.9',
  ])('is none in “%s”', (text) => expect(readPlaceText(text)).toBeNull());
});

describe('one text is two coordinates', () => {
  it.each([
    // Parted by signs and spaces.
    ['116.4,39.9'],
    ['116.4 , 39.9'],
    ['116.4，39.9'],
    ['116.4、39.9'],
    ['116.4; 39.9'],
    ['116.4 ；39.9'],
    ['116.4/39.9'],
    ['116.4 / 39.9'],
    ['116.4|39.9'],
    ['116.4 39.9'],
    ['116.4   39.9'],
    ['116.4\t39.9'],
    ['116.4\n39.9'],
    [',116.4,39.9'],
    ['116.4,39.9,'],
    // In brackets.
    ['(116.4,39.9)'],
    ['（116.4，39.9）'],
    ['( 116.4 39.9 )'],
    ['[116.4, 39.9]'],
    ['[[116.4,39.9]]'],
    ['([116.4,39.9])'],
    ['{116.4,39.9}'],
    ['<116.4,39.9>'],
    ['【116.4,39.9】'],
    ['「116.4,39.9」'],
    // As well-known text.
    ['POINT(116.4 39.9)'],
    ['POINT (116.4 39.9)'],
    ['POINT  ( 116.4  39.9 )'],
    ['point(116.4 39.9)'],
    ['POINT Z (116.4 39.9 12.5)'],
    ['POINTZ(116.4 39.9 12.5)'],
    ['POINT M (116.4 39.9 0)'],
    ['POINT Z(116.4 39.9 -12.25)'],
    ['SRID=4326;POINT(116.4 39.9)'],
    ['SRID=4326; POINT (116.4 39.9)'],
    // With a height behind.
    ['116.4,39.9,0'],
    ['116.4,39.9,52.3'],
    ['116.4,39.9,-52.35'],
    ['116.4 39.9 0'],
    ['116.4 39.9 152.35'],
    // With decimal commas.
    ['116,4;39,9'],
    ['116,4 ; 39,9'],
    ['116,4/39,9'],
    ['116,4 | 39,9'],
    ['116,4 39,9'],
    ['116,4  39,9'],
    // With labels.
    ['经度:116.4,纬度:39.9'],
    ['纬度：39.9，经度：116.4'],
    ['经度 : 116.4 纬度 : 39.9'],
    ['lng=116.4&lat=39.9'],
    ['lat=39.9&lng=116.4'],
    ['LAT = 39.9; LNG = 116.4'],
    ['lon:116.4 lat:39.9'],
    ['longitude:116.4 latitude:39.9'],
    ['x:116.4 y:39.9'],
    ['Y=39.9,X=116.4'],
    ['{x:116.4,y:39.9}'],
    ['{"lng":116.4,"lat":39.9}'],
    ['{"lat":39.9,"lng":116.4}'],
    ['{"latitude": "39.9", "longitude": "116.4"}'],
    ["{'lat' : '39.9'; 'lng' : '116.4'}"],
    ['“经度”：“116.4”，“纬度”：“39.9”'],
    ['{"place":{"lat":39.9,"lng":116.4}}'],
  ])('%s', (text) => expect(splitCoordinateText(text)).toEqual(['116.4', '39.9']));

  it.each([
    ['N39.9,E116.4', ['E116.4', 'N39.9']],
    ['n39.9 e116.4', ['e116.4', 'n39.9']],
    ['39.9N,116.4E', ['116.4E', '39.9N']],
    ['北纬39.9,东经116.4', ['东经116.4', '北纬39.9']],
    ['纬39.9,经116.4', ['经116.4', '纬39.9']],
    ['E116.4,N39.9', ['E116.4', 'N39.9']],
    ['东经116.4，北纬39.9', ['东经116.4', '北纬39.9']],
  ])('%s: the longitude first, because letters tell it', (text, parts) =>
    expect(splitCoordinateText(text)).toEqual(parts),
  );

  it.each([
    ['39.9,116.4', ['39.9', '116.4']],
    ['N39.9,116.4', ['N39.9', '116.4']],
    ['39.9,E116.4', ['39.9', 'E116.4']],
    ['39N9,E116.4', ['39N9', 'E116.4']],
    ['N39.9,116E4', ['N39.9', '116E4']],
    // One label alone tells nothing, nor does a word that ends like one.
    ['经度:116.4,39.9', ['经度:116.4', '39.9']],
    ['39.9,纬度:116.4', ['39.9', '纬度:116.4']],
    ['max:116.4 may:39.9', ['max:116.4', 'may:39.9']],
    ['x-116.4 y-39.9', ['x-116.4', 'y-39.9']],
    // With spaces inside, halves.
    ['116 24 36 39 54 36', ['116 24 36', '39 54 36']],
    ['116 24 39 54', ['116 24', '39 54']],
    ['116 24 36.5, 39 54 36.5', ['116 24 36.5', '39 54 36.5']],
    // Not all of a decimal comma.
    ['-116,45;-39,95', ['-116.45', '-39.95']],
    ['1,4026;7,9032', ['1.4026', '7.9032']],
    ['1164,5;39,9', ['1164,5', '39,9']],
    ['116,4;3999,9', ['116,4', '3999,9']],
    ['116,4;39,9x', ['116,4', '39,9x']],
    ['x116,4;39,9', ['x116,4', '39,9']],
    ['116,;39,9', ['116,', '39,9']],
    // Well-known text of something else.
    ['XPOINT(116.4 39.9)', ['XPOINT(116.4', '39.9']],
    ['POINTS(116.4 39.9)', ['POINTS(116.4', '39.9']],
    ['SRID=x;POINT(116.4 39.9)', ['SRID=x', 'POINT(116.4 39.9']],
  ])('%s: as written', (text, parts) => expect(splitCoordinateText(text)).toEqual(parts));

  it.each([
    '',
    '116.4',
    '[116.4]',
    '()',
    ',',
    '116.4,39.9,5',
    '116.4,39.9,5x',
    '116.4,39.9,x5.5',
    '116.4,39.9,5.5x',
    '116.4,39.9,5.',
    '116.4,39.9,0.0.0',
    '116.4,39.9,00',
    '东街,39.9,52.3',
    '116.4,39.9,0,0',
    '116,4,39,9',
    '116 24 36 39 54',
  ])('“%s” is not', (text) => expect(splitCoordinateText(text)).toBeNull());

  it('an angle with spaces is not two coordinates with a height', () => {
    for (const angle of ['116 24 36.5', '116 24 0', '39 54 36.65']) {
      expect(splitCoordinateText(angle)).toBeNull();
      expect(readDegrees(angle)).not.toBeNull();
    }
  });
});

describe('a cell says that it holds no coordinate', () => {
  it.each([
    [
      '',
      ' ',
      'null',
      'NULL',
      'nil',
      'none',
      'None',
      'NaN',
      'undefined',
      'n/a',
      'N/A',
      'na',
      '#N/A',
      'ｎｕｌｌ',
    ],
    ['无', '暂无', '空', '-', '--', '—', '———', '/', '//', '\\', '\\N', ',', '，', '；', '、'],
    ['[]', '()', '{}', '[ ]', '[,]', '( , )', '[null]', '[[]]', '({})', '（）', '(无)', '[[ ', ' ]]'],
  ])('%s', (...texts) => {
    for (const text of texts) expect(saysNothing(text), text).toBe(true);
  });

  it.each([
    [
      '0',
      '0,0',
      '116.4',
      '116.4,39.9',
      '无锡',
      '暂无锡',
      '天空',
      'null0',
      '0null',
      'xna',
      'nab',
      '-1',
      '--1',
    ],
    ['a', 'x', '\\a', '/1', ',1', ',,', '[0]', '[无锡]', ']无', '无[', '无]无', ')(', 'POINT'],
  ])('%s do not', (...texts) => {
    for (const text of texts) expect(saysNothing(text), text).toBe(false);
  });
});

describe('one coordinate', () => {
  it.each([
    ['1.164e2', 116.4],
    ['1.164E+2', 116.4],
    ['1164e-1', 116.4],
    ['11640000e-05', 116.4],
    ['-116.4', -116.4],
    ['−116.4', -116.4],
    ['–116.4', -116.4],
    ['+116.4', 116.4],
    ['116º24′', 116.4],
    ['116˚24′', 116.4],
    ['１１６．４', 116.4],
    ['经度:116.4', 116.4],
    ['经度：116.4', 116.4],
    ['纬度 39.9', 39.9],
    ['东经: 116.4', 116.4],
    ['E 116.4', 116.4],
    ['E-116.4', -116.4],
    ['NE116.4', 116.4],
    // A letter behind is the east, not the beginning of an exponent.
    ['116e', 116],
    ['116-24-36', 116.41],
    ['116:24:36', 116.41],
    ['116度24分36秒', 116.41],
    // Metres with their thousands parted.
    ['39,442,949.851', 39_442_949.851],
    ['4,399,378', 4_399_378],
    ['442,949.5', 442_949.5],
    ['1,234', 1234],
  ])('%s is %d', (text, value) => expect(readDegrees(text)).toBeCloseTo(value, 9));

  it.each([
    '',
    '1e+',
    '1e2x',
    '1e^2',
    '--1',
    '1.',
    '.5',
    'x东经116.4',
    '116.4东经',
    'Ex116.4',
    '39,44,949',
    '39,4429',
    '3944,949',
    '39,442,949.',
    '39,442,949.8.5',
    'x39,442',
    '39,442x',
    ',442',
    '39,abc',
    'abc,442',
    '116-',
    '-°',
  ])('“%s” is none', (text) => expect(readDegrees(text)).toBeNull());
});
