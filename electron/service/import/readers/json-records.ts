import type { FileSystem } from '../list-table.ts';
import { isGeometry } from '../turn-shape.ts';
import type { FeatureLike } from './features.ts';
import { isRecord, type JsonRecord } from './json-documents.ts';

/** How deep the records of an answer may lie within what was wrapped around them. */
const DEEPEST = 5;

/** Records within a JSON, wherever they were put: the longest list of records; null where there is none. */
export function recordsOf(documents: readonly unknown[]): FeatureLike[] | null {
  // One record by itself is no list.
  const found = longestList(documents.length === 1 ? documents[0] : documents, 0);
  return found?.some((record) => Object.values(record).some((value) => !isRecord(value)))
    ? found.map(toFeature)
    : null;
}

function longestList(value: unknown, depth: number): readonly JsonRecord[] | null {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value) && value.length > 0 && value.every(isRecord)) {
    // One record alone may be what was wrapped around the list.
    const [only] = value;
    const within = value.length === 1 && isRecord(only) ? longestWithin(Object.values(only), depth) : null;
    return within ?? value;
  }
  return longestWithin(Object.values(value), depth);
}

function longestWithin(values: readonly unknown[], depth: number): readonly JsonRecord[] | null {
  return values
    .map((value) => (typeof value === 'object' && !isGeometry(value) ? longestList(value, depth + 1) : null))
    .reduce((best, next) => ((next?.length ?? 0) > (best?.length ?? 0) ? next : best), null);
}

/** Places within a record under other names than lists call them. */
const renamed: Readonly<Record<string, string>> = {
  title: 'name',
  telephone: 'tel',
  lonlat: 'location',
  formatted_address: 'address',
  keyWord: 'address',
};

/** A record as a row: what is nested becomes columns, a position two, a shape the row's own. */
function toFeature(record: JsonRecord): FeatureLike {
  const properties: Record<string, unknown> = {};
  let geometry: GeoJSON.Geometry | null = null;
  for (const [key, value] of Object.entries(record)) {
    const pair = isRecord(value) ? positionIn(value) : null;
    if (pair && !('lng' in record)) Object.assign(properties, pair);
    else if (isGeometry(value)) geometry ??= value;
    else if (isRecord(value))
      for (const [part, inner] of Object.entries(value)) properties[`${key}.${part}`] = inner;
    else properties[columnOf(key, record)] = value;
  }
  return { properties, geometry };
}

function columnOf(key: string, record: JsonRecord): string {
  const column = renamed[key];
  return column === undefined || column in record ? key : column;
}

function positionIn(value: JsonRecord): { lng: unknown; lat: unknown } | null {
  const lng = value.lng ?? value.lon ?? value.longitude ?? value.x;
  const lat = value.lat ?? value.latitude ?? value.y;
  return lng === undefined || lat === undefined ? null : { lng, lat };
}

/** The answer of a map service, by what only its answers have. */
interface Service {
  readonly name: string;
  readonly system: 'gcj02' | 'bd09' | 'cgcs2000';
  /** Its places within one answer; null where it is not of this service. */
  readonly places: (answer: JsonRecord) => readonly JsonRecord[] | null;
}

const services: readonly Service[] = [
  {
    name: '天地图',
    system: 'cgcs2000',
    places: ({ pois, location }) => {
      const list = listOf(pois);
      if (list?.some((poi) => 'lonlat' in poi)) return list;
      return isRecord(location) && 'lon' in location && 'level' in location ? [location] : null;
    },
  },
  {
    name: '高德',
    system: 'gcj02',
    places: (answer) => {
      const list = listOf(answer.pois) ?? listOf(answer.geocodes) ?? listOf(answer.tips);
      if (list) return list;
      return typeof answer.location === 'string' && 'name' in answer ? [answer] : null;
    },
  },
  {
    name: '百度',
    system: 'bd09',
    places: ({ results, result }) => {
      const list = listOf(results) ?? listOf(result);
      return list?.some((place) => 'uid' in place || isRecord(place.location)) ? list : null;
    },
  },
  {
    name: '腾讯',
    system: 'gcj02',
    places: ({ data, result, status }) => {
      const list = listOf(data) ?? (isRecord(result) ? listOf(result.pois) : null);
      const isPlace = (place: JsonRecord) => 'title' in place && isRecord(place.location);
      return status !== undefined && list?.some(isPlace) ? list : null;
    },
  },
];

function listOf(value: unknown): readonly JsonRecord[] | null {
  return Array.isArray(value) && value.length > 0 && value.every(isRecord) ? value : null;
}

/** The places of one or several answers of a map service, and the system that it answers in; null for anything else. */
export function placesOfService(
  documents: readonly unknown[],
): { readonly records: FeatureLike[]; readonly stated: FileSystem } | null {
  const answers = documents.flatMap((document) => (Array.isArray(document) ? document : [document]));
  for (const { name, system, places } of services) {
    const found = answers.map((answer) => (isRecord(answer) ? places(answer) : null));
    if (!found.some((part) => part !== null)) continue;
    const records = found.flatMap((part) => part ?? []).map(toFeature);
    return { records, stated: { system, name: `${name}接口返回`, by: 'file' } };
  }
  return null;
}
