import proj4 from 'proj4';
import { lngLatOf } from './positions.ts';
import type { Degrees, LngLat, LngLatBounds, Metres } from './units.ts';

/** Datums of maps of China. WGS84 and CGCS2000 agree to centimetres. */
export type Datum = 'wgs84' | 'cgcs2000' | 'beijing54' | 'xian80' | 'newBeijing54';

interface DatumFacts {
  readonly name: string;
  /** Its ellipsoid, as PROJ writes it (EPSG 7030, 1024, 7024, 7049, 7024). */
  readonly ellipsoid: string;
}

const facts: Record<Datum, DatumFacts> = {
  wgs84: { name: 'WGS84', ellipsoid: '+ellps=WGS84' },
  cgcs2000: { name: 'CGCS2000', ellipsoid: '+a=6378137 +rf=298.257222101' },
  beijing54: { name: '北京 1954', ellipsoid: '+a=6378245 +rf=298.3' },
  xian80: { name: '西安 1980', ellipsoid: '+a=6378140 +rf=298.257' },
  newBeijing54: { name: '新北京 1954', ellipsoid: '+a=6378245 +rf=298.3' },
};

export function datumName(datum: Datum): string {
  return facts[datum].name;
}

export function ellipsoidOf(datum: Datum): string {
  return facts[datum].ellipsoid;
}

/** Parameters that turn a datum into WGS84, and how exact they are. */
interface Shift {
  /** EPSG code of the transformation. */
  readonly epsg: number;
  /** As PROJ writes them: three translations in metres, or the seven of a position vector transformation. */
  readonly parameters: string;
  /** Where they were measured. */
  readonly extent: LngLatBounds;
  /** Standard error there (EPSG's accuracy), and elsewhere in China. */
  readonly sigma: Metres;
}

/**
 * Beijing 1954 to WGS 84 as EPSG publishes it (dataset 12, transformations 15919 to 15936). There is none for the whole
 * country: the net was adjusted piece by piece.
 */
const BEIJING_1954: readonly Shift[] = [
  { epsg: 15921, parameters: '15.8,-154.4,-82.3', extent: [77.45, 37, 88, 41.99], sigma: 1 },
  { epsg: 15936, parameters: '11.911,-154.833,-80.079', extent: [107, 35, 110.01, 39], sigma: 1 },
  {
    epsg: 15935,
    parameters: '18,-136.8,-73.7,0,0,0.814,-0.38',
    extent: [107.15, 17.81, 110.17, 21.69],
    sigma: 10,
  },
  {
    epsg: 15920,
    parameters: '31.4,-144.3,-74.8,0,0,0.814,-0.38',
    extent: [110.13, 18.31, 116.76, 22.89],
    sigma: 15,
  },
];
/** Elsewhere the parameters of 15921. All that were measured on land lie within 5 m of them; 15 m is EPSG's own figure for the rest. */
const ELSEWHERE: Metres = 15;

/**
 * Xi'an 1980 and the adjusted Beijing 1954 have no published parameters (EPSG has none for 4610 and 4555): surveying
 * offices give them out for one place each. Unshifted they lie some ten to a good hundred metres off.
 */
const UNSHIFTED: Metres = 120;

/** A place in WGS84, and the standard error that the change of datum adds. */
export interface Shifted {
  readonly position: LngLat;
  readonly sigma: Metres;
}

/** Turns degrees of a datum into WGS84. */
export function shiftToWgs84(datum: Datum, [lng, lat]: LngLat): Shifted {
  switch (datum) {
    case 'wgs84':
    case 'cgcs2000':
      return { position: [lng, lat], sigma: 0 };
    case 'xian80':
    case 'newBeijing54':
      return { position: [lng, lat], sigma: UNSHIFTED };
    case 'beijing54':
      return shiftBeijing1954(lng, lat);
  }
}

function shiftBeijing1954(lng: Degrees, lat: Degrees): Shifted {
  const measured = BEIJING_1954.find(
    ({ extent: [west, south, east, north] }) => lng >= west && lng <= east && lat >= south && lat <= north,
  );
  const parameters = (measured ?? BEIJING_1954[0])?.parameters ?? '0,0,0';
  const from = `+proj=longlat ${facts.beijing54.ellipsoid} +towgs84=${parameters} +no_defs`;
  return {
    position: lngLatOf(proj4(from, 'WGS84', [lng, lat])),
    sigma: measured?.sigma ?? ELSEWHERE,
  };
}

/** What is said of a list whose datum was changed; null where nothing need be said. */
export function datumNote(datum: Datum): string | null {
  if (datum === 'beijing54') return '北京 1954 坐标，已按 EPSG 公开参数换算，误差放大';
  if (datum === 'xian80' || datum === 'newBeijing54')
    return `${datumName(datum)} 坐标没有公开的换算参数，可差数十至一百多米，误差按片区级处理；请向来源索取 CGCS2000 坐标`;
  return null;
}
