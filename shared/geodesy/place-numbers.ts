import { type CoordinateFrame, inChina, placeInFrame, WEB_MERCATOR, zoneFrame } from './coordinate-frames.ts';
import { ringContains } from './planar.ts';
import { type ReferenceSystem, toWgs84 } from './reference-systems.ts';
import type { LngLat, Metres } from './units.ts';

/** Two readings of large numbers that look alike: Web Mercator, and eastings that begin with a 6° zone from 13 to 15. */
export type MetresReading = 'mercator' | 'zones';

/** How the numbers of a list become places. */
export interface NumberReading {
  /** Of degrees, and of Web Mercator, which map services draw their own degrees in. */
  readonly system: ReferenceSystem;
  /** What a person or a file has stated beyond that; null where nothing. */
  readonly frame: CoordinateFrame | null;
  /** What metres are, as far as the list or the person tells; null where a row alone has to tell. */
  readonly metres: MetresReading | null;
}

export type PlaceFault = 'POSITION_INVALID' | 'ZONE_MISSING' | 'POSITION_AMBIGUOUS' | 'POSITION_ZERO';

export type PlacedNumbers =
  | {
      readonly position: LngLat;
      /** Standard error that a change of datum adds, metres. */
      readonly sigma: Metres;
      /** Whether the latitude stood first, where the longitude is expected. */
      readonly isSwapped: boolean;
      readonly fault: null;
    }
  | { readonly position: null; readonly fault: PlaceFault };

/** A pair of numbers of a list as a place in WGS84. */
export function placeNumbers(pair: readonly [number, number], reading: NumberReading): PlacedNumbers {
  const [a, b] = pair;
  if (a === 0 && b === 0) return { position: null, fault: 'POSITION_ZERO' };
  if (Math.abs(a) <= 180 && Math.abs(b) <= 180) return placeDegrees(pair, reading);
  for (const scale of MICRO) if (isMicro(a, b, scale)) return placeDegrees([a / scale, b / scale], reading);
  return placeMetres(pair, reading);
}

function placeDegrees([a, b]: readonly [number, number], { system, frame }: NumberReading): PlacedNumbers {
  const isSwapped = !inChina(a, b) && inChina(b, a);
  const pair: LngLat = isSwapped ? [b, a] : [a, b];
  if (!inChina(...pair)) return { position: null, fault: 'POSITION_INVALID' };
  if (frame?.projection.kind === 'degrees') {
    const shifted = placeInFrame(pair, frame);
    if (shifted) return { ...shifted, isSwapped, fault: null };
  }
  return { position: toWgs84(pair, system), sigma: 0, isSwapped, fault: null };
}

/** Degrees as whole numbers: millionths, and ten-millionths. */
const MICRO = [1e6, 1e7] as const;

/** No zone number reaches 70: such numbers are no eastings. */
function isMicro(a: number, b: number, scale: number): boolean {
  if (!Number.isInteger(a) || !Number.isInteger(b)) return false;
  const [lng, lat] = a > b ? [a / scale, b / scale] : [b / scale, a / scale];
  return lng >= 70 && inChina(lng, lat);
}

function placeMetres(pair: readonly [number, number], reading: NumberReading): PlacedNumbers {
  const { frame, system, metres } = reading;
  const stated = frame && frame.projection.kind !== 'degrees' ? placeInFrame(pair, frame) : null;
  if (stated) return { ...stated, isSwapped: false, fault: null };
  const zones = placeByZone(pair, frame);
  const mercator = placeInFrame(pair, WEB_MERCATOR);
  if (zones && mercator && metres === null) {
    const told = tellMetres([pair]);
    if (told === null) return { position: null, fault: 'POSITION_AMBIGUOUS' };
    return placeMetres(pair, { ...reading, metres: told });
  }
  if (zones && metres !== 'mercator') return { ...zones, isSwapped: false, fault: null };
  if (mercator && metres !== 'zones')
    return { position: toWgs84(mercator.position, system), sigma: 0, isSwapped: false, fault: null };
  const fault = isUnzoned(pair) ? 'ZONE_MISSING' : 'POSITION_INVALID';
  return { position: null, fault };
}

function placeByZone([a, b]: readonly [number, number], frame: CoordinateFrame | null) {
  const datum = frame?.datum ?? 'cgcs2000';
  for (const easting of [a, b]) {
    const zone = zoneFrame(datum, easting);
    const placed = zone && placeInFrame([a, b], zone);
    if (placed) return placed;
  }
  return null;
}

/** Metres of a Gauss-Krüger zone without its number. */
function isUnzoned(pair: readonly [number, number]): boolean {
  const [low, high] = pair[0] < pair[1] ? pair : [pair[1], pair[0]];
  return low >= 50_000 && low < 1_000_000 && high >= 300_000 && high < 6_200_000;
}

/** A coarse outline of China's land west of 91° east, where the 6° zones 13 to 15 lie. */
const WEST: readonly (readonly [number, number])[] = [
  [73.2, 39.9],
  [73.2, 38.2],
  [74.6, 36.7],
  [76.8, 35.2],
  [78, 34],
  [78, 32.2],
  [79.2, 30.7],
  [81.2, 29.7],
  [84, 28.3],
  [86, 27.6],
  [91, 27.3],
  [91, 45.5],
  [87.7, 49.5],
  [85.3, 48.6],
  [82.3, 47.6],
  [81.8, 45.7],
  [79.8, 45.2],
  [79.8, 42.5],
  [76.8, 41.4],
];

/**
 * Coastal China east of 116.7° east, where Web Mercator has the same numbers; further east only the north is land. None
 * of these numbers lies north of China: no northing of a zone reaches 49° in Web Mercator.
 */
function isEast([lng, lat]: LngLat): boolean {
  return lat > (lng < 123 ? 21.5 : 38.5);
}

/**
 * Decides between the two readings of large numbers by where all positions would lie; null where both are possible,
 * where none is, or where a list has no such numbers.
 */
export function tellMetres(pairs: readonly (readonly [number, number])[]): MetresReading | null {
  const both = pairs.flatMap((pair) => {
    const zone = placeByZone(pair, null);
    const mercator = placeInFrame(pair, WEB_MERCATOR);
    return zone && mercator ? [{ zone: zone.position, mercator: mercator.position }] : [];
  });
  if (both.length === 0) return null;
  const zones = both.every(({ zone }) => ringContains(WEST, zone));
  const mercator = both.every(({ mercator: position }) => isEast(position));
  if (zones === mercator) return null;
  return zones ? 'zones' : 'mercator';
}
