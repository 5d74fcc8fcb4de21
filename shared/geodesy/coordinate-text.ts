import proj4 from 'proj4';
import type { Degrees, LngLat } from './units.ts';

/** A pair of coordinates read from a text: degrees as written, or a projected position converted to degrees. */
export type CoordinatePair =
  | { readonly kind: 'degrees'; readonly pair: LngLat }
  /** Gauss-Krüger on CGCS2000, already WGS84 to centimetres. */
  | { readonly kind: 'projected'; readonly pair: LngLat };

/**
 * Reads two texts as a coordinate pair: decimal degrees, degrees-minutes-seconds, or projected CGCS2000
 * with the zone before the easting (6° zones 13–23, 3° zones 24–45), northing and easting in either order.
 * Null where they are none of these, also for a projected pair without its zone: its place cannot be known.
 */
export function readCoordinatePair(first: string, second: string): CoordinatePair | null {
  const [a, b] = [readDegrees(first), readDegrees(second)];
  if (a === null || b === null) return null;
  if (Math.abs(a) <= 180 && Math.abs(b) <= 180) return { kind: 'degrees', pair: [a, b] };
  return unproject(a, b) ?? unproject(b, a);
}

/**
 * Reads one text as a place: two coordinates parted by a comma or space, longitude first; the other way round
 * where only that lies in China's longitudes. Null where it is none.
 */
export function readPlaceText(text: string): LngLat | null {
  const parts = text
    .trim()
    .split(/\s*[,，;；]\s*|\s+/)
    .filter(Boolean);
  // With spaces inside, degrees and minutes are parts of their own: halves make a pair.
  const half = parts.length / 2;
  if (!Number.isInteger(half) || half === 0) return null;
  const [first, second] = [parts.slice(0, half).join(' '), parts.slice(half).join(' ')];
  const found = readCoordinatePair(first, second);
  if (!found) return null;
  const [a, b] = found.pair;
  if (found.kind === 'projected') return found.pair;
  const isSwapped = Math.abs(b) > 90 || (a < CHINA_WEST && b >= CHINA_WEST);
  const [lng, lat] = isSwapped ? [b, a] : [a, b];
  return Math.abs(lat) <= 85 && Math.abs(lng) <= 180 ? [lng, lat] : null;
}

/** China lies east of this meridian and far south of this latitude. */
const CHINA_WEST = 73;

/** Decimal degrees, or degrees with minutes and seconds by any of their signs; N and E may stand before or behind. */
function readDegrees(text: string): Degrees | null {
  const cleaned = text
    .trim()
    .replace(/^[NEne东经北纬]+|[NEne]$/g, '')
    .trim();
  if (/^[-+]?\d+(\.\d+)?$/.test(cleaned)) return Number(cleaned);
  const parts =
    /^(\d{1,3})\s*[°度:\s]\s*(\d{1,2}(?:\.\d+)?)\s*(?:[′'’分:\s]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:[″"”秒]|''|′′)?)?)?$/.exec(
      cleaned,
    );
  if (!parts) return /^\d+(\.\d+)?\s*[°度]$/.test(cleaned) ? Number.parseFloat(cleaned) : null;
  const [degrees, minutes, seconds] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
  return minutes < 60 && seconds < 60 ? degrees + minutes / 60 + seconds / 3600 : null;
}

/** Zones whose number stands before the easting: EPSG 4491–4501 and 4513–4533. */
const SIX_DEGREES = { first: 13, last: 23, width: 6, shift: -3 } as const;
const THREE_DEGREES = { first: 24, last: 45, width: 3, shift: 0 } as const;
/** Northings of China's land, metres. */
const [SOUTHMOST, NORTHMOST] = [300_000, 6_200_000];

function unproject(northing: number, easting: number): CoordinatePair | null {
  const zone = Math.floor(easting / 1_000_000);
  const system = [SIX_DEGREES, THREE_DEGREES].find(({ first, last }) => zone >= first && zone <= last);
  if (!system || northing < SOUTHMOST || northing > NORTHMOST) return null;
  const meridian = zone * system.width + system.shift;
  const projection = `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m`;
  const [lng, lat] = proj4(projection, 'WGS84', [easting - zone * 1_000_000, northing]);
  return lng === undefined || lat === undefined ? null : { kind: 'projected', pair: [lng, lat] };
}
