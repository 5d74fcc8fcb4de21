import type { ImportKind } from '#shared/contract/import.ts';
import { readSchoolPart } from '#shared/registry/school-part.ts';
import { isSchoolPlace } from '#shared/registry/stage.ts';
import type { FieldReader } from './field-reader.ts';
import type { TableRow } from './list-table.ts';
import { facilityWord } from './list-words.ts';

/** How lists file gates: as gates, as the school that they belong to, or not at all. */
const gateCategory = /^$|门|出入口|通行|entrance|gate|学校|小学|中学|幼儿园|school|kindergarten/;

/** How areas are filed or named: 区县, 镇街, 社区, police areas. */
const areaWords =
  /区县|镇街|乡镇|街道|社区|辖区|行政区|派出所|district|street$|town$|community|village|administrative|[区县镇乡村旗]$/;

/** What a row of a mixed list is, by its shape, its category and its name. */
export function kindOfRow(row: TableRow, read: FieldReader): ImportKind {
  const name = read(row, 'name');
  const category = read(row, 'category') || read(row, 'kind');
  const shape = row.geometry?.type ?? read(row, 'wkt').match(/^\s*(MULTI)?(POLYGON|LINESTRING)/i)?.[2] ?? '';
  if (/polygon/i.test(shape) && isSchoolPlace(category, name)) return 'campuses';
  // An outline that is neither a school nor an area is a building, and the row is the venue in it.
  if (/polygon/i.test(shape)) return areaWords.test(`${category}|${name}`) ? 'regions' : 'venues';
  if (/linestring/i.test(shape)) return 'roads';
  if (readSchoolPart(name)?.isGate && gateCategory.test(category)) return 'gates';
  if (isSchoolPlace(category, name)) return 'schools';
  if (facilityWord(category) !== null) return 'facilities';
  return 'venues';
}
