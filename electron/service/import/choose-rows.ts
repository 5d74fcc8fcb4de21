import type { ImportOptions } from '#shared/contract/import.ts';
import type { FieldReader } from './field-reader.ts';
import type { ReadList } from './list-system.ts';
import type { TableRow } from './list-table.ts';

type RowChoice = Pick<ImportOptions, 'skipRows' | 'repairs'>;

/** A list without the rows that a person has unticked, and with the values that a person has corrected. */
export function chooseRows(list: ReadList, { skipRows, repairs }: RowChoice): ReadList {
  if (skipRows.length === 0 && repairs.length === 0) return list;
  const skipped = new Set(skipRows);
  const rows = list.rows.filter(({ number }) => !skipped.has(number));
  const count = list.rows.length - rows.length;
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

/** What a person has corrected stands before what the list says. */
function readRepaired(read: FieldReader, repairs: RowChoice['repairs']): FieldReader {
  const repaired = new Map(repairs.map(({ row, field, value }) => [`${row}/${field}`, value.trim()]));
  return (row: TableRow, field) => repaired.get(`${row.number}/${field}`) ?? read(row, field);
}
