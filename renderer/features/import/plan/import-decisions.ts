import type { Adoption } from '#shared/classification/adopted-values.ts';
import type {
  ColumnMap,
  ImportAs,
  ImportOptions,
  ImportPreview,
  Preset,
  Reading,
} from '#shared/contract/import.ts';
import type { CoordinateSystem } from '#shared/geodesy/coordinate-systems.ts';
import type { ImportField } from '#shared/registry/fields.ts';
import { fieldsOf } from './column-fields.tsx';
import { isMatchedAs, mapOf } from './column-maps.ts';

/** What the clerk has decided of a list. */
export interface Decisions {
  readonly as: ImportAs;
  readonly crs: CoordinateSystem | null;
  readonly map: ColumnMap;
  readonly preset: Preset | null;
  /** Only rows whose column holds one of some texts; a column by its number from 1. */
  readonly where: RowFilter;
  /** What values of its columns mean. */
  readonly adoptions: readonly Adoption[];
}

export interface RowFilter {
  readonly column: string | null;
  readonly pattern: string;
}

const positionFields: readonly ImportField[] = ['lngLat', 'lng', 'lat', 'wkt'];

/** What the file itself leads to. */
export function firstDecisions(preview: ImportPreview): Decisions {
  return {
    as: preview.as,
    // What only the standard of such files says is no evidence: in China few heed it.
    crs: (preview.stated?.by === 'file' ? preview.stated.system : null) ?? preview.preset?.crs ?? null,
    map: preview.map,
    preset: preview.preset,
    where: { column: null, pattern: '' },
    adoptions: [],
  };
}

/** What a preset decides. */
export function presetDecisions(
  preset: Preset,
  preview: ImportPreview,
  { header }: Reading,
): Partial<Decisions> {
  return {
    preset,
    as: preset.as,
    map: mapOf(preset, preview.columns, header),
    ...(preset.crs ? { crs: preset.crs } : {}),
  };
}

/** The import that decisions ask for: only fields of this kind of list, and the preset while its form is kept. */
export function optionsOf(
  { as, crs, map, preset, where, adoptions }: Decisions,
  preview: ImportPreview,
  reading: Reading,
): ImportOptions {
  const wanted: ColumnMap = Object.fromEntries(
    fieldsOf[as].flatMap((field) => (map[field] === undefined ? [] : [[field, map[field]]])),
  );
  return {
    ...reading,
    as,
    crs,
    map: wanted,
    where: where.column && where.pattern ? [`${where.column}~${where.pattern}`] : [],
    // The person has seen the sheet that is meant.
    ofKind: false,
    skipRows: [],
    repairs: [],
    adoptions: [...adoptions],
    preset: preset && isMatchedAs(preset, wanted, preview.columns) ? preset.id : null,
  };
}

export function hasPositions({ map }: ImportOptions, preview: ImportPreview): boolean {
  return preview.hasGeometry || positionFields.some((field) => map[field] !== undefined);
}

/** What has to be decided before the list can be imported; null for nothing. */
export function undecided(options: ImportOptions, preview: ImportPreview): string | null {
  if (hasPositions(options, preview) && options.crs === null) return '请先确认坐标系';
  return Object.keys(options.map).length > 0 || preview.hasGeometry ? null : '请先指定列的对应';
}

/** Whether the first row looks like one of the others. */
export function looksHeaderless(preview: ImportPreview, { header }: Reading): boolean {
  return header && !preview.hasGeometry && !preview.isHeaderKnown && preview.remembered === null;
}
