import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CoordinateFrame, placeInFrame } from '#shared/geodesy/coordinate-frames.ts';
import { type Datum, datumName, shiftToWgs84 } from '#shared/geodesy/datums.ts';
import { geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import { frameOfCode, frameOfName, frameOfStatement, frameOfText } from '#shared/geodesy/named-frames.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import definitions from './frames/definitions.json' with { type: 'json' };

/** How EPSG begins the names of systems on a datum. */
const datums: readonly (readonly [RegExp, Datum])[] = [
  [/^CGCS2000 /, 'cgcs2000'],
  [/^Xian 1980 /, 'xian80'],
  [/^Beijing 1954 /, 'beijing54'],
  [/^New Beijing /, 'newBeijing54'],
  [/^WGS 84 /, 'wgs84'],
];

/**
 * Every projected system of China in the EPSG dataset (v11.022) and, for each, a place in degrees of its own datum and
 * the same place in its metres, as PROJ 9.5.1 works it out.
 */
const systems = readFileSync(join(import.meta.dirname, 'frames/epsg-china.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [code, name = '', lng, lat, easting, northing] = line.split(',');
    const datum = datums.find(([pattern]) => pattern.test(name))?.[1];
    if (!datum) throw new Error(`no datum: ${name}`);
    return {
      code: Number(code),
      name,
      datum,
      degrees: [Number(lng), Number(lat)] as const,
      metres: [Number(easting), Number(northing)] as const,
    };
  });

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** How far a pair of numbers in a frame lies from where it should, metres; not a number where it is no place. */
function missed(pair: readonly [number, number], frame: CoordinateFrame | null, at: LngLat): number {
  const placed = frame && placeInFrame(pair, frame);
  return placed ? geodesicDistance(placed.position, at) : Number.NaN;
}

describe('a frame by its EPSG code', () => {
  it('turns metres into the place that PROJ finds, whichever number stands first', () => {
    expect(systems).toHaveLength(278);
    for (const { code, name, datum, degrees, metres } of systems) {
      const frame = frameOfCode(code);
      const at = shiftToWgs84(datum, degrees).position;
      expect(frame?.datum, name).toBe(datum);
      expect(missed(metres, frame, at), name).toBeLessThan(0.002);
      expect(missed([metres[1], metres[0]], frame, at), name).toBeLessThan(0.002);
    }
  });

  it('is known for the systems of China, Web Mercator and no other number', () => {
    const flat = [4326, 4979, 4490, 4480, 4214, 4610, 4555];
    const mercators = [3785, 3857, 102100, 102113, 900913];
    const known = [...systems.map(({ code }) => code), ...flat, ...mercators].sort((a, b) => a - b);
    // All numbers up to the last of EPSG's own, and those around the numbers of others.
    const tried = [range(0, 33_000), range(102_000, 102_200), range(900_900, 900_920)].flat();
    expect(tried.filter((code) => frameOfCode(code) !== null)).toEqual(known);
  });

  it.each([
    [4326, 'wgs84', 'WGS84（EPSG:4326）'],
    [4979, 'wgs84', 'WGS84（EPSG:4979）'],
    [4490, 'cgcs2000', 'CGCS2000（EPSG:4490）'],
    [4480, 'cgcs2000', 'CGCS2000（EPSG:4480）'],
    [4214, 'beijing54', '北京 1954（EPSG:4214）'],
    [4610, 'xian80', '西安 1980（EPSG:4610）'],
    [4555, 'newBeijing54', '新北京 1954（EPSG:4555）'],
  ] as const)('%i is degrees of %s', (code, datum, name) => {
    const frame = frameOfCode(code);
    expect(frame).toMatchObject({ datum, name });
    expect(
      missed([116.334567, 39.726543], frame, shiftToWgs84(datum, [116.334567, 39.726543]).position),
    ).toBe(0);
  });

  it.each([3857, 3785, 900913, 102100, 102113])('%i is Web Mercator', (code) => {
    const frame = frameOfCode(code);
    expect(frame?.name).toBe(`Web 墨卡托（EPSG:${code}）`);
    expect(missed([12_950_304.76, 4_826_283.463], frame, [116.334567, 39.726543])).toBeLessThan(0.01);
  });

  it('is named by its datum and its meridian, or by its zone', () => {
    expect(frameOfCode(4548)?.name).toBe('CGCS2000 高斯投影，中央经线 117°E（EPSG:4548）');
    expect(frameOfCode(2363)?.name).toBe('西安 1980 高斯投影，中央经线 117°E（EPSG:2363）');
    expect(frameOfCode(32650)?.name).toBe('WGS84 UTM 50 带（EPSG:32650）');
  });
});

describe('a frame by its name', () => {
  it.each([
    'EPSG:4548',
    'epsg:4548',
    ' EPSG:4548 ',
    'EPSG::4548',
    'EPSG 4548',
    'EPSG4548',
    'urn:ogc:def:crs:EPSG::4548',
    'urn:ogc:def:crs:EPSG:6.9:4548',
    'urn:ogc:def:crs:EPSG:10.015:4548',
    'urn:x-ogc:def:crs:EPSG:4548',
    'http://www.opengis.net/def/crs/EPSG/0/4548',
    'http://www.opengis.net/def/crs/EPSG/9.9.1/4548',
    'http://www.opengis.net/gml/srs/epsg.xml#4548',
  ])('“%s” is EPSG 4548', (name) => expect(frameOfName(name)).toEqual(frameOfCode(4548)));

  it.each([
    ['ESRI:102100', 102100],
    ['urn:ogc:def:crs:EPSG::21460', 21460],
    ['EPSG:900913', 900913],
  ])('“%s” has its code behind', (name, code) => {
    expect(frameOfName(name)).toEqual(frameOfCode(code));
    expect(frameOfName(name)).not.toBeNull();
  });

  it.each([
    'urn:ogc:def:crs:OGC:1.3:CRS84',
    'urn:ogc:def:crs:OGC::CRS84h',
    'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
    'OGC:CRS84',
    'CRS:84',
    'crs84',
  ])('“%s” is degrees of WGS84', (name) =>
    expect(frameOfName(name)).toEqual({ name: 'WGS84', datum: 'wgs84', projection: { kind: 'degrees' } }),
  );

  it.each([
    '',
    'EPSG',
    'EPSG:',
    '4548',
    'IGNF:4548',
    'EPSG:454',
    'EPSG:27700',
    'EPSG:4548 (2D)',
    'EPSG:1234548',
    'CRS83',
    'CRS84 (old)',
    'urn:ogc:def:crs:EPSG::4548:x',
  ])('“%s” is none', (name) => expect(frameOfName(name)).toBeNull());
});

describe('a frame by its definition in well-known text', () => {
  /** The place that all definitions hold, in degrees of their own datum. */
  const HERE: LngLat = [116.334567, 39.726543];

  it.each(definitions)('$system as $form', ({ system, text, at: [x = 0, y = 0] }) => {
    const frame = frameOfText(text);
    const datum = frame?.datum ?? 'wgs84';
    const coded = system.startsWith('EPSG:') ? frameOfName(system) : null;
    if (coded) expect(datum).toBe(coded.datum);
    expect(missed([x, y], frame, shiftToWgs84(datum, HERE).position)).toBeLessThan(0.01);
    // In a frame of another definition the written order alone is right.
    if (coded) expect(missed([y, x], frame, shiftToWgs84(datum, HERE).position)).toBeLessThan(0.01);
    expect(frame?.name).toBe(/"([^"]+)"/.exec(text)?.[1]);
  });

  it.each([
    ['D_New_Beijing', 'newBeijing54'],
    ['New Beijing', 'newBeijing54'],
    ['NewBeijing', 'newBeijing54'],
    ['D_Beijing_1954', 'beijing54'],
    ['Beijing 1954', 'beijing54'],
    ['Beijing_54', 'beijing54'],
    ['beijing54', 'beijing54'],
    ['D_Xian_1980', 'xian80'],
    ["Xi'an 1980", 'xian80'],
    ['Xian_80', 'xian80'],
    ['XIAN80', 'xian80'],
    ['Xian', 'xian80'],
    ['D_China_2000', 'cgcs2000'],
    ['China 2000', 'cgcs2000'],
    ['China2000', 'cgcs2000'],
    ['China_Geodetic_Coordinate_System_2000', 'cgcs2000'],
    ['China Geodetic Coordinate System 2000', 'cgcs2000'],
    ['CGCS2000', 'cgcs2000'],
    ['CGCS_2000', 'cgcs2000'],
    ['cgcs 2000', 'cgcs2000'],
    ['D_WGS_1984', 'wgs84'],
    ['WGS 84', 'wgs84'],
    ['WGS84', 'wgs84'],
    ['wgs1984', 'wgs84'],
  ] as const)('the datum “%s” is known by its name: %s', (word, datum) => {
    expect(frameOfText(`GEOGCS["here",DATUM["${word}"]]`)).toEqual({
      name: 'here',
      datum,
      projection: { kind: 'degrees' },
    });
  });

  it.each([
    ['"Krasovsky_1940",6378245,298.3', 'beijing54'],
    ['"Krassovsky"', 'beijing54'],
    ['"KRASOVSKY"', 'beijing54'],
    ['"S",6378245.0,298.3', 'beijing54'],
    ['"IAG 1975"', 'xian80'],
    ['"IAG_75"', 'xian80'],
    ['"iag1975"', 'xian80'],
    ['"S",6378140.0,298.257', 'xian80'],
    ['"GRS 1980",6378137.0,298.257222101', 'cgcs2000'],
  ] as const)('a datum without a known name is told by its ellipsoid %s: %s', (ellipsoid, datum) => {
    const text = `GEOGCS["地方坐标系",DATUM["unknown",SPHEROID[${ellipsoid}]]]`;
    expect(frameOfText(text)).toEqual({ name: '地方坐标系', datum, projection: { kind: 'degrees' } });
  });

  it.each([
    ['D_OSGB_1936', '"Airy_1830",6377563.396,299.3249646'],
    ['Tokyo', '"Bessel 1841",6377397.155,299.1528128'],
    ['Beijing_1960', '"S",6378000,298'],
    ['China_Geodetic', '"S",6378000,298'],
    ['WGS_1972', '"WGS 72",6378135,298.26'],
    ['a', '"S",16378245,298'],
    ['a', '"S",63782450,298'],
    ['a', '"S",16378140,298'],
    ['a', '"S",63781400,298'],
    ['a', '"S",16378137,298'],
    ['a', '"S",63781370,298'],
  ])('no frame where the datum is none of China: %s on %s', (datum, ellipsoid) => {
    expect(frameOfText(`GEOGCS["x",DATUM["${datum}",SPHEROID[${ellipsoid}]]]`)).toBeNull();
  });

  it('is named as the text begins, and has no name where it begins otherwise', () => {
    expect(frameOfText(' \n GEOGCS [ "甲",DATUM["D_China_2000"]]')?.name).toBe('甲');
    expect(frameOfText('GEOGCS["甲 乙",DATUM["D_China_2000"]]')?.name).toBe('甲 乙');
    expect(frameOfText('(GEOGCS["甲",DATUM["D_China_2000"]])')?.name).toBe('');
    expect(frameOfText('D_China_2000')?.name).toBe('');
  });

  const GEOGRAPHIC = 'GEOGCS["g",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]]]';
  /** A projected system on CGCS2000; parameters that are null are left out. */
  const projected = (
    word: string,
    parameters: readonly (readonly [key: string, value: string | null])[],
    open = 'PROJCS[',
  ) =>
    `${open}"p",${GEOGRAPHIC},PROJECTION["${word}"],${parameters
      .filter(([, value]) => value !== null)
      .map(([key, value]) => `PARAMETER["${key}",${value}],`)
      .join('')}UNIT["Meter",1.0]]`;
  const plain = {
    False_Easting: '500000.0',
    False_Northing: '0.0',
    Central_Meridian: '116.5',
    Scale_Factor: '1.0',
    Latitude_Of_Origin: '0.0',
  };
  const gauss = {
    name: 'p',
    datum: 'cgcs2000',
    projection: { kind: 'gaussKruger', meridian: 116.5 },
  };

  it.each(['Gauss_Kruger', 'Gauss Kruger', 'GaussKruger', 'Transverse_Mercator', 'transverse mercator'])(
    '%s about any meridian is Gauss-Krüger',
    (word) => expect(frameOfText(projected(word, Object.entries(plain)))).toEqual(gauss),
  );

  it.each([
    ['with its zone before the easting', { False_Easting: '39500000' }],
    ['without a factor of scale', { Scale_Factor: null }],
    ['without a false northing', { False_Northing: null }],
    ['without a latitude of origin', { Latitude_Of_Origin: null }],
    ['with words apart', { Central_Meridian: null, 'central meridian': '116.5' }],
    ['in the words of WKT 2', { Central_Meridian: null, 'Longitude of natural origin': '116.5' }],
  ])('so it is %s', (_, changes) => {
    const changed = Object.entries({ ...plain, ...changes });
    const text = projected('Gauss_Kruger', changed);
    expect(frameOfText(text)).toEqual(gauss);
    expect(frameOfText(text.replaceAll(',', ' , '))).toEqual(gauss);
  });

  it.each([
    ['with another false easting', { False_Easting: '400000' }],
    ['without a false easting', { False_Easting: '0' }],
    ['with a false northing', { False_Northing: '-3000000' }],
    ['with a factor of scale', { Scale_Factor: '0.9999' }],
    [
      'with a factor of scale of its own in the words of WKT 2',
      {
        Scale_Factor: null,
        'Scale factor at natural origin': '0.9999',
      },
    ],
    [
      'with UTM’s factor of scale and another false easting',
      {
        Scale_Factor: '0.9996',
        False_Easting: '400000',
      },
    ],
    [
      'with UTM’s factor of scale and a zone before the easting',
      {
        Scale_Factor: '0.9996',
        False_Easting: '39500000',
      },
    ],
    ['in the words of WKT 2', { Latitude_Of_Origin: null, 'Latitude of natural origin': '30' }],
    ['without a meridian', { Central_Meridian: null }],
  ])('a system of its own is kept as it is defined: %s', (_, changes) => {
    const text = projected('Transverse_Mercator', Object.entries({ ...plain, ...changes }));
    expect(frameOfText(text)?.projection).toEqual({ kind: 'defined', definition: text });
  });

  it('from a latitude of its own on (its northings do not begin at the equator)', () => {
    const text = projected('Gauss_Kruger', Object.entries({ ...plain, Latitude_Of_Origin: '30.0' }));
    const frame = frameOfText(text);
    expect(frame?.projection).toEqual({ kind: 'defined', definition: text });
    // PROJ: +proj=etmerc +lat_0=30 +lon_0=116.5 on CGCS2000.
    expect(missed([485_816.844, 1_079_066.24], frame, HERE)).toBeLessThan(0.01);
  });

  it('with UTM’s factor of scale is UTM', () => {
    const text = projected('Transverse_Mercator', Object.entries({ ...plain, Scale_Factor: '0.9996' }));
    expect(frameOfText(text)).toEqual({ ...gauss, projection: { kind: 'utm', meridian: 116.5 } });
  });

  it('a meridian west of Greenwich is read with its sign', () => {
    const text = projected('Gauss_Kruger', Object.entries({ ...plain, Central_Meridian: '-75' }));
    expect(frameOfText(text)?.projection).toEqual({ kind: 'gaussKruger', meridian: -75 });
  });

  it('another projection is kept as it is defined, even with parameters like those of Gauss-Krüger', () => {
    const text = projected('Lambert_Conformal_Conic', Object.entries(plain));
    expect(frameOfText(text)).toEqual({
      name: 'p',
      datum: 'cgcs2000',
      projection: { kind: 'defined', definition: text },
    });
  });

  it.each(['PROJCS[', 'PROJCRS[', 'PROJECTEDCRS[', 'projcs [', 'BOUNDCRS[SOURCECRS[PROJCRS ['])(
    '%s begins a projected system',
    (open) =>
      expect(frameOfText(projected('Gauss_Kruger', Object.entries(plain), open))?.projection).toEqual(
        gauss.projection,
      ),
  );

  it('a parameter alone makes no projected system', () =>
    expect(frameOfText(`${GEOGRAPHIC},"PROJCS"`)?.projection).toEqual({ kind: 'degrees' }));

  it.each([
    'Mercator_Auxiliary_Sphere',
    'mercator auxiliary sphere',
    'Popular Visualisation Pseudo Mercator',
    'Popular_Visualisation_CRS',
    'Pseudo-Mercator',
    'PseudoMercator',
  ])('%s is Web Mercator', (word) => {
    expect(frameOfText(projected(word, []))).toEqual({
      name: 'p',
      datum: 'wgs84',
      projection: { kind: 'mercator' },
    });
  });

  it('Web Mercator is known by its code as well', () => {
    const text = projected('Mercator_1SP', []).replace(/\]$/, ',AUTHORITY["EPSG","3857"]]');
    expect(frameOfText(text)?.projection).toEqual({ kind: 'mercator' });
    expect(frameOfText(projected('Mercator_1SP', []))?.projection).toMatchObject({ kind: 'defined' });
  });

  it('the shift that a file gives is left out: the published one is used', () => {
    const text = projected('Lambert_Conformal_Conic', Object.entries(plain));
    for (const shift of ['TOWGS84[15.8,-154.4,-82.3,0,0,0,0]', 'towgs84 [1,2,3]', ' TOWGS84[]'])
      expect(
        frameOfText(text.replace('298.257222101]', `298.257222101],${shift}`))?.projection,
        shift,
      ).toEqual({ kind: 'defined', definition: text });
  });
});

