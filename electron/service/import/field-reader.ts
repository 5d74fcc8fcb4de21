import { CodedError } from '#shared/contract/errors.ts';
import type { ColumnMap } from '#shared/contract/import.ts';
import { type ImportField, importFields, matchHeader } from '#shared/registry/fields.ts';
import type { ParsedTable, TableRow } from './list-table.ts';

/** What columns are found by. */
type Table = Pick<ParsedTable, 'columns' | 'fileName'>;

/** Reads one field of a row; empty where the field has no column. */
export type FieldReader = (row: TableRow, field: ImportField) => string;

/** The columns of the fields that are mapped, in the order of the fields. */
function fieldColumns(table: Table, map: ColumnMap): Map<ImportField, number> {
  const named: ColumnMap = Object.keys(map).length > 0 ? map : matchHeader(table.columns);
  const indexes = new Map<ImportField, number>();
  for (const field of importFields) {
    const column = named[field];
    if (column !== undefined) indexes.set(field, columnIndex(table, column));
  }
  return indexes;
}

/** Joins the columns the user named with those that the header names by itself. */
export function createFieldReader(table: Table, map: ColumnMap): FieldReader {
  const indexes = fieldColumns(table, map);
  return (row, field) => {
    const index = indexes.get(field);
    return index === undefined ? '' : (row.cells[index] ?? '');
  };
}

/** A column by name or by number from 1. Errors: COLUMN_UNKNOWN. */
export function columnIndex(table: Table, column: string): number {
  const byName = table.columns.indexOf(column);
  const index = byName >= 0 ? byName : Number(column) - 1;
  if (!Number.isInteger(index) || index < 0 || index >= table.columns.length)
    throw new CodedError('COLUMN_UNKNOWN', {
      file: table.fileName ?? '',
      column,
      known: table.columns.join('、'),
    });
  return index;
}

/** The rows that match every `column~regular expression`. Errors: FILTER_INVALID, COLUMN_UNKNOWN. */
export function filterRows(table: ParsedTable, filters: readonly string[]): TableRow[] {
  const tests = filters.map((filter) => {
    const [, column, source] = /^(.+?)~(.+)$/s.exec(filter) ?? [];
    const pattern = source === undefined ? null : compile(source);
    if (column === undefined || !pattern) throw new CodedError('FILTER_INVALID', { filter });
    return { index: columnIndex(table, column), pattern };
  });
  return table.rows.filter((row) =>
    tests.every(({ index, pattern }) => pattern.test(row.cells[index] ?? '')),
  );
}

function compile(source: string): RegExp | null {
  try {
    return new RegExp(source);
  } catch {
    return null;
  }
}
