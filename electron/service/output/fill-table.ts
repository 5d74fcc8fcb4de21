/** A column that knows what it shows of a row, by the row and its place in the table from 0. */
export type Filled<Column, Row, Cell> = Column & { readonly cell: (row: Row, index: number) => Cell };

/** Columns and the cells of all rows: title and cell of a column are told together, so that neither slips aside. */
export function fillTable<Column, Row, Cell>(
  columns: readonly Filled<Column, Row, Cell>[],
  rows: readonly Row[],
): { columns: readonly Column[]; rows: Cell[][] } {
  return { columns, rows: rows.map((row, index) => columns.map(({ cell }) => cell(row, index))) };
}
