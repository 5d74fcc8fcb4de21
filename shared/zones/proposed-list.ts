import { readPlaceText } from '../geodesy/coordinate-text.ts';
import type { LngLat } from '../geodesy/units.ts';
import type { ProposedPart as Part } from './proposed-parts.ts';

/** A venue that somebody wants to open, as a line of a pasted list has it. */
export interface ProposedVenue {
  readonly name: string;
  /** In the words of the list; empty where it says nothing. */
  readonly kind: string;
  readonly address: string;
  readonly position: LngLat | null;
}

/** In which column of a list each part stands, counted from 0. */
export type ProposedColumns = Readonly<Partial<Record<Part, number>>>;

const heads: readonly (readonly [Part, RegExp])[] = [
  ['lng', /^(经度|lng|lon|longitude|x)$/i],
  ['lat', /^(纬度|lat|latitude|y)$/i],
  ['place', /坐标|经纬度|位置坐标/],
  ['kind', /类别|类型|业态|行业|经营项目|种类/],
  ['address', /地址|住所|住址|位置|地点|经营场所$/],
  ['name', /名称|店名|字号|申请人|场所|企业|单位/],
];

/**
 * Reads a list as it is pasted from a spreadsheet or written line by line: with heads, or without. Without, a cell that
 * reads as coordinates is the place, one that is a known kind is the kind, the first other one the name and the last the
 * address; a line of one cell is an address.
 */
export function readProposedList(text: string, isKind: (words: string) => boolean): ProposedVenue[] {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.replace(/^ +| +$/g, ''))
    .filter((line) => line.trim() !== '');
  const parted = lines.map(cellsOf);
  const [first = []] = parted;
  const columns = first.map(partOf);
  const hasHeads =
    columns.filter((part) => part !== null).length >= Math.min(2, first.length) && !first.some(isPlace);
  if (!hasHeads) return parted.map((cells) => guess(cells, isKind));
  return parted.slice(1).map((cells) => byColumns(cells, columns));
}

function partOf(head: string): Part | null {
  return heads.find(([, words]) => words.test(head))?.[0] ?? null;
}

/** The columns of a list by their heads; of several for one part the first. */
export function findProposedColumns(titles: readonly string[]): ProposedColumns {
  return columnsOf(titles.map(partOf));
}

function columnsOf(parts: readonly (Part | null)[]): ProposedColumns {
  const found: Partial<Record<Part, number>> = {};
  for (const [at, part] of parts.entries()) if (part) found[part] ??= at;
  return found;
}

/** Whether columns say where venues would be. */
export function sayWhere({ address, place, lng, lat }: ProposedColumns): boolean {
  return address !== undefined || place !== undefined || (lng !== undefined && lat !== undefined);
}

const isPlace = (cell: string) => readPlaceText(cell) !== null;

/** Cells of a spreadsheet stand between tabs; written by hand, between commas or wide spaces. */
function cellsOf(line: string): string[] {
  const separator = line.includes('\t') ? /\t/ : /[,，;；]|\s{2,}/;
  const cells = line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  return joinCoordinates(cells.filter((cell) => cell !== '' || separator.source === '\\t'));
}

/** A longitude and a latitude that a comma parted are one place. */
function joinCoordinates(cells: readonly string[]): string[] {
  const isDegrees = (cell: string | undefined) => cell !== undefined && /^\d{1,3}\.\d{2,}$/.test(cell);
  const at = cells.findIndex((cell, i) => isDegrees(cell) && isDegrees(cells[i + 1]));
  return at < 0
    ? [...cells]
    : [...cells.slice(0, at), `${cells[at]},${cells[at + 1]}`, ...cells.slice(at + 2)];
}

function byColumns(cells: readonly string[], columns: readonly (Part | null)[]): ProposedVenue {
  // Where coordinates have one head or two, they are one cell.
  const parts = cells.length < columns.length ? columns.filter((part) => part !== 'lat') : columns;
  return proposedIn(cells, columnsOf(parts));
}

/** The venue of a line whose columns are known. */
export function proposedIn(cells: readonly string[], columns: ProposedColumns): ProposedVenue {
  const of = (wanted: Part) => cells[columns[wanted] ?? -1]?.trim() ?? '';
  const place =
    columns.lng === undefined
      ? of('place')
      : `${of('lng')}${columns.lat === undefined ? '' : `,${of('lat')}`}`;
  const address = of('address');
  return {
    name: of('name'),
    kind: of('kind'),
    address: isPlace(address) ? '' : address,
    position: readPlaceText(place) ?? readPlaceText(address),
  };
}

function guess(cells: readonly string[], isKind: (words: string) => boolean): ProposedVenue {
  const place = cells.find(isPlace) ?? '';
  const kind = cells.find((cell) => cell !== place && isKind(cell)) ?? '';
  const rest = cells.filter((cell) => cell !== '' && cell !== place && cell !== kind);
  const address = rest.length > 1 || (place === '' && rest.length === 1) ? (rest.at(-1) ?? '') : '';
  return {
    name: rest.length > 1 || address === '' ? (rest[0] ?? '') : '',
    kind,
    address,
    position: readPlaceText(place),
  };
}

/** A list as it would be pasted, with heads. */
export function writeProposedList(rows: readonly ProposedVenue[]): string {
  const plain = (cell: string) => cell.replace(/\s+/g, ' ');
  const lines = rows.map(({ name, kind, address, position }) =>
    [plain(name), plain(kind), plain(address), position?.join(',') ?? ''].join('\t'),
  );
  return ['名称\t类别\t地址\t坐标', ...lines].join('\n');
}
