import { type F, type Folder, gpx, kmlWithFolders, type Root } from '@tmcw/togeojson';
import { DOMParser, ParseError } from '@xmldom/xmldom';
import { CodedError } from '#shared/contract/errors.ts';
import { decodeText } from '../decode-text.ts';
import type { FileSystem, ParsedTable } from '../list-table.ts';
import { type FeatureLike, featuresToTable } from './features.ts';
import { spreadDescription } from './placemark-description.ts';

/** What the converters walk over; xmldom's own document has all that they ask of it. */
type XmlDocument = Parameters<typeof gpx>[0];

const kmlSystem: FileSystem = { system: 'wgs84', name: 'KML', by: 'form' };
const gpxSystem: FileSystem = { system: 'wgs84', name: 'GPX', by: 'form' };
/** 奥维 shows and keeps places over base maps in GCJ-02. */
const oviSystem: FileSystem = { system: 'gcj02', name: '奥维互动地图', by: 'file' };

/** KML; its folders are a column. Errors: FILE_DAMAGED, FILE_EMPTY. */
export function readKml(bytes: Buffer, file: string): ParsedTable {
  return { ...readMarkup(bytes, file, placemarksOf), stated: kmlSystem };
}

/** KML as 奥维互动地图 writes it. Errors: FILE_DAMAGED, FILE_EMPTY. */
export function readOvkml(bytes: Buffer, file: string): ParsedTable {
  return { ...readMarkup(bytes, file, placemarksOf), stated: oviSystem };
}

/** Waypoints, routes and tracks of a GPX. Errors: FILE_DAMAGED, FILE_EMPTY. */
export function readGpx(bytes: Buffer, file: string): ParsedTable {
  return { ...readMarkup(bytes, file, (document) => gpx(document).features), stated: gpxSystem };
}

/** Placemarks with the name of the innermost folder that holds them as their category, where they have none. */
function placemarksOf(document: XmlDocument): FeatureLike[] {
  const placemarks = [...walk(kmlWithFolders(document), '')];
  const features = placemarks.map(({ feature, folder }) => ({
    feature: { geometry: feature.geometry, properties: spreadDescription(feature.properties ?? {}) },
    folder,
  }));
  if (!features.some(({ folder }) => folder !== '')) return features.map(({ feature }) => feature);
  const hasCategory = features.some(({ feature }) => CATEGORY in feature.properties);
  const column = hasCategory ? '文件夹' : CATEGORY;
  return features.map(({ feature, folder }) => ({
    ...feature,
    properties: { ...feature.properties, [column]: folder },
  }));
}

const CATEGORY = '类别';

function* walk(parent: Root | Folder, folder: string): Iterable<{ feature: F; folder: string }> {
  for (const child of parent.children) {
    if (child.type !== 'folder') yield { feature: child, folder };
    else yield* walk(child, typeof child.meta.name === 'string' ? child.meta.name.trim() : folder);
  }
}

function readMarkup(
  bytes: Buffer,
  file: string,
  convert: (document: XmlDocument) => readonly FeatureLike[],
): ParsedTable {
  const { text, encoding } = decodeText(bytes, 'auto', file);
  // A document type can define entities that grow without end: no map needs one.
  if (/<!DOCTYPE/i.test(text)) throw new CodedError('FILE_DAMAGED', { file, fault: '含 DOCTYPE' });
  try {
    const parser = new DOMParser({ onError: (level, message) => refuse(level, message) });
    const document = parser.parseFromString(withoutPrefix(text), 'text/xml') as unknown as XmlDocument;
    return featuresToTable(convert(document), file, encoding, true);
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError('FILE_DAMAGED', { file, ...lineOf(error), fault: 'XML 不完整' });
  }
}

/** The line at which the parser gave up, where it tells. */
function lineOf(error: unknown): { row?: number } {
  const locator: unknown = error instanceof ParseError ? error.locator : null;
  const isTold = typeof locator === 'object' && locator !== null && 'lineNumber' in locator;
  return isTold && typeof locator.lineNumber === 'number' && locator.lineNumber > 0
    ? { row: locator.lineNumber }
    : {};
}

/** Some programs write `kml:Placemark`: the converter looks for names without a prefix. */
function withoutPrefix(text: string): string {
  const [, prefix] = /xmlns:([\w-]+)\s*=\s*["'][^"']*(?:\/kml\/(?!ext)|\/GPX\/)[^"']*["']/i.exec(text) ?? [];
  return prefix === undefined || /xmlns\s*=\s*["'][^"']*(\/kml\/|\/GPX\/)/i.test(text)
    ? text
    : text.replace(new RegExp(`<(/?)${prefix}:`, 'g'), '<$1');
}

function refuse(level: string, message: string): void {
  if (level !== 'warning') throw new Error(message);
}
