import { gpx, kml } from '@tmcw/togeojson';
import { DOMParser } from '@xmldom/xmldom';
import { CodedError } from '#shared/contract/errors.ts';
import { decodeText } from '../decode-text.ts';
import type { ParsedTable } from '../list-table.ts';
import { featuresToTable } from './features.ts';
import { unpack } from './unpack.ts';

/** What the converters walk over; xmldom's own document has all that they ask of it. */
type XmlDocument = Parameters<typeof kml>[0];

/** KML, or the KML inside a KMZ. Errors: FILE_DAMAGED, FILE_EMPTY. */
export function readKml(bytes: Buffer, file: string): ParsedTable {
  return readMarkup(bytes, file, kml);
}

export function readKmz(bytes: Buffer, file: string): ParsedTable {
  const [document] = [...unpack(bytes, file).entries()].filter(([name]) => name.endsWith('.kml'));
  if (!document) throw new CodedError('FILE_DAMAGED', { file });
  return readKml(Buffer.from(document[1]), file);
}

/** Waypoints, routes and tracks of a GPX. Errors: FILE_DAMAGED, FILE_EMPTY. */
export function readGpx(bytes: Buffer, file: string): ParsedTable {
  return readMarkup(bytes, file, gpx);
}

function readMarkup(
  bytes: Buffer,
  file: string,
  convert: (document: XmlDocument) => GeoJSON.FeatureCollection<GeoJSON.Geometry | null>,
): ParsedTable {
  const { text, encoding } = decodeText(bytes, 'auto', file);
  // A document type can define entities that grow without end: no map needs one.
  if (/<!DOCTYPE/i.test(text)) throw new CodedError('FILE_DAMAGED', { file });
  try {
    const parser = new DOMParser({ onError: (level, message) => refuse(level, message) });
    const document = parser.parseFromString(text, 'text/xml') as unknown as XmlDocument;
    return featuresToTable(convert(document).features, file, encoding, true);
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError('FILE_DAMAGED', { file });
  }
}

function refuse(level: string, message: string): void {
  if (level !== 'warning') throw new Error(message);
}
