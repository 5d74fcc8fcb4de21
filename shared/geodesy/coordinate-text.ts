import { placeInFrame, zoneFrame } from './coordinate-frames.ts';
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
  const pair = readNumberPair(first, second);
  if (!pair) return null;
  const [a, b] = pair;
  if (Math.abs(a) <= 180 && Math.abs(b) <= 180) return { kind: 'degrees', pair };
  const frame = zoneFrame('cgcs2000', a) ?? zoneFrame('cgcs2000', b);
  const placed = frame && placeInFrame(pair, frame);
  return placed && { kind: 'projected', pair: placed.position };
}

/**
 * Reads one text as a place: two coordinates, longitude first; the other way round where only that lies in China's
 * longitudes. Null where it is none.
 */
export function readPlaceText(text: string): LngLat | null {
  const parts = splitCoordinateText(text);
  const found = parts && readCoordinatePair(...parts);
  if (!found) return null;
  const [a, b] = found.pair;
  if (found.kind === 'projected') return found.pair;
  const isSwapped = Math.abs(b) > 90 || (a < CHINA_WEST && b >= CHINA_WEST);
  const [lng, lat] = isSwapped ? [b, a] : [a, b];
  return Math.abs(lat) <= 85 ? [lng, lat] : null;
}

/** China lies east of this meridian and far south of this latitude. */
const CHINA_WEST = 73;

/** Two texts as numbers: degrees, whatever signs they are written with, or metres. Null where one is none. */
export function readNumberPair(first: string, second: string): readonly [number, number] | null {
  const [a, b] = [readDegrees(first), readDegrees(second)];
  return a === null || b === null ? null : [a, b];
}

/** Labels of a longitude and of a latitude before a colon or an equals sign, in Chinese and in JSON. */
const labelledLng = /(?:经度|lng|lon|longitude|\bx)["'”]?\s*[:=]\s*["'“]?([^,;&{}"'”\s]+)/i;
const labelledLat = /(?:纬度|lat|latitude|\by)["'”]?\s*[:=]\s*["'“]?([^,;&{}"'”\s]+)/i;

/** What parts two coordinates, the surest first. */
const separators = [/\s*;\s*/, /\s*[,、]\s*/, /\s*[/|]\s*/, /\s+/];

/**
 * The two coordinates of one text, in any of the spellings of lists: in brackets, with labels, as JSON, parted by
 * comma, semicolon, slash or space, with a decimal comma, with a height behind. Longitude first where letters or labels
 * tell it, else as written. Null where there are not two.
 */
export function splitCoordinateText(text: string): readonly [string, string] | null {
  const plain = plainText(text).replace(/^(?:SRID=\d+;\s*)?POINT\s*Z?M?\s*\(/i, '(');
  const [lng, lat] = [labelledLng.exec(plain)?.[1], labelledLat.exec(plain)?.[1]];
  if (lng !== undefined && lat !== undefined) return [lng, lat];
  const bare = plain.replace(/^[[({<【「]+\s*|\s*[\])}>】」]+$/g, '');
  const [, ...decimals] = /^(-?\d{1,3}),(\d+)\s*[;/|\s]\s*(-?\d{1,3}),(\d+)$/.exec(bare) ?? [];
  if (decimals.length === 4) return [decimals.slice(0, 2).join('.'), decimals.slice(2).join('.')];
  for (const separator of separators) {
    const parts = halves(bare.split(separator).filter(Boolean), separator);
    if (parts) return isLatitude(parts[0]) && isLongitude(parts[1]) ? [parts[1], parts[0]] : parts;
  }
  return null;
}

function halves(parts: readonly string[], separator: RegExp): readonly [string, string] | null {
  const [first, second, third] = parts;
  if (first === undefined || second === undefined) return null;
  if (parts.length === 2) return [first, second];
  const isSpaced = separator.test(' ');
  // Three numbers apart by spaces are one angle where the first is whole: 116 24 36.5.
  const isAngle = isSpaced && !first.includes('.');
  // A height behind: none, or one with decimals.
  if (parts.length === 3 && third !== undefined && /^(0|-?\d+\.\d+)$/.test(third) && isNumber(first))
    return isAngle ? null : [first, second];
  // With spaces inside, degrees and minutes are parts of their own: halves make a pair.
  const half = parts.length / 2;
  if (!isSpaced || !Number.isInteger(half)) return null;
  return [parts.slice(0, half).join(' '), parts.slice(half).join(' ')];
}

function isLatitude(text: string): boolean {
  return /北纬|纬|^N|N$/i.test(text);
}

function isLongitude(text: string): boolean {
  return /东经|经|^E|E$/i.test(text);
}

/** What lists write where they have no coordinate. */
const nothing =
  /^(|null|nil|none|nan|undefined|n\/?a|#n\/a|无|暂无|空|未定位|待定位|待补充?|未知|不详|[-—/\\]+|\\n|[,;、])$/i;

const beginsWithDigit = /^\d/;

/** Whether a cell says in so many words that it holds no coordinate. */
export function saysNothing(text: string): boolean {
  // Nearly all cells hold numbers, and nothing that says "none" begins with a digit.
  if (beginsWithDigit.test(text)) return false;
  return nothing.test(plainText(text).replace(/^[[({]+\s*|\s*[\])}]+$/g, ''));
}

/** Full-width characters as half-width ones, and one sign for each of what many fonts have several of. */
function plainText(text: string): string {
  return text.replace(/[º˚]/g, '°').normalize('NFKC').replace(/[−–]/g, '-').trim();
}

function isNumber(text: string): boolean {
  return /^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(text);
}

/** Decimal degrees, or degrees with minutes and seconds by any of their signs; N and E may stand before or behind. */
export function readDegrees(text: string): Degrees | null {
  if (isNumber(text)) return Number(text);
  const cleaned = plainText(text)
    .replace(/^(?:东经|北纬|经度|纬度)[:\s]*|^[NEne]+(?=[\s\d+-])|[NEne]$/g, '')
    .trim();
  if (isNumber(cleaned)) return Number(cleaned);
  // 39,442,949.851: metres with their thousands parted.
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(cleaned)) return Number(cleaned.replaceAll(',', ''));
  const parts =
    /^(\d{1,3})\s*[°度:\s-]\s*(\d{1,2}(?:\.\d+)?)\s*(?:[′'’分:\s-]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:[″"”秒]|''|′′)?)?)?$/.exec(
      cleaned,
    );
  if (!parts) return /^\d+(\.\d+)?\s*[°度]$/.test(cleaned) ? Number.parseFloat(cleaned) : null;
  const [degrees, minutes, seconds] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
  return minutes < 60 && seconds < 60 ? degrees + minutes / 60 + seconds / 3600 : null;
}
