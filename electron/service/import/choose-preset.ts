import { CodedError } from '#shared/contract/errors.ts';
import type { ColumnMap, ImportOptions, Preset } from '#shared/contract/import.ts';
import { matchContent } from '#shared/registry/column-content.ts';
import { type ImportField, importFields, matchHeader } from '#shared/registry/fields.ts';
import { comparable } from '#shared/registry/text.ts';
import { columnIndex } from './field-reader.ts';
import type { ParsedTable, Table } from './list-table.ts';

/**
 * How the columns of a list are matched: what was mapped by hand, over the preset that was named or that
 * the header tells, over the wordings that are known. Errors: PRESET_UNKNOWN.
 */
export function choosePreset(
  presets: readonly Preset[],
  table: ParsedTable,
  { preset: wanted, map, header }: Pick<ImportOptions, 'preset' | 'map' | 'header'>,
): { preset: Preset | null; map: ColumnMap } {
  const byHand = Object.keys(map).length > 0;
  if (wanted === null && byHand) return { preset: null, map };
  const preset = wanted === null ? presetOf(table.columns, presets) : presets.find(({ id }) => id === wanted);
  if (wanted !== null && !preset)
    throw new CodedError('PRESET_UNKNOWN', { id: wanted, known: presets.map(({ id }) => id).join('、') });
  // With columns mapped by hand beside a preset, nothing else is guessed.
  const matched = header && !byHand ? matchHeader(table.columns) : {};
  const named: ColumnMap = { ...matched, ...(preset ? mapOf(preset, table, header) : {}), ...map };
  return { preset: preset ?? null, map: byHand ? named : withContent(table, named) };
}

const placeFields: readonly ImportField[] = ['lng', 'lat', 'lngLat', 'wkt'];

/**
 * Fields that the header does not name are found by the columns' values. A second position is not looked for, and a
 * longitude without a latitude is not used.
 */
function withContent(table: ParsedTable, named: ColumnMap): ColumnMap {
  const taken = new Set(Object.values(named).map((column) => columnIndex(table, column)));
  const isPlaced =
    table.hasGeometry ||
    named.lngLat !== undefined ||
    named.wkt !== undefined ||
    (named.lng !== undefined && named.lat !== undefined);
  const found = matchContent(
    table.rows,
    table.columns.length,
    taken,
    (field) => named[field] === undefined && !(isPlaced && placeFields.includes(field)),
  );
  const { lng, lat } = { lng: found.has('lng') || named.lng, lat: found.has('lat') || named.lat };
  const map: ColumnMap = { ...named };
  for (const [field, at] of found) {
    const isHalf = (field === 'lng' || field === 'lat') && !(lng && lat);
    if (!isHalf) map[field] = nameOf(table.columns, at);
  }
  return map;
}

/** A column by its name, or by its number where another has the same name. */
function nameOf(columns: readonly string[], at: number): string {
  const name = columns[at] ?? '';
  return columns.indexOf(name) === at ? name : String(at + 1);
}

/**
 * From so many columns on, a form is still recognised where one or two columns were removed before the list was sent
 * on.
 */
const MANY_COLUMNS = 7;
const KNOWN_SHARE = 0.85;

/** The preset whose columns a header has; of several the most particular. */
function presetOf(columns: readonly string[], presets: readonly Preset[]): Preset | null {
  const known = new Set(columns.map(comparable));
  const hasForm = (preset: Preset) => {
    const there = preset.columns.filter((column) => known.has(comparable(column))).length;
    const needed = preset.columns.length >= MANY_COLUMNS ? KNOWN_SHARE : 1;
    return there >= needed * preset.columns.length;
  };
  return presets
    .filter(hasForm)
    .reduce<Preset | null>(
      (best, next) => (next.columns.length > (best?.columns.length ?? 0) ? next : best),
      null,
    );
}

/** A preset's columns by name, or by their order in a list without a header. */
function mapOf(preset: Preset, { columns }: Pick<Table, 'columns'>, header: boolean): ColumnMap {
  const map: ColumnMap = {};
  for (const field of importFields) {
    const column = preset.map[field];
    if (column === undefined) continue;
    const there = columns.find((name) => comparable(name) === comparable(column));
    const place = preset.columns.indexOf(column);
    if (header && there !== undefined) map[field] = there;
    if (!header && place >= 0 && place < columns.length) map[field] = String(place + 1);
  }
  return map;
}