describe('a frame as a person states it', () => {
  it.each([
    ['cgcs2000:117', 'cgcs2000', 117],
    ['beijing54:117', 'beijing54', 117],
    ['xian80:120', 'xian80', 120],
    ['newBeijing54:117', 'newBeijing54', 117],
    ['cgcs2000:116.35', 'cgcs2000', 116.35],
    ['cgcs2000:72', 'cgcs2000', 72],
    ['cgcs2000:138', 'cgcs2000', 138],
  ] as const)('%s: metres on %s about %d° E', (statement, datum, meridian) => {
    expect(frameOfStatement(statement)).toEqual({
      name: `${datumName(datum)} 高斯投影，中央经线 ${meridian}°E`,
      datum,
      projection: { kind: 'gaussKruger', meridian },
    });
  });

  it.each([
    ['beijing54', '北京 1954'],
    ['xian80', '西安 1980'],
    ['newBeijing54', '新北京 1954'],
  ] as const)('%s: degrees of %s', (datum, name) => {
    expect(frameOfStatement(datum)).toEqual({ name, datum, projection: { kind: 'degrees' } });
  });

  it.each(['epsg:4548', 'EPSG:4548', 'Epsg:4548'])('%s: a code', (statement) =>
    expect(frameOfStatement(statement)).toEqual(frameOfCode(4548)),
  );

  it.each([
    '',
    'wgs84',
    'gcj02',
    // Degrees of CGCS2000 are one of the usual systems, which are stated otherwise.
    'cgcs2000',
    'wgs84:117',
    'beijing',
    'newbeijing54',
    'cgcs2000:',
    'cgcs2000:7',
    'cgcs2000:1170',
    'cgcs2000:117.',
    'cgcs2000:117E',
    'cgcs2000:117.5E',
    'cgcs2000:x117',
    'xcgcs2000:117',
    'cgcs2000:71.99',
    'cgcs2000:138.01',
    'cgcs2000 117',
    'epsg:',
    'epsg:27700',
    'epsg:4548 ',
    ' epsg:4548',
    'epsg:x4548',
    'urn:epsg:4548',
  ])('“%s” states none', (statement) => expect(frameOfStatement(statement)).toBeNull());
});
