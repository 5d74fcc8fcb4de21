import { CodedError } from '#shared/contract/errors.ts';
import { type CoordinateFrame, placeInFrame } from '#shared/geodesy/coordinate-frames.ts';
import { frameOfCode, frameOfName, frameOfText } from '#shared/geodesy/named-frames.ts';
import type { FileSystem, TableRow } from '../list-table.ts';
import { turnShape } from '../turn-shape.ts';

/** The frame that a definition in well-known text means; null for an empty one. Errors: CRS_UNSUPPORTED. */
export function frameOfDefinition(definition: string, file: string): CoordinateFrame | null {
  if (!/[A-Z]+\s*\[/i.test(definition)) return null;
  const frame = frameOfText(definition);
  if (frame) return frame;
  throw unsupported(/"([^"]+)"/.exec(definition)?.[1] ?? definition.slice(0, 60), file);
}

/** The frame of an EPSG code. Errors: CRS_UNSUPPORTED. */
export function requireCode(code: number, file: string): CoordinateFrame {
  const frame = frameOfCode(code);
  if (!frame) throw unsupported(`EPSG:${code}`, file);
  return frame;
}

/** The frame of a name like urn:ogc:def:crs:EPSG::4548. Errors: CRS_UNSUPPORTED. */
export function requireName(name: string, file: string): CoordinateFrame {
  const frame = frameOfName(name);
  if (!frame) throw unsupported(name, file);
  return frame;
}

function unsupported(crs: string, file: string): CodedError {
  return new CodedError('CRS_UNSUPPORTED', { file, crs });
}

/** What a file with this frame says of its coordinates. */
export function systemOf(frame: CoordinateFrame): FileSystem {
  return { system: frame.datum, name: frame.name, by: 'file' };
}

/** A shape turned into degrees of WGS84, with the datum that it came from; a position that is none stays as it was. */
export function turnByFrame(
  geometry: GeoJSON.Geometry | null,
  frame: CoordinateFrame | null,
): Pick<TableRow, 'geometry' | 'turned'> {
  const isPlain = frame?.projection.kind === 'degrees' && ['wgs84', 'cgcs2000'].includes(frame.datum);
  if (!geometry || !frame || isPlain) return { geometry };
  let sigma = 0;
  const turned = turnShape(geometry, (position) => {
    const placed = placeInFrame(position, frame);
    sigma = Math.max(sigma, placed?.sigma ?? 0);
    return placed?.position ?? position;
  });
  return { geometry: turned, turned: { datum: frame.datum, sigma } };
}
