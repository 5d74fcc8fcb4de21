import { CodedError } from '#shared/contract/errors.ts';
import type { ColumnMap, ImportKind, ImportOptions, Preset } from '#shared/contract/import.ts';
import type { ReferenceSystem } from '#shared/geodesy/reference-systems.ts';
import type { ImportField } from '#shared/registry/fields.ts';
import { choosePreset } from './choose-preset.ts';
import { createFieldReader, type FieldReader, filterRows } from './field-reader.ts';
import type { ParsedTable, Table, TableRow } from './list-table.ts';

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
  readonly crs: ReferenceSystem | 'none';
  /** 1 where the system was stated. */
  readonly crsConfidence: number;
}

/** Errors: those of `filterRows`, PRESET_UNKNOWN. */
export function listOf<Read extends ParsedTable>(
  table: Read,
  options: ImportOptions,
  presets: readonly Preset[],
): ReadList<Read> {
  const { preset, map } = choosePreset(presets, table, options);
  return {
    table,
    encoding: table.encoding,
    unread: table.unread,
    read: createFieldReader(table, map),
    preset: preset?.id ?? null,
    presetCrs: preset?.crs ?? null,
    map,
    rows: filterRows(table, options.where),
  };
}

const positionFields: readonly ImportField[] = ['lngLat', 'lng', 'lat', 'wkt'];

/** The system that was stated, or follows from the file or its preset. Errors: CRS_REQUIRED. */
export function statedSystem(
  { table, rows, read, presetCrs }: Pick<ReadList<ParsedTable>, 'table' | 'rows' | 'read' | 'presetCrs'>,
  wanted: ReferenceSystem | null,
): ListSystem {
  const crs = wanted ?? presetCrs ?? (table.hasGeometry ? 'wgs84' : null);
  if (crs) return { crs, crsConfidence: 1 };
  const placed = rows.some((row) => positionFields.some((field) => read(row, field) !== ''));
  if (placed) throw new CodedError('CRS_REQUIRED');
  return { crs: 'none', crsConfidence: 0 };
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
