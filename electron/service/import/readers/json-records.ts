import type { UnreadPart } from '#shared/contract/import.ts';
import type { FileSystem } from '../list-table.ts';
import { isGeometry } from '../turn-shape.ts';
import type { FeatureLike } from './features.ts';
import { isRecord, type JsonRecord } from './json-documents.ts';

/** How deep the records of an answer may lie within what was wrapped around them. */
const DEEPEST = 5;

/** Records that lie together in a JSON, by the name that they have there. */
interface RecordList {
  readonly name: string;
  readonly records: readonly JsonRecord[];
}

/**
 * Records within a JSON, wherever they were put: the longest list of records with all others of the same columns, and
 * what lists there are beside them; null where there is none.
 */
export function recordsOf(
  documents: readonly unknown[],
): { readonly records: FeatureLike[]; readonly unread: readonly UnreadPart[] } | null {
  // One record by itself is no list.
  const lists = listsIn(documents.length === 1 ? documents[0] : documents, '', 0);
  const longest = lists.reduce<RecordList | null>(
    (best, next) => (next.records.length > (best?.records.length ?? 0) ? next : best),
    null,
  );
  if (!longest?.records.some((record) => Object.values(record).some((value) => !isRecord(value))))
    return null;
  const form = columnsOf(longest);
  const others = lists.filter((list) => columnsOf(list) !== form);
  const unread = others.map(({ name, records }) => ({
    name,
    rows: records.length,
    reason: 'JSON 里的另一组记录，列与名单不同，没有读入；需要时请单独存成一个文件再导入',
  }));
  const own = lists.filter((list) => !others.includes(list));
  return { records: own.flatMap(({ records }) => records.map(toFeature)), unread };
}

function columnsOf({ records: [first] }: RecordList): string {
  return Object.keys(first ?? {})
    .sort()
    .join();
}

function listsIn(value: unknown, name: string, depth: number): RecordList[] {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value) && value.length > 0 && value.every(isRecord)) {
    // One record alone may be what was wrapped around the list.
    const [only] = value;
    const within = value.length === 1 && isRecord(only) ? listsWithin(only, depth) : [];
    return within.length > 0 ? within : [{ name, records: value }];
  }
  return listsWithin(value, depth);
}

function listsWithin(value: object, depth: number): RecordList[] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    typeof inner === 'object' && !isGeometry(inner) ? listsIn(inner, name, depth + 1) : [],
  );
}

/** Where answers say how many records there are in all. */
const totals = ['count', 'total', 'totalCount', 'totalElements'];

/** What an answer says that it left out: it is one page of several. */
export function tellPages(documents: readonly unknown[], read: number, file: string): UnreadPart[] {
  const answers = documents
    .flat()
    .flatMap((answer) => (isRecord(answer) ? [answer, answer.data, answer.result] : []));
  const said = answers.flatMap((answer) =>
    isRecord(answer) ? totals.map((key) => Number(answer[key] ?? 0)).filter(Number.isInteger) : [],
  );
  const rows = Math.max(0, ...said) - read;
  return rows > 0
    ? [{ name: file, rows, reason: `来源写明共有 ${rows + read} 条，文件里只有 ${read} 条，请向来源取全` }]
    : [];
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
