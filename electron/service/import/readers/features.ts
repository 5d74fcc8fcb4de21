import { CodedError } from '#shared/contract/errors.ts';
import { cleanCell } from '#shared/registry/text.ts';
import { decodeText } from '../decode-text.ts';
import type { ParsedTable } from '../list-table.ts';

/** A record with named values and a shape, as GeoJSON and its relatives have them. */
export interface FeatureLike {
  readonly properties?: Record<string, unknown> | null;
  readonly geometry?: GeoJSON.Geometry | null;
}

/** GeoJSON in WGS84, or an answer of 高德 as it came. Errors: FILE_DAMAGED, FILE_EMPTY, ENCODING_MISMATCH. */
export function readJson(bytes: Buffer, file: string): ParsedTable {
  const { text, encoding } = decodeText(bytes, 'auto', file);
  const json = parseJson(text, file);
  const answers = placesOfAmap(json);
  if (answers)
    return featuresToTable(
      answers.map((properties) => ({ properties })),
      file,
      encoding,
      false,
    );
  return featuresToTable(featuresOf(json, file), file, encoding, true);
}

/** Features as rows, every property a column. Errors: FILE_EMPTY, FILE_DAMAGED. */
export function featuresToTable(
  features: readonly FeatureLike[],
  file: string,
  encoding: string,
  hasGeometry: boolean,
): ParsedTable {
  if (features.length === 0) throw new CodedError('FILE_EMPTY', { file });
  const columns = [...new Set(features.flatMap((feature) => Object.keys(feature.properties ?? {})))];
  // Records without a field and without a shape tell nothing.
  if (columns.length === 0 && !hasGeometry) throw new CodedError('FILE_DAMAGED', { file });
  const rows = features.map((feature, index) => ({
    number: index + 1,
    cells: columns.map((column) => cleanCell(textOf(feature.properties?.[column]))),
    geometry: feature.geometry ?? null,
  }));
  return { columns, rows, encoding, sheets: [], sheet: null, hasGeometry, setAside: [], unread: [] };
}

/** Days stay days; lists and objects stay readable. */
function textOf(value: unknown): unknown {
  if (value instanceof Date)
    return Number.isNaN(value.getTime())
      ? ''
      : [value.getFullYear(), value.getMonth() + 1, value.getDate()]
          .map((part) => String(part).padStart(2, '0'))
          .join('-');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CodedError('FILE_DAMAGED', { file });
  }
}

/** Errors: FILE_DAMAGED where it is no GeoJSON. */
function featuresOf(json: unknown, file: string): FeatureLike[] {
  if (isRecord(json)) {
    if (json.type === 'FeatureCollection' && Array.isArray(json.features))
      return json.features.filter(isFeature);
    if (json.type === 'Feature') return isFeature(json) ? [json] : [];
  }
  throw new CodedError('FILE_DAMAGED', { file });
}

/** The places of one or several answers of 高德's search; null where it is something else. */
function placesOfAmap(json: unknown): Record<string, unknown>[] | null {
  const answers = Array.isArray(json) ? json : [json];
  const places = answers.flatMap((answer) => {
    if (!isRecord(answer)) return [];
    if (Array.isArray(answer.pois)) return answer.pois.filter(isRecord);
    return 'location' in answer && 'name' in answer ? [answer] : [];
  });
  return places.length > 0 ? places : null;
}

/** Whether a value may be a record of a GeoJSON: what its parts are is asked where they are read. */
function isFeature(value: unknown): value is FeatureLike {
  return isRecord(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
