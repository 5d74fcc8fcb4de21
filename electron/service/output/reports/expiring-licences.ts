import { toLetExpire } from '#shared/licences/licence-queries.ts';
import { licenceStateNames, licenceZoneNames } from '#shared/licences/licence-state.ts';
import { keysOf } from '#shared/lists/record.ts';
import { basisText } from '#shared/rules/rule.ts';
import { sweptWhen } from '#shared/sweeps/school-coverage.ts';
import { placeTitle } from '#shared/sweeps/visit-rules.ts';
import { selectRows } from '../../db/queries/table-query.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { FilledTable } from '../documents/paper-blocks.ts';
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

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;

/** The sheet of a workbook with those licences. */
export async function expiringLicenceRows(context: Context): Promise<Pick<ReportSheet, 'columns' | 'rows'>> {
  const { rows, said } = await expiringLicences(context);
  return fillTable(columnsOf(said), rows);
}

/** The same as a table of a document, on a page across. */
export async function expiringLicenceTable(context: Context): Promise<FilledTable> {
  const { rows, said } = await expiringLicences(context);
  return { none: '没有许可证在区内到期。', ...fillTable(printedColumns(said), rows) };
}

/**
 * Licences inside a zone that have ended or end before the next quarter does, as things stand on a day: those that a
 * rule lets run out first, those of venues that must be measured before last.
 */
async function expiringLicences({ db, workspace, today }: Context) {
  const { catalogue, pack, rules, rowSets } = workspace;
  const request = { table: 'licences' as const, today, due: sweptWhen(pack, today) };
  const ids = await rowSets.ids({ ...request, query: toLetExpire, text: '', sort: [], about: null });
  const rows = (await selectRows(db, request, keys, ids)).map(
    ({ cells }): Row =>
      (key) =>
        cells[keys.indexOf(key)] ?? null,
  );
  const bases = new Map(rules.map((rule) => [rule.id, basisText(rule)]));
  const said: Said = {
    kind: (row) => placeTitle(catalogue.categoryTitles, String(row('category'))),
    zone: (row) => named(licenceZoneNames, row('zone')),
    state: (row) => named(licenceStateNames, row('state')),
    basis: (row) => bases.get(String(row('ruleId'))) ?? '',
  };
  return { rows: rows.toSorted(byZone), said };
}

/** What of a row is told in words. */
type Said = Readonly<Record<'kind' | 'zone' | 'state' | 'basis', (row: Row) => string>>;

function named(names: Readonly<Record<string, string>>, value: Value): string {
  return names[String(value)] ?? String(value ?? '');
}

function byZone(a: Row, b: Row): number {
  const [first, second] = [a, b].map((row) => zoneOrder.indexOf(row('zone')));
  return (first ?? 0) - (second ?? 0);
}

function columnsOf(said: Said): readonly Filled<ReportColumn, Row, Value>[] {
  return [
    { title: '序号', width: 6, kind: 'count', cell: (_, index) => index + 1 },
    { title: '场所', width: 26, total: 'filled', cell: (row) => row('venueName') },
    { title: '类别', width: 11, cell: said.kind },
    { title: '地址', width: 30, cell: (row) => row('address') },
    { title: '学校', width: 22, cell: (row) => row('schoolName') },
    { title: '距离（米）', width: 9, kind: 'metres', cell: (row) => row('distance') },
    { title: '所在范围', width: 16, cell: said.zone },
    { title: '许可证类型', width: 20, cell: (row) => row('kind') },
    { title: '许可证号', width: 22, cell: (row) => row('number') },
    { title: '持证人', width: 16, cell: (row) => row('holder') },
    { title: '有效期止', width: 12, kind: 'day', cell: (row) => row('validUntil') },
    { title: '剩余天数', width: 9, kind: 'count', cell: (row) => row('daysLeft') },
    { title: '状态', width: 16, cell: said.state },
    { title: '依据', width: 36, cell: said.basis },
    { title: '处理意见', width: 16, cell: () => '' },
  ];
}

/** What fits on a page across: facts of one thing stand above each other. */
function printedColumns(said: Said): readonly Filled<FilledTable['columns'][number], Row, string>[] {
  const text = (row: Row, key: (typeof keys)[number]) => String(row(key) ?? '');
  const joined = (...parts: readonly string[]) => parts.filter((part) => part !== '').join('，');
  const metres = (row: Row) =>
    typeof row('distance') === 'number' ? `${Number(row('distance')).toFixed(1)} m` : '';
  return [
    { title: '序号', share: 1.3, number: true, cell: (_, index) => String(index + 1) },
    {
      title: '场所',
      share: 4.6,
      cell: (row) => joined(`${text(row, 'venueName')}（${said.kind(row)}）`, text(row, 'address')),
    },
    { title: '学校、距离', share: 3.4, cell: (row) => joined(text(row, 'schoolName'), metres(row)) },
    { title: '所在范围', share: 2.2, cell: said.zone },
    {
      title: '许可证',
      share: 4.2,
      cell: (row) => joined(text(row, 'kind'), text(row, 'number'), text(row, 'holder')),
    },
    { title: '有效期止', share: 2.6, cell: (row) => text(row, 'validUntil') },
    { title: '状态', share: 2.4, cell: said.state },
    { title: '依据', share: 4.6, cell: said.basis },
    { title: '处理意见', share: 2.4, cell: () => '' },
  ];
}
