import proj4 from 'proj4';
import { type Datum, datumName, ellipsoidOf, type Shifted, shiftToWgs84 } from './datums.ts';
import { lngLatOf } from './positions.ts';
import type { Degrees, LngLat } from './units.ts';

/** A box around China's land and sea, degrees; anything outside is a mistake. */
const CHINA = { west: 70, east: 138, south: 2, north: 55 };

export function inChina(lng: Degrees, lat: Degrees): boolean {
  return lng >= CHINA.west && lng <= CHINA.east && lat >= CHINA.south && lat <= CHINA.north;
}

/** How the numbers of a file lie on the ellipsoid of their datum. */
type Projection =
  | { readonly kind: 'degrees' }
  /** Gauss-Krüger about a meridian; the number of the zone may stand before the easting. */
  | { readonly kind: 'gaussKruger'; readonly meridian: Degrees }
  /** UTM about a meridian. */
  | { readonly kind: 'utm'; readonly meridian: Degrees }
  /** Web Mercator (EPSG 3857). */
  | { readonly kind: 'mercator' }
  /** Anything else, as PROJ or well-known text defines it. */
  | { readonly kind: 'defined'; readonly definition: string };

/** What the numbers of a file are measured in. */
export interface CoordinateFrame {
  /** As people name it. */
  readonly name: string;
  readonly datum: Datum;
  readonly projection: Projection;
}

export function degreesOf(datum: Datum): CoordinateFrame {
  return { name: datumName(datum), datum, projection: { kind: 'degrees' } };
}

export function gaussKrugerFrame(datum: Datum, meridian: Degrees): CoordinateFrame {
  const name = `${datumName(datum)} 高斯投影，中央经线 ${meridian}°E`;
  return { name, datum, projection: { kind: 'gaussKruger', meridian } };
}

/** WGS84 / UTM in its northern zone of a number, 6° wide; zone 50 lies about 117° east. */
export function utmFrame(zone: number): CoordinateFrame {
  return {
    name: `WGS84 UTM ${zone} 带`,
    datum: 'wgs84',
    projection: { kind: 'utm', meridian: zone * 6 - 183 },
  };
}

export const WEB_MERCATOR: CoordinateFrame = {
  name: 'Web 墨卡托',
  datum: 'wgs84',
  projection: { kind: 'mercator' },
};

/**
 * A pair of numbers in a frame as WGS84, the easting or longitude first or second: in China only one of the two orders
 * gives a place, but in a frame of another definition, where the order of the file goes before the other. Null where
 * neither gives one.
 */
export function placeInFrame(
  [first, second]: readonly [number, number],
  frame: CoordinateFrame,
): Shifted | null {
  for (const pair of [
    [first, second],
    [second, first],
  ] as const) {
    const geographic = toDegrees(pair, frame);
    if (geographic && inChina(...geographic)) return shiftToWgs84(frame.datum, geographic);
  }
  return null;
}

function toDegrees([x, y]: readonly [number, number], { datum, projection }: CoordinateFrame): LngLat | null {
  switch (projection.kind) {
    case 'degrees':
      return [x, y];
    case 'gaussKruger':
      return unproject(datum, projection.meridian, x, y);
    case 'utm':
      return inZone(x, y) ? transverseMercator(datum, projection.meridian, UTM_SCALE, x, y) : null;
    case 'mercator':
      return isMercator(x, y) ? lngLatOf(proj4('EPSG:3857', 'WGS84', [x, y])) : null;
    case 'defined':
      return byDefinition(projection.definition, datum, x, y);
  }
}

/** Web Mercator metres of China: 73° to 136° east, 3° to 54° north. */
const MERCATOR = { west: 8_100_000, east: 15_200_000, south: 330_000, north: 7_250_000 };

function isMercator(x: number, y: number): boolean {
  return x >= MERCATOR.west && x <= MERCATOR.east && y >= MERCATOR.south && y <= MERCATOR.north;
}

/** Northings of China's land and sea, metres; eastings of a zone about 500,000. */
const [SOUTHMOST, NORTHMOST] = [300_000, 6_200_000];
const [WESTMOST, EASTMOST] = [50_000, 950_000];
const ZONE = 1_000_000;
/** UTM's factor of scale on the meridian of a zone. */
export const UTM_SCALE = 0.9996;

/** Whether metres can be those of a zone in China, so that easting and northing cannot be taken for each other. */
function inZone(easting: number, northing: number): boolean {
  return easting >= WESTMOST && easting <= EASTMOST && northing >= SOUTHMOST && northing <= NORTHMOST;
}

/** Eastings with or without the number of their zone before them. Null where they are none. */
function unproject(datum: Datum, meridian: Degrees, easting: number, northing: number): LngLat | null {
  const within = easting > ZONE ? easting - Math.floor(easting / ZONE) * ZONE : easting;
  if (easting > ZONE && !zoneMeridians(Math.floor(easting / ZONE)).includes(meridian)) return null;
  return inZone(within, northing) ? transverseMercator(datum, meridian, 1, within, northing) : null;
}

function transverseMercator(
  datum: Datum,
  meridian: Degrees,
  scale: number,
  easting: number,
  northing: number,
): LngLat | null {
  const projection = `+proj=etmerc +lat_0=0 +lon_0=${meridian} +k=${scale} +x_0=500000 +y_0=0 +units=m`;
  return byDefinition(`${projection} ${ellipsoidOf(datum)} +no_defs`, datum, easting, northing);
}

/** Through any definition to degrees of its own ellipsoid: the datum is changed afterwards, never by the definition. */
function byDefinition(definition: string, datum: Datum, x: number, y: number): LngLat | null {
  const [lng, lat] = converter(definition, datum).forward([x, y]);
  return lng !== undefined && lat !== undefined && Number.isFinite(lng) && Number.isFinite(lat)
    ? [lng, lat]
    : null;
}

/** What is used of a conversion that proj4 has made ready. */
interface Converter {
  forward(position: [number, number]): number[];
}
const converters = new Map<string, Converter>();

function converter(definition: string, datum: Datum): Converter {
  const key = `${datum} ${definition}`;
  const known = converters.get(key) ?? proj4(definition, `+proj=longlat ${ellipsoidOf(datum)} +no_defs`);
  converters.set(key, known);
  return known;
}

/** Zones whose number stands before the easting: 6° wide 13 to 23, 3° wide 24 to 45. */
function zoneMeridians(zone: number): Degrees[] {
  if (zone >= 13 && zone <= 23) return [zone * 6 - 3];
  return zone >= 24 && zone <= 45 ? [zone * 3] : [];
}

/** The frame of an easting that begins with the number of its zone; null for any other number. */
export function zoneFrame(datum: Datum, easting: number): CoordinateFrame | null {
  const [meridian] = zoneMeridians(Math.floor(easting / ZONE));
  return meridian === undefined ? null : gaussKrugerFrame(datum, meridian);
}
