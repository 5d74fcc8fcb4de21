import { readCreditCode } from './credit-code.ts';
import type { ImportField } from './fields.ts';

/** Rows that tell what a column holds. */
const LOOKED_AT = 200;
/** Fewer values say nothing. */
const ENOUGH = 3;
const NEARLY_ALL = 0.8;

/** What values of a field look like, where they look like nothing else; the surest first. */
const looks: readonly (readonly [field: ImportField, isLike: (value: string) => boolean])[] = [
  ['uscc', (value) => /^[0-9A-Z]{18}$/i.test(value) && readCreditCode(value).fault === null],
  ['wkt', (value) => /^(SRID=\d+;)?\s*(MULTI)?(POINT|LINESTRING|POLYGON)\s*\(/i.test(value)],
  ['lngLat', (value) => /^1?\d{2}\.\d{3,}\s*[,，;；\s]\s*\d{1,2}\.\d{3,}$/.test(value)],
  ['lng', (value) => /^\d{2,3}\.\d{3,}$/.test(value) && Number(value) >= 73 && Number(value) <= 136],
  ['lat', (value) => /^\d{1,2}\.\d{3,}$/.test(value) && Number(value) >= 3 && Number(value) <= 54],
  ['phone', (value) => /^(1[3-9]\d[\d*]{8}|0\d{2,3}-?\d{7,8})$/.test(value)],
  [
    'address',
    (value) =>
      /(路|街|巷|道|胡同|里|村|镇|乡|区).*[\d一二三四五六七八九十]+.{0,2}(号|室|层|楼|栋|幢|单元|米)/.test(
        value,
      ),
  ],
  [
    'name',
    (value) =>
      value.length <= 40 &&
      /(店|吧|馆|厅|城|公司|中心|会所|旅社|酒店|超市|部|行|坊|社|小学|中学|学校|幼儿园|大学|KTV|咖|铺|场|站|网咖|工作室|俱乐部)(\([^)]*\)|（[^）]*）)?$/i.test(
        value,
      ),
  ],
];

/** Whether a cell is a value that no column would be called by: a code, a position, a telephone. */
export function isPlainlyValue(cell: string): boolean {
  return looks.some(([field, isLike]) => field !== 'address' && field !== 'name' && isLike(cell));
}

/**
 * Fields that no header names and that a column's values speak for, as places of columns from 0. Each column is asked
 * for one field, the first one that it could be; columns that are taken are left alone.
 */
export function matchContent(
  rows: readonly { readonly cells: readonly string[] }[],
  width: number,
  taken: ReadonlySet<number>,
  wanted: (field: ImportField) => boolean,
): Map<ImportField, number> {
  const found = new Map<ImportField, number>();
  for (let column = 0; column < width; column++) {
    if (taken.has(column)) continue;
    const values = rows.slice(0, LOOKED_AT).flatMap(({ cells }) => cells[column] || []);
    if (values.length < Math.max(1, Math.min(ENOUGH, rows.length))) continue;
    const like = looks.find(([, isLike]) => values.filter(isLike).length >= NEARLY_ALL * values.length);
    if (like && wanted(like[0]) && !found.has(like[0])) found.set(like[0], column);
  }
  return found;
}
