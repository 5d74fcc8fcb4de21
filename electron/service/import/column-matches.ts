import type { ColumnMap, ColumnMatch, ImportAs, Preset } from '#shared/contract/import.ts';
import { type ImportField, importFields, matchHeader } from '#shared/registry/fields.ts';
import { fitShare } from '#shared/registry/row-fit.ts';
import { columnIndex, createFieldReader, type FieldReader } from './field-reader.ts';
import { kindOfRow } from './kind-of-row.ts';
import type { ParsedTable, Table } from './list-table.ts';

/** Rows looked at to see whether a column holds what its name says. */
const LOOKED_AT = 200;

/** How surely each field was matched: by whom it was named, and whether the values look like it. */
export function explainMatches(
  table: Table,
  map: ColumnMap,
  preset: Preset | null,
  isRemembered: boolean,
): ColumnMatch[] {
  const byHeader = matchHeader(table.columns);
  return importFields.flatMap((field): ColumnMatch[] => {
    const column = map[field];
    if (column === undefined) return [];
    const at = columnIndex(table, column);
    const values = table.rows.slice(0, LOOKED_AT).flatMap(({ cells }) => cells[at] || []);
    const { confidence, reason } = confidenceOf(field, values, {
      stated: preset?.map[field] !== undefined,
      known: byHeader[field] === column,
      isRemembered,
    });
    return [{ field, column: String(at + 1), confidence, reason, isEmpty: values.length === 0 }];
  });
}

function confidenceOf(
  field: ImportField,
  values: readonly string[],
  { stated, known, isRemembered }: { stated: boolean; known: boolean; isRemembered: boolean },
): { confidence: number; reason: string } {
  const named = stated ? '预设' : known ? '列名相符' : isRemembered ? '上次的对应' : '按内容认出';
  if (values.length === 0) return { confidence: 0.5, reason: `${named}，但整列为空` };
  const fit = fitShare(field, values);
  if (fit === null) return { confidence: stated ? 1 : 0.9, reason: named };
  const percent = Math.round(fit * 100);
  return { confidence: fit, reason: `${named}，${percent}% 的内容相符` };
}

/** What tells the kind of a list. */
export type TellingTable = Pick<ParsedTable, 'columns' | 'rows' | 'hasGeometry'>;

/** What a sheet or layer most likely is, by the header words that are known and its rows. */
export function tellKind(table: TellingTable): ImportAs {
  const map = matchHeader(table.columns);
  return guessKind(table, createFieldReader(table, map), map);
}

/** What a list most likely is: the kind of nearly all its rows, or a mixed one. */
export function guessKind(table: TellingTable, read: FieldReader, map: ColumnMap): ImportAs {
  if (map.description !== undefined) return 'hazards';
  if (map.schoolCode !== undefined || map.stage !== undefined) return table.hasGeometry ? 'auto' : 'schools';
  if (map.school !== undefined && (map.lng ?? map.lngLat ?? (table.hasGeometry || undefined)) !== undefined)
    return 'gates';
  if (map.uscc !== undefined || map.scope !== undefined) return 'venues';
  if (map.name === undefined && map.address !== undefined) return 'addresses';
  const counts = new Map<ImportAs, number>();
  const rows = table.rows.slice(0, LOOKED_AT);
  for (const row of rows) {
    const kind = kindOfRow(row, read);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!most) return 'venues';
  return most[1] >= NEARLY_ALL * rows.length ? most[0] : 'auto';
}

const NEARLY_ALL = 0.95;
