import type { ImportKind } from '#shared/contract/import.ts';
import { isSchoolPlace } from '#shared/registry/stage.ts';
import type { FieldReader } from './columns.ts';
import { facilityWord } from './kinds.ts';
import type { TableRow } from './table.ts';

/** Words by which a map service files the gates of schools and campuses. */
const gateWords =
  /(学校|校园|校区|小学|中学|幼儿园|大学|学院).*门$|^(东|南|西|北|东南|东北|西南|西北|正|侧|后|大)+(大)?门$/;

/** What a row of a mixed list is, by its shape, its category and its name. */
export function kindOfRow(row: TableRow, read: FieldReader): ImportKind {
  const name = read(row, 'name');
  const category = read(row, 'category') || read(row, 'kind');
  const shape = row.geometry?.type ?? read(row, 'wkt').match(/^\s*(MULTI)?(POLYGON|LINESTRING)/i)?.[2] ?? '';
  if (/polygon/i.test(shape)) return isSchoolPlace(category, name) ? 'campuses' : 'regions';
  if (/linestring/i.test(shape)) return 'roads';
  if (gateWords.test(name) && (category === '' || /门|出入口|通行|entrance|gate/.test(category)))
    return 'gates';
  if (isSchoolPlace(category, name)) return 'schools';
  if (facilityWord(category) !== null) return 'facilities';
  return 'venues';
}
