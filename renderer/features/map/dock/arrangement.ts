import type { DistanceCondition } from '#shared/tables/distance-condition.ts';
import { findColumn, nearColumns, type TableName, tableColumns } from '#shared/tables/table-columns.ts';
import type { ShownColumn } from '../../../components/data-grid/data-grid-props.ts';

const keyOf = (table: TableName) => `xueantu.columns.${table}`;

/** Columns as they are shown until a reader arranges them. */
export function usualColumns(table: TableName): ShownColumn[] {
  return tableColumns[table].filter(({ shown }) => shown).map(({ key, width }) => ({ key, width }));
}

/** Columns as this reader last arranged them on this machine. */
export function rememberedColumns(table: TableName): ShownColumn[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(table)) ?? 'null');
    if (!Array.isArray(stored)) return usualColumns(table);
    const known = stored.filter(
      (each): each is ShownColumn =>
        typeof each?.key === 'string' && typeof each?.width === 'number' && !!findColumn(table, each.key),
    );
    return known.length > 0 ? known : usualColumns(table);
  } catch {
    return usualColumns(table);
  }
}

/** What a distance condition measured is shown as long as there is one, so it is not remembered. */
export function rememberColumns(table: TableName, columns: readonly ShownColumn[]): void {
  localStorage.setItem(keyOf(table), JSON.stringify(columns.filter((column) => !isNear(column))));
}

const isNear = ({ key }: ShownColumn) => nearColumns.includes(key);

/** Columns with those of the distance condition, behind the first, where there is one; without them where there is none. */
export function withNear(
  table: TableName,
  columns: readonly ShownColumn[],
  from: DistanceCondition['from']['kind'] | null,
): readonly ShownColumn[] {
  if (from === null) return columns.some(isNear) ? columns.filter((column) => !isNear(column)) : columns;
  if (columns.some(isNear)) return columns;
  const wanted =
    from === 'shape' ? ['nearDistance', 'nearVerdict'] : ['nearSchool', 'nearDistance', 'nearVerdict'];
  const added = wanted.map((key) => ({ key, width: findColumn(table, key)?.width ?? 100 }));
  return [...columns.slice(0, 1), ...added, ...columns.slice(1)];
}
