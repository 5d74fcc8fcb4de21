import type { OutputOf } from '#shared/contract/contract.ts';
import { findColumn, type TableName } from '#shared/tables/table-columns.ts';
import type { ShownColumn } from '../../../components/data-grid/data-grid-props.ts';

/** What stands beneath the rows, by column: how many there are, and of numbers their sum or, where that means nothing, their mean. */
export function footerOf(
  table: TableName,
  { total, columns }: OutputOf<'tables.totals'>,
  shown: readonly ShownColumn[],
): Record<string, string> {
  const figures = columns.flatMap(({ column: key, sum, mean }) => {
    const column = findColumn(table, key);
    if (!column || mean === null) return [];
    const digits = column.digits ?? 0;
    const words = column.summed
      ? `共 ${(sum ?? 0).toLocaleString('zh-CN', { maximumFractionDigits: digits })} ${column.summed}`
      : `均 ${mean.toFixed(1)}`;
    return [[key, words] as const];
  });
  const counted = shown.find(({ key }) => findColumn(table, key)?.type !== 'number');
  return {
    ...Object.fromEntries(figures),
    ...(counted ? { [counted.key]: `共 ${total.toLocaleString('zh-CN')} 行` } : {}),
  };
}
