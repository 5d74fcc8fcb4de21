import type { TableRow } from '#shared/contract/tables.ts';
import type { CellValue } from '#shared/tables/table-columns.ts';

/** A row with its values by column. */
export type GridRow = Omit<TableRow, 'cells'> & { readonly values: Readonly<Record<string, CellValue>> };
