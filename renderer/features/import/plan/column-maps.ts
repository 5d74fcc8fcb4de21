import type { ColumnMap, Preset } from '#shared/contract/import.ts';
import { entriesOf } from '#shared/lists/record.ts';
import { comparable } from '#shared/registry/text.ts';

/** A preset's columns where the list has them: by name, or by their order without a header. */
export function mapOf(preset: Preset, columns: readonly string[], header: boolean): ColumnMap {
  const entries = entriesOf(preset.map);
  return Object.fromEntries(
    entries.flatMap(([field, column]) => {
      const at = header
        ? columns.findIndex((name) => comparable(name) === comparable(column))
        : preset.columns.indexOf(column);
      return at < 0 || at >= columns.length ? [] : [[field, String(at + 1)]];
    }),
  );
}

/** Whether the columns are still matched as the preset has them: after a change by hand it is another form. */
export function isMatchedAs(preset: Preset, map: ColumnMap, columns: readonly string[]): boolean {
  const named = byName(map, columns);
  return entriesOf(mapOf(preset, columns, true)).every(
    ([field, column]) => named[field] === columns[Number(column) - 1],
  );
}

/** The matching by names of columns, where it stands by their numbers. */
export function byName(map: ColumnMap, columns: readonly string[]): ColumnMap {
  return Object.fromEntries(
    Object.entries(map).map(([field, column]) => [
      field,
      columns.includes(column) ? column : (columns[Number(column) - 1] ?? column),
    ]),
  );
}
