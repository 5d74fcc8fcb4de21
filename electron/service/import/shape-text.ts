import { wktToGeoJSON } from '@terraformer/wkt';
import wkx from 'wkx';
import { isGeometry } from './turn-shape.ts';

/** A shape as a cell holds it, and the EPSG code that stands with it. */
export interface WrittenShape {
  readonly geometry: GeoJSON.Geometry;
  readonly srid: number | null;
}

const wellKnownText =
  /^(?:SRID=(\d+);)?\s*((?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)\s*(?:Z|M|ZM)?\s*(\(|EMPTY)/i;
const hexadecimal = /^(?:0x|\\x)?((?:[0-9a-f]{2}){9,})$/i;

/** Whether a text is written as a shape: well-known text or binary, with or without its SRID, or GeoJSON. */
export function isShapeText(text: string): boolean {
  return wellKnownText.test(text) || isBinary(text) || /^\{.*"coordinates"/s.test(text);
}

/** A shape written in a cell; null where the text is none. */
export function readShapeText(text: string): WrittenShape | null {
  try {
    const [, srid] = wellKnownText.exec(text) ?? [];
    if (wellKnownText.test(text)) {
      const geometry: unknown = wktToGeoJSON(asStandard(text.replace(/^SRID=\d+;\s*/i, '')));
      return written(geometry, Number(srid ?? 0));
    }
    const [, digits] = isBinary(text) ? (hexadecimal.exec(text) ?? []) : [];
    if (digits !== undefined) {
      const shape = wkx.Geometry.parse(Buffer.from(digits, 'hex'));
      return written(shape.toGeoJSON(), shape.srid);
    }
    return text.startsWith('{') ? written(withinFeature(JSON.parse(text)), 0) : null;
  } catch {
    return null;
  }
}

/** Well-known text as the library wants it: in capitals, POINT Z for POINTZ, one point without a comma. */
function asStandard(text: string): string {
  return text
    .toUpperCase()
    .replace(/((?:POINT|LINESTRING|POLYGON|COLLECTION))(ZM|Z|M)\b/g, '$1 $2')
    .replace(/^\s*POINT\s*\(\s*([-\d.]+)\s*,\s*([-\d.]+)\s*\)/, 'POINT ($1 $2)');
}

/** A feature stands for its shape. */
function withinFeature(json: unknown): unknown {
  return typeof json === 'object' && json !== null && 'geometry' in json ? json.geometry : json;
}

/** Well-known binary in hexadecimal begins with its byte order. This tells it from a long number. */
function isBinary(text: string): boolean {
  const digits = hexadecimal.exec(text)?.[1];
  return (
    digits !== undefined &&
    /^(01[0-9a-f]{2}0[0-3]0000|01\d{2}0000|000000\d{2}|00[0-9a-f]{2}0000)/i.test(digits)
  );
}

function written(geometry: unknown, srid: number | undefined): WrittenShape | null {
  return isGeometry(geometry) ? { geometry, srid: srid ? srid : null } : null;
}
