import {
  type CoordinateFrame,
  degreesOf,
  gaussKrugerFrame,
  UTM_SCALE,
  utmFrame,
  WEB_MERCATOR,
} from './coordinate-frames.ts';
import type { Datum } from './datums.ts';

/** Codes that follow each other by meridian. */
interface CodeSeries {
  readonly first: number;
  readonly count: number;
  readonly datum: Datum;
  /** Of the first code, and from one code to the next, degrees. */
  readonly meridian: number;
  readonly step: 3 | 6;
}

/** Gauss-Krüger systems of China (EPSG dataset 12): by zone number and by central meridian, 6° and 3° wide. */
const series: readonly CodeSeries[] = [
  { first: 4491, count: 11, datum: 'cgcs2000', meridian: 75, step: 6 },
  { first: 4502, count: 11, datum: 'cgcs2000', meridian: 75, step: 6 },
  { first: 4513, count: 21, datum: 'cgcs2000', meridian: 75, step: 3 },
  { first: 4534, count: 21, datum: 'cgcs2000', meridian: 75, step: 3 },
  { first: 2327, count: 11, datum: 'xian80', meridian: 75, step: 6 },
  { first: 2338, count: 11, datum: 'xian80', meridian: 75, step: 6 },
  { first: 2349, count: 21, datum: 'xian80', meridian: 75, step: 3 },
  { first: 2370, count: 21, datum: 'xian80', meridian: 75, step: 3 },
  { first: 21413, count: 11, datum: 'beijing54', meridian: 75, step: 6 },
  { first: 21453, count: 11, datum: 'beijing54', meridian: 75, step: 6 },
  { first: 21473, count: 11, datum: 'beijing54', meridian: 75, step: 6 },
  { first: 2401, count: 21, datum: 'beijing54', meridian: 75, step: 3 },
  { first: 2422, count: 21, datum: 'beijing54', meridian: 75, step: 3 },
  { first: 4568, count: 11, datum: 'newBeijing54', meridian: 75, step: 6 },
  { first: 4579, count: 11, datum: 'newBeijing54', meridian: 75, step: 6 },
  { first: 4652, count: 5, datum: 'newBeijing54', meridian: 75, step: 3 },
  { first: 4766, count: 16, datum: 'newBeijing54', meridian: 90, step: 3 },
  { first: 4782, count: 19, datum: 'newBeijing54', meridian: 75, step: 3 },
  { first: 4812, count: 1, datum: 'newBeijing54', meridian: 132, step: 3 },
  { first: 4822, count: 1, datum: 'newBeijing54', meridian: 135, step: 3 },
];

/** Geographic systems, flat and with height. */
const geographic: Readonly<Record<number, Datum>> = {
  4326: 'wgs84',
  4979: 'wgs84',
  4490: 'cgcs2000',
  4480: 'cgcs2000',
  4214: 'beijing54',
  4610: 'xian80',
  4555: 'newBeijing54',
};

/** Web Mercator under all its numbers (EPSG, and those that ESRI and Google gave it before). */
const mercators = [3857, 3785, 900913, 102100, 102113];
/** WGS84 / UTM zone 43N to 53N: China's. */
const UTM = { first: 32643, last: 32653, base: 32600 };

/** A frame by its EPSG code; null for one that no map of China needs. */
export function frameOfCode(code: number): CoordinateFrame | null {
  const named = (frame: CoordinateFrame): CoordinateFrame => ({
    ...frame,
    name: `${frame.name}（EPSG:${code}）`,
  });
  const datum = geographic[code];
  if (datum) return named(degreesOf(datum));
  if (mercators.includes(code)) return named(WEB_MERCATOR);
  const found = series.find(({ first, count }) => code >= first && code < first + count);
  if (found) return named(gaussKrugerFrame(found.datum, found.meridian + (code - found.first) * found.step));
  return code >= UTM.first && code <= UTM.last ? named(utmFrame(code - UTM.base)) : null;
}

/**
 * A frame by a name as files write it: EPSG:4548, urn:ogc:def:crs:EPSG::4548, urn:ogc:def:crs:OGC:1.3:CRS84,
 * http://www.opengis.net/def/crs/EPSG/0/4548. Null for a name that is not known.
 */
export function frameOfName(name: string): CoordinateFrame | null {
  if (/CRS:?84h?$|^(GCS_)?WGS[_ ]?(19)?84$/i.test(name.trim())) return degreesOf('wgs84');
  if (/^(CGCS[_ ]?2000|GCS_China_Geodetic_Coordinate_System_2000)$/i.test(name.trim()))
    return degreesOf('cgcs2000');
  const code = /(?:EPSG|ESRI)\D*?(?:\/[\d.]+\/|:[\d.]*:|:)?(\d{4,6})(?:\/\w*\/?)?$/i.exec(name.trim())?.[1];
  return code === undefined ? null : frameOfCode(Number(code));
}

