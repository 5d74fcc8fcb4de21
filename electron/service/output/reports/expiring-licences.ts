import { toLetExpire } from '#shared/licences/licence-queries.ts';
import { licenceStateNames, licenceZoneNames } from '#shared/licences/licence-state.ts';
import { keysOf } from '#shared/lists/record.ts';
import { basisText } from '#shared/rules/rule.ts';
import { sweptWhen } from '#shared/sweeps/school-coverage.ts';
import { placeTitle } from '#shared/sweeps/visit-rules.ts';
import { selectRows } from '../../db/queries/table-query.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { type Filled, fillTable } from '../fill-table.ts';
import type { ReportColumn, ReportSheet } from './workbook.ts';

const keys = [
  'state',
  'zone',
  'venueName',
  'category',
  'address',
  'schoolName',
  'distance',
  'ruleId',
  'kind',
  'number',
  'holder',
  'validUntil',
  'daysLeft',
] as const;
type Row = Readonly<Record<(typeof keys)[number], string | number | null>>;

/** Where the licence ends first stands first; where it has to be measured before, last. */
const zoneOrder: readonly Row['zone'][] = keysOf(licenceZoneNames);

/**
 * Licences inside a zone that have ended or end before the next quarter does, as things stand on a day: those that a
 * rule lets run out first, those of venues that must be measured before last.
 */
export async function expiringLicenceRows({
  db,
  workspace,
  today,
}: Pick<QueryContext, 'db' | 'workspace' | 'today'>): Promise<Pick<ReportSheet, 'columns' | 'rows'>> {
  const { catalogue, pack, rules, rowSets } = workspace;
  const request = { table: 'licences' as const, today, due: sweptWhen(pack, today) };
  const ids = await rowSets.ids({ ...request, query: toLetExpire, text: '', sort: [], about: null });
  const rows = (await selectRows(db, request, keys, ids)).map(
    ({ cells }) => Object.fromEntries(keys.map((key, i) => [key, cells[i] ?? null])) as Row,
  );
  const bases = new Map(rules.map((rule) => [rule.id, basisText(rule)]));
  return fillTable(columnsOf(catalogue.categoryTitles, bases), rows.toSorted(byZone));
}

function byZone(a: Row, b: Row): number {
  const [first, second] = [a, b].map(({ zone }) => zoneOrder.indexOf(zone));
  return (first ?? 0) - (second ?? 0);
}

function columnsOf(
  categories: ReadonlyMap<string, string>,
  bases: ReadonlyMap<string, string>,
): readonly Filled<ReportColumn, Row, string | number | null>[] {
  const named = (names: Readonly<Record<string, string>>, value: string | number | null) =>
    names[String(value)] ?? value;
  return [
    { title: '序号', width: 6, kind: 'count', cell: (_, index) => index + 1 },
    { title: '场所', width: 26, total: 'filled', cell: ({ venueName }) => venueName },
    { title: '类别', width: 11, cell: ({ category }) => placeTitle(categories, String(category)) },
    { title: '地址', width: 30, cell: ({ address }) => address },
    { title: '学校', width: 22, cell: ({ schoolName }) => schoolName },
    { title: '距离（米）', width: 9, kind: 'metres', cell: ({ distance }) => distance },
    { title: '所在范围', width: 16, cell: ({ zone }) => named(licenceZoneNames, zone) },
    { title: '许可证类型', width: 20, cell: ({ kind }) => kind },
    { title: '许可证号', width: 22, cell: ({ number }) => number },
    { title: '持证人', width: 16, cell: ({ holder }) => holder },
    { title: '有效期止', width: 12, kind: 'day', cell: ({ validUntil }) => validUntil },
    { title: '剩余天数', width: 9, kind: 'count', cell: ({ daysLeft }) => daysLeft },
    { title: '状态', width: 16, cell: ({ state }) => named(licenceStateNames, state) },
    { title: '依据', width: 36, cell: ({ ruleId }) => bases.get(String(ruleId)) ?? '' },
    { title: '处理意见', width: 16, cell: () => '' },
  ];
}
