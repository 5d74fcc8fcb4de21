import { CodedError } from '#shared/contract/errors.ts';
import { decodeText } from '../decode-text.ts';
import type { FileSystem, ParsedTable } from '../list-table.ts';
import { readEsri } from './esri-json.ts';
import { type FeatureLike, featuresToTable } from './features.ts';
import { requireName, systemOf, turnByFrame } from './file-frame.ts';
import { isFeature, isRecord, type JsonRecord, parseDocuments } from './json-documents.ts';
import { placesOfService, recordsOf, tellPages } from './json-records.ts';

/** What RFC 7946 says of every GeoJSON; in China many hold GCJ-02. */
const usual: FileSystem = { system: 'wgs84', name: 'GeoJSON 未写明坐标系', by: 'form' };
const ofDataV: FileSystem = { system: 'gcj02', name: 'DataV 行政区划（adcode）', by: 'file' };

/**
 * JSON in any form that lists come in: GeoJSON whole, line by line or in an array, ESRI's, the answer of a map service,
 * or records. Errors: FILE_DAMAGED, FILE_LINE_DAMAGED, FILE_FORM_UNKNOWN, FILE_EMPTY, ENCODING_MISMATCH, CRS_UNSUPPORTED.
 */
export function readJson(bytes: Buffer, file: string): ParsedTable {
  const { text, encoding } = decodeText(bytes, 'auto', file);
  const documents = parseDocuments(text, file);
  const features = documents.flatMap((document) => featuresOf(document) ?? []);
  if (features.length > 0) return readFeatures(documents, features, file, encoding);
  const esri = readEsri(documents, file);
  if (esri) {
    const { stated, unread } = esri;
    return { ...featuresToTable(esri.features, file, encoding, true), stated, unread };
  }
  const places = placesOfService(documents);
  const found = places ? { records: places.records, unread: [] } : recordsOf(documents);
  if (found === null) throw new CodedError('FILE_FORM_UNKNOWN', { file, form: formOf(documents[0]) });
  const { records } = found;
  const hasGeometry = records.some(({ geometry }) => geometry);
  const unread = [...found.unread, ...tellPages(documents, records.length, file)];
  return { ...featuresToTable(records, file, encoding, hasGeometry), stated: places?.stated ?? null, unread };
}

/** The features of a GeoJSON; null where it is none. A shape without a feature around it is one without properties. */
function featuresOf(json: unknown): FeatureLike[] | null {
  if (Array.isArray(json)) {
    const parts = json.map(featuresOf);
    return parts.length > 0 && parts.every((part) => part !== null) ? parts.flat() : null;
  }
  if (!isRecord(json)) return null;
  if (json.type === 'FeatureCollection')
    return Array.isArray(json.features) ? json.features.filter(isFeature) : null;
  if (json.type === 'Feature') return isFeature(json) ? [json] : null;
  const isShape =
    typeof json.type === 'string' && (Array.isArray(json.coordinates) || Array.isArray(json.geometries));
  return isShape && isFeature({ geometry: json }) ? [{ geometry: toGeometry(json) }] : null;
}

/** The parts of the shape are checked where it is read. */
function toGeometry(json: JsonRecord): GeoJSON.Geometry | null {
  const feature = { geometry: json };
  return isFeature(feature) ? (feature.geometry ?? null) : null;
}

/** Systems of map services have no code: files name them by word. */
const mapSystems: readonly (readonly [RegExp, 'gcj02' | 'bd09'])[] = [
  [/gcj[-_ ]?02|火星/i, 'gcj02'],
  [/bd[-_ ]?09|百度/i, 'bd09'],
];

function readFeatures(
  documents: readonly unknown[],
  features: readonly FeatureLike[],
  file: string,
  encoding: string,
): ParsedTable {
  const name = documents.map(crsName).find((found) => found !== null) ?? null;
  const drawn = name === null ? undefined : mapSystems.find(([words]) => words.test(name))?.[1];
  if (name !== null && drawn)
    return {
      ...featuresToTable(features, file, encoding, true),
      stated: { system: drawn, name, by: 'file' },
    };
  const frame = name === null ? null : requireName(name, file);
  const turned = frame
    ? features.map((feature) => ({ ...feature, ...turnByFrame(feature.geometry ?? null, frame) }))
    : features;
  const stated = frame ? systemOf(frame) : features.some(isOfDataV) ? ofDataV : usual;
  return { ...featuresToTable(turned, file, encoding, true), stated };
}

/** The name in the `crs` member that GeoJSON had before 2016, and that GIS programs still write. */
function crsName(json: unknown): string | null {
  if (Array.isArray(json)) return json.map(crsName).find((found) => found !== null) ?? null;
  if (!isRecord(json) || !isRecord(json.crs) || !isRecord(json.crs.properties)) return null;
  const { name, code, href } = json.crs.properties;
  if (typeof name === 'string') return name;
  if (code !== undefined) return `EPSG:${String(code)}`;
  return typeof href === 'string' ? href : null;
}

/** Boundaries from 阿里 DataV carry the administrative code and the codes above it; they are in GCJ-02. */
function isOfDataV({ properties }: FeatureLike): boolean {
  return (
    properties !== null && properties !== undefined && 'adcode' in properties && 'acroutes' in properties
  );
}

/** What a JSON seems to be, for whoever has to bring it into another form. */
function formOf(json: unknown): string {
  if (isRecord(json) && json.type === 'Topology') return 'TopoJSON';
  if (isRecord(json) && isRecord(json.layers)) return '地图样式或工程';
  return isRecord(json) ? `含 ${Object.keys(json).slice(0, 5).join('、')} 的 JSON` : 'JSON';
}