/** How datums are named in well-known text, by ESRI, GDAL and by hand. */
const datumWords: readonly (readonly [RegExp, Datum])[] = [
  [/new[_ ]?beijing/i, 'newBeijing54'],
  [/beijing[_ ]?(19)?54/i, 'beijing54'],
  [/xi'?an[_ ]?(19)?80|"xian/i, 'xian80'],
  [/china[_ ]?(geodetic[_ a-z]*)?2000|cgcs[_ ]?2000/i, 'cgcs2000'],
  [/wgs[_ ]?(19)?84/i, 'wgs84'],
  // A datum without a known name is told by its ellipsoid.
  [/\b6378245\b|krass?ov/i, 'beijing54'],
  [/\b6378140\b|iag[_ ]?(19)?75/i, 'xian80'],
  [/\b6378137\b/, 'cgcs2000'],
];

/**
 * The frame of a definition in well-known text, as a .prj or a GeoPackage holds it. Null where its datum is not one of
 * China's or its projection is not known.
 */
export function frameOfText(text: string): CoordinateFrame | null {
  const datum = datumWords.find(([pattern]) => pattern.test(text))?.[1];
  if (!datum) return null;
  const name = /^\s*\w+\s*\[\s*"([^"]+)"/.exec(text)?.[1] ?? '';
  if (!/PROJ(CS|CRS|ECTEDCRS)\s*\[/i.test(text)) return { ...degreesOf(datum), name };
  if (/mercator[_ ]auxiliary|popular[_ ]visualisation|pseudo-?mercator|"EPSG","3857"/i.test(text))
    return { ...WEB_MERCATOR, name };
  const plain = plainTransverseMercator(text);
  if (plain) return { name, datum, projection: plain };
  return { name, datum, projection: { kind: 'defined', definition: withoutShift(text) } };
}

/** A plain Gauss-Krüger system, its zone before the easting or not, or one of UTM; null for other projections. */
function plainTransverseMercator(text: string): CoordinateFrame['projection'] | null {
  if (!/gauss[_ ]?kr|transverse[_ ]mercator/i.test(text)) return null;
  const value = (pattern: RegExp) => {
    const found = pattern.exec(text)?.[1];
    return found === undefined ? null : Number(found);
  };
  const meridian = value(/"(?:central[_ ]meridian|longitude of natural origin)"\s*,\s*([-\d.]+)/i);
  const easting = value(/"false[_ ]easting"\s*,\s*([-\d.]+)/i) ?? 0;
  const northing = value(/"false[_ ]northing"\s*,\s*([-\d.]+)/i) ?? 0;
  const scale = value(/"scale[_ ]factor[^"]*"\s*,\s*([-\d.]+)/i) ?? 1;
  const latitude = value(/"latitude[_ ]of[_ ](?:natural[_ ])?origin"\s*,\s*([-\d.]+)/i) ?? 0;
  if (meridian === null || northing !== 0 || latitude !== 0) return null;
  if (scale === UTM_SCALE && easting === 500_000) return { kind: 'utm', meridian };
  return scale === 1 && easting % 1_000_000 === 500_000 ? { kind: 'gaussKruger', meridian } : null;
}

/** Removes the datum shift that a file gives, because the published parameters are used instead. */
function withoutShift(text: string): string {
  return text.replace(/,\s*TOWGS84\s*\[[^\]]*\]/gi, '');
}

/** The word by which a frame is stated by hand: a datum, with a central meridian where the numbers are metres. */
const stated = /^(cgcs2000|beijing54|xian80|newBeijing54)(?::(\d{2,3}(?:\.\d+)?))?$/;

/** A frame as a person states it: `cgcs2000:117`, `beijing54`, `xian80:120`, `epsg:4548`. Null for any other text. */
export function frameOfStatement(text: string): CoordinateFrame | null {
  if (/^epsg:\d+$/i.test(text)) return frameOfName(text.toUpperCase());
  const [, word, meridian] = stated.exec(text) ?? [];
  const datum = (['cgcs2000', 'beijing54', 'xian80', 'newBeijing54'] as const).find(
    (known) => known === word,
  );
  if (!datum) return null;
  if (meridian === undefined) return datum === 'cgcs2000' ? null : degreesOf(datum);
  const degrees = Number(meridian);
  return degrees >= 72 && degrees <= 138 ? gaussKrugerFrame(datum, degrees) : null;
}
