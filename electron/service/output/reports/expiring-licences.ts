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
type Value = string | number | null;
/** Tells what a row has in a column. */
type Row = (key: (typeof keys)[number]) => Value;

/** What a rule lets run out comes first; what has to be measured before, last. */
const zoneOrder: readonly Value[] = keysOf(licenceZoneNames);

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
    ({ cells }): Row =>
      (key) =>
        cells[keys.indexOf(key)] ?? null,
  );
  const bases = new Map(rules.map((rule) => [rule.id, basisText(rule)]));
  return fillTable(columnsOf(catalogue.categoryTitles, bases), rows.toSorted(byZone));
}

function byZone(a: Row, b: Row): number {
  const [first, second] = [a, b].map((row) => zoneOrder.indexOf(row('zone')));
  return (first ?? 0) - (second ?? 0);
}

function columnsOf(
  categories: ReadonlyMap<string, string>,
  bases: ReadonlyMap<string, string>,
): readonly Filled<ReportColumn, Row, Value>[] {
  const named = (names: Readonly<Record<string, string>>, value: Value) => names[String(value)] ?? value;
  return [
    { title: '序号', width: 6, kind: 'count', cell: (_, index) => index + 1 },
    { title: '场所', width: 26, total: 'filled', cell: (row) => row('venueName') },
    { title: '类别', width: 11, cell: (row) => placeTitle(categories, String(row('category'))) },
    { title: '地址', width: 30, cell: (row) => row('address') },
    { title: '学校', width: 22, cell: (row) => row('schoolName') },
    { title: '距离（米）', width: 9, kind: 'metres', cell: (row) => row('distance') },
    { title: '所在范围', width: 16, cell: (row) => named(licenceZoneNames, row('zone')) },
    { title: '许可证类型', width: 20, cell: (row) => row('kind') },
    { title: '许可证号', width: 22, cell: (row) => row('number') },
    { title: '持证人', width: 16, cell: (row) => row('holder') },
    { title: '有效期止', width: 12, kind: 'day', cell: (row) => row('validUntil') },
    { title: '剩余天数', width: 9, kind: 'count', cell: (row) => row('daysLeft') },
    { title: '状态', width: 16, cell: (row) => named(licenceStateNames, row('state')) },
    { title: '依据', width: 36, cell: (row) => bases.get(String(row('ruleId'))) ?? '' },
    { title: '处理意见', width: 16, cell: () => '' },
  ];
}
