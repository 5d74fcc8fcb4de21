import type { EdgeFindingTold } from '#shared/contract/districts.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import type { ExportTable } from '../export/table.ts';

/** What was found across the borders of a district, as a table with the places of the venues. */
export function edgesTable(
  found: readonly EdgeFindingTold[],
  kinds: ReadonlyMap<string, string>,
): ExportTable {
  return {
    columns: [
      '判定',
      '学校',
      '学校所在辖区',
      '场所',
      '场所所在辖区（办理）',
      '类别',
      '距离（米）',
      '限值（米）',
    ],
    rows: found.map((each) => [
      severityNames[each.severity],
      each.school,
      each.schoolDistrict,
      each.venue,
      each.venueDistrict,
      kinds.get(each.category) ?? each.category,
      Math.round(each.distance * 10) / 10,
      each.limit,
    ]),
    geometry: (index) => {
      const place = found[index]?.position;
      return place ? { type: 'Point', coordinates: [...place] } : null;
    },
  };
}
