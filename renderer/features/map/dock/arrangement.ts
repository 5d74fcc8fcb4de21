import { findColumn, type TableName, tableColumns } from '#shared/tables/table-columns.ts';
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

export function rememberColumns(table: TableName, columns: readonly ShownColumn[]): void {
  localStorage.setItem(keyOf(table), JSON.stringify(columns));
}
