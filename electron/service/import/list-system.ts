import { CodedError } from '#shared/contract/errors.ts';
import type {
  ColumnMap,
  ImportAs,
  ImportKind,
  ImportOptions,
  Preset,
  UnreadPart,
} from '#shared/contract/import.ts';
import { type CoordinateSystem, numberReadingOf } from '#shared/geodesy/coordinate-systems.ts';
import { readNumberPair, splitCoordinateText } from '#shared/geodesy/coordinate-text.ts';
import { type MetresReading, tellMetres } from '#shared/geodesy/place-numbers.ts';
import type { ReferenceSystem } from '#shared/geodesy/reference-systems.ts';
import {
  type ImportField,
  importFieldNames,
  importFields,
  matchHeader,
  unusedPositions,
} from '#shared/registry/fields.ts';
import type { KeptAdoption } from '../db/queries/adoptions.ts';
import { choosePreset } from './choose-preset.ts';
import { columnIndex, createFieldReader, type FieldReader, filterRows } from './field-reader.ts';
import { withAdoptedColumn } from './list-adoptions.ts';
import type { ParsedTable, Table, TableRow } from './list-table.ts';
import { partsOf } from './shape-parts.ts';
import { isGeometry } from './turn-shape.ts';

/** A file read and its columns matched: what is the same for all its rows. */
export interface ReadList<Read extends ParsedTable = Table> {
  readonly table: Read;
  readonly encoding: string;
  readonly unread: Table['unread'];
  readonly read: FieldReader;
  readonly preset: string | null;
  /** The system that lists of this preset always come in. */
  readonly presetCrs: ReferenceSystem | null;
  /** How the columns were matched in the end. */
  readonly map: ColumnMap;
  /** Rows that the filters let through. */
  readonly rows: readonly TableRow[];
}

/** In which reference system a list is read. */
export interface ListSystem {
  /** `none` for a list without coordinates whose system was not stated. */
  readonly crs: CoordinateSystem | 'none';
  /** 1 where a person or the file has stated the system; less where it follows from evidence or is only usual. */
  readonly crsConfidence: number;
  /** What large numbers are that could be Web Mercator or a zone; null where each row has to tell. */
  readonly metres: MetresReading | null;
}

/** Errors: those of `filterRows`, PRESET_UNKNOWN, COLUMNS_UNKNOWN, TABLE_SIDEWAYS. */
export function listOf<Read extends ParsedTable>(
  table: Read,
  options: ImportOptions,
  presets: readonly Preset[],
  kept: readonly KeptAdoption[] = [],
): ReadList<Read> {
  const { preset, map: matched } = choosePreset(presets, table, options);
  const map = withAdoptedColumn(matched, table, options, kept);
  if (Object.keys(options.map).length === 0) requireColumns(table, map, options.as);
  return {
    table,
    encoding: table.encoding,
    unread: [...table.unread, ...tellOtherPositions(table, map)],
    read: createFieldReader(table, map),
    preset: preset?.id ?? null,
    presetCrs: preset?.crs ?? null,
    map,
    rows: filterRows(table, options.where),
  };
}

/** A list may hold two positions of a row, in two systems or of two places: which one was not read is told. */
function tellOtherPositions(table: ParsedTable, map: ColumnMap): UnreadPart[] {
  const used = Object.values(map).map((column) => table.columns[columnIndex(table, column)] ?? '');
  const others = unusedPositions(table.columns, new Set(used));
  if (others.length === 0 || used.length === 0) return [];
  return [
    {
      name: others.join('、'),
      rows: table.rows.length,
      reason: '也是坐标列，没有使用；要用它请在“列的对应”里改选（命令行用 --map lng=列名 --map lat=列名）',
    },
  ];
}

/** What a list of a kind cannot do without; one of them is enough. */
const needed: Readonly<Record<ImportAs, readonly ImportField[]>> = {
  venues: ['name'],
  schools: ['name', 'schoolCode'],
  campuses: ['name', 'school'],
  gates: ['lngLat', 'lng', 'wkt'],
  facilities: ['kind', 'category', 'name'],
  roads: ['wkt'],
  regions: ['name'],
  addresses: ['address'],
  hazards: ['description'],
  auto: ['name', 'address'],
};

