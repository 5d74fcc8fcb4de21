import type { ImportKind } from '#shared/contract/import.ts';
import { isSchoolPlace } from '#shared/registry/stage.ts';
import type { FieldReader } from './field-reader.ts';
import type { TableRow } from './list-table.ts';
import { facilityWord } from './list-words.ts';

/** Words by which a map service files the gates of schools and campuses. */
const gateWords =
  /(学校|校园|校区|小学|中学|幼儿园|大学|学院).*门$|^(东|南|西|北|东南|东北|西南|西北|正|侧|后|大)+(大)?门$/;

/** How areas are filed or named: 区县, 镇街, 社区, police areas. */
const areaWords =
  /区县|镇街|乡镇|街道|社区|辖区|行政区|派出所|district|street$|town$|community|village|administrative|[区县镇乡村旗]$/;

/** What a row of a mixed list is, by its shape, its category and its name. */
export function kindOfRow(row: TableRow, read: FieldReader): ImportKind {
  const name = read(row, 'name');
  const category = read(row, 'category') || read(row, 'kind');
  const shape = row.geometry?.type ?? read(row, 'wkt').match(/^\s*(MULTI)?(POLYGON|LINESTRING)/i)?.[2] ?? '';
  if (/polygon/i.test(shape) && isSchoolPlace(category, name)) return 'campuses';
  // An outline that is neither a school's nor an area's is a building's: the venue in it.
  if (/polygon/i.test(shape)) return areaWords.test(`${category}|${name}`) ? 'regions' : 'venues';
  if (/linestring/i.test(shape)) return 'roads';
  if (gateWords.test(name) && (category === '' || /门|出入口|通行|entrance|gate/.test(category)))
    return 'gates';
  if (isSchoolPlace(category, name)) return 'schools';
  if (facilityWord(category) !== null) return 'facilities';
  return 'venues';
}
