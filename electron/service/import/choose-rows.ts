import type { ImportOptions } from '#shared/contract/import.ts';
import type { ImportField } from '#shared/registry/fields.ts';
import { columnIndex, type FieldReader } from './field-reader.ts';
import type { ReadList } from './list-system.ts';
import type { TableRow } from './list-table.ts';

type RowChoice = Pick<ImportOptions, 'skipRows' | 'repairs'>;

/** A list without the rows that a person has unticked, and with the values that a person has corrected. */
export function chooseRows(list: ReadList, { skipRows, repairs }: RowChoice): ReadList {
  if (skipRows.length === 0 && repairs.length === 0) return list;
  const skipped = new Set(skipRows);
  const kept = list.rows.filter(({ number }) => !skipped.has(number));
  const rows = repairs.length === 0 ? kept : kept.map((row) => repairRow(row, list, repairs));
  const count = list.rows.length - kept.length;
  const leftOut = {
    name: list.table.sheet ?? '名单',
    rows: count,
    reason: '预览时取消了勾选，没有导入',
  };
  return {
    ...list,
    rows,
    read: readRepaired(list.read, repairs),
    unread: count > 0 ? [...list.unread, leftOut] : list.unread,
  };
}

const positionFields: readonly ImportField[] = ['lngLat', 'lng', 'lat', 'wkt'];

/** A row whose cells hold what was corrected. A position that was corrected stands instead of the row's shape. */
function repairRow(row: TableRow, { table, map }: ReadList, repairs: RowChoice['repairs']): TableRow {
  const own = repairs.filter((repair) => repair.row === row.number);
  if (own.length === 0) return row;
  const cells = [...row.cells];
  const corrected = new Set<number | null>();
  for (const { field, value } of own) {
    const column = map[field];
    if (column === undefined) continue;
    const at = columnIndex(table, column);
    cells[at] = value.trim();
    corrected.add(at);
  }
  const { turned, remarks = [], ...plain } = row;
  const left = remarks.filter(({ column }) => !corrected.has(column));
  const isPlaced = own.some(({ field }) => positionFields.includes(field));
  return {
    ...plain,
    cells,
    ...(isPlaced ? { geometry: null } : turned && { turned }),
    ...(left.length > 0 && { remarks: left }),
  };
}

/** What a person has corrected stands before what the list says. */
function readRepaired(read: FieldReader, repairs: RowChoice['repairs']): FieldReader {
  const repaired = new Map(repairs.map(({ row, field, value }) => [`${row}/${field}`, value.trim()]));
  return (row: TableRow, field) => repaired.get(`${row.number}/${field}`) ?? read(row, field);
}