/** A list of which nothing is known would have every row refused for something that stands there. Errors: COLUMNS_UNKNOWN, TABLE_SIDEWAYS. */
function requireColumns(table: ParsedTable, map: ColumnMap, as: ImportAs): void {
  if (isSideways(table)) throw new CodedError('TABLE_SIDEWAYS', { file: table.fileName ?? '' });
  const [first, ...others] = needed[as];
  const isShape = table.hasGeometry && (as === 'gates' || as === 'roads' || as === 'facilities');
  if (!first || isShape || [first, ...others].some((field) => map[field] !== undefined)) return;
  const [example] = table.rows;
  const known = table.columns.map((column, i) => {
    const value = example?.cells[i] ?? '';
    return value === '' ? column : `${column}（如“${value.slice(0, 20)}”）`;
  });
  throw new CodedError('COLUMNS_UNKNOWN', {
    file: table.fileName ?? '',
    needed: importFieldNames[first],
    field: first,
    known: known.length > 0 ? known.join('、') : '没有列',
  });
}

/** So many names of fields one below the other are a header. */
const SIDEWAYS = 3;

/** Whether the header stands in the first column. */
function isSideways({ columns, rows }: ParsedTable): boolean {
  const first = [columns[0] ?? '', ...rows.slice(0, importFields.length).map(({ cells }) => cells[0] ?? '')];
  const known = (cells: readonly string[]) => Object.keys(matchHeader(cells)).length;
  return known(columns) < 2 && known(first) >= SIDEWAYS;
}

const positionFields: readonly ImportField[] = ['lngLat', 'lng', 'lat', 'wkt'];

/** How sure a system is that files of a form usually have. */
const USUAL = 0.5;

/** Whether the system was neither stated nor shown by evidence. */
export function isAssumed({ crs, crsConfidence }: ListSystem): boolean {
  return crs !== 'none' && crsConfidence === USUAL;
}

/** What is kept of how a list was imported: what was asked for, and the system that it was read in. */
export function keptOptions(options: ImportOptions, system: ListSystem): string {
  const { crs, crsConfidence: confidence } = system;
  return JSON.stringify({ ...options, system: { crs, confidence, isAssumed: isAssumed(system) } });
}

type SystemSource = Pick<ReadList<ParsedTable>, 'table' | 'rows' | 'read' | 'presetCrs'>;

/** The system that was stated, or follows from the file or its preset. Errors: CRS_REQUIRED. */
export function statedSystem(list: SystemSource, wanted: CoordinateSystem | null): ListSystem {
  const { table, rows, read, presetCrs } = list;
  const byFile = table.stated?.by === 'file' ? table.stated.system : null;
  const stated = wanted ?? byFile ?? presetCrs;
  if (stated) return { crs: stated, crsConfidence: 1, metres: metresOf(list, stated) };
  if (table.hasGeometry) {
    const crs = table.stated?.system ?? 'wgs84';
    return { crs, crsConfidence: USUAL, metres: metresOf(list, crs) };
  }
  const placed = rows.some((row) => positionFields.some((field) => read(row, field) !== ''));
  if (placed) throw new CodedError('CRS_REQUIRED', { file: table.fileName ?? '' });
  return { crs: 'none', crsConfidence: 0, metres: null };
}

/** Rows that are enough to tell what metres are. */
const SAMPLE = 3000;

/**
 * What metres of a list are: where a person states CGCS2000 or an older datum they are in a zone, else the positions of
 * all rows together decide.
 */
export function metresOf(
  { rows, read }: Pick<SystemSource, 'rows' | 'read'>,
  system: CoordinateSystem,
): MetresReading | null {
  const { system: degrees, frame } = numberReadingOf(system, null);
  if (frame || degrees === 'cgcs2000') return 'zones';
  const every = Math.max(1, Math.floor(rows.length / SAMPLE));
  return tellMetres(
    rows.flatMap((row, i) => {
      const pair = i % every === 0 ? numbersOf(row, read) : null;
      return pair ? [pair] : [];
    }),
  );
}

/** The coordinates of a row as the numbers that stand there; null where it has none. */
function numbersOf(row: TableRow, read: FieldReader): readonly [number, number] | null {
  if (row.geometry) {
    // What is no shape is refused row by row later.
    if (!isGeometry(row.geometry)) return null;
    const [x, y] = firstPosition(row.geometry);
    return x === undefined || y === undefined ? null : [x, y];
  }
  const parts = splitCoordinateText(read(row, 'lngLat')) ?? ([read(row, 'lng'), read(row, 'lat')] as const);
  return readNumberPair(...parts);
}

function firstPosition(geometry: GeoJSON.Geometry): readonly number[] {
  const { points, lines, areas } = partsOf(geometry);
  return points[0] ?? lines[0]?.[0] ?? areas[0]?.[0]?.[0] ?? [];
}

/** What tells lists of one source: kind, header and filters; without a header the columns' meaning. */
export function sourceOf(
  columns: readonly string[],
  map: ColumnMap,
  as: ImportKind,
  { where, header }: Pick<ImportOptions, 'where' | 'header'>,
): string {
  return JSON.stringify([as, columns, where, header ? null : map]);
}
