import { outcomeNames } from '#shared/ledger/assessment.ts';
import { isOpenAt, wasAdded, wasClosed } from '#shared/ledger/balance.ts';
import { daysBetween } from '#shared/registry/date.ts';
import { periodTitle } from '#shared/sweeps/period.ts';
import type { selectSupervised } from '../../db/queries/documents.ts';
import type { countByCategoryAndSeverity } from '../../db/queries/overview.ts';
import type { selectLedger } from '../../db/queries/reports.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { type Filled, fillTable } from '../fill-table.ts';
import type { FilledTable } from './paper-blocks.ts';
import { districtTrend } from './quarters.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;
type Hazard = Awaited<ReturnType<typeof selectLedger>>[number];

/** A column of figures; the first one of a table says what they are about. */
type FigureColumn<Row> = Filled<{ readonly title: string }, Row, string | number>;

/** A table of figures: the first column in words, the others numbers. */
function figureTable<Row>(
  none: string,
  columns: readonly FigureColumn<Row>[],
  rows: readonly Row[],
): FilledTable {
  return {
    none,
    columns: columns.map(({ title }, i) =>
      i === 0 ? { title, share: 3 } : { title, share: title.length > 3 ? 2 : 1.5, number: true },
    ),
    rows: fillTable(columns, rows).rows.map((cells) => cells.map(String)),
  };
}

/** A table of figures with their sums beneath, where it has more than one row. */
export function summedTable<Row>(
  none: string,
  columns: readonly FigureColumn<Row>[],
  rows: readonly Row[],
): FilledTable {
  const table = figureTable(none, columns, rows);
  if (rows.length < 2) return table;
  const sums = columns
    .slice(1)
    .map(({ cell }) => rows.reduce((sum, row, index) => sum + Number(cell(row, index)), 0));
  return { ...table, rows: [...table.rows, ['合计', ...sums.map(String)]] };
}

export function bodyTable(
  hazards: readonly Hazard[],
  { asOf, ...span }: { from: string; to: string; asOf: string },
): FilledTable {
  const bodyOf = ({ responsibleBody }: Hazard) => responsibleBody || '未交办';
  const bodies = [...new Set(hazards.map(bodyOf))].sort((a, b) => a.localeCompare(b, 'zh-CN'));
  const count = (body: string, counts: (hazard: Hazard) => boolean) =>
    hazards.filter((hazard) => bodyOf(hazard) === body && counts(hazard)).length;
  return summedTable(
    '本期没有隐患。',
    [
      { title: '责任单位', cell: (body: string) => body },
      { title: '新增', cell: (body) => count(body, (hazard) => wasAdded(hazard, span)) },
      {
        title: '销号',
        cell: (body) => count(body, (hazard) => wasClosed(hazard, span)),
      },
      { title: '在办', cell: (body) => count(body, (hazard) => isOpenAt(hazard, asOf)) },
      {
        title: '逾期',
        cell: (body) =>
          count(body, (hazard) => isOpenAt(hazard, asOf) && hazard.dueOn !== null && hazard.dueOn < asOf),
      },
    ],
    bodies,
  );
}

export function countTable(
  title: string,
  hazards: readonly Hazard[],
  keyOf: (hazard: Hazard) => string,
  asOf: string,
): FilledTable {
  const counts = [...new Set(hazards.map(keyOf))].map((key) => {
    const own = hazards.filter((hazard) => keyOf(hazard) === key);
    return { key, found: own.length, open: own.filter((hazard) => isOpenAt(hazard, asOf)).length };
  });
  counts.sort((a, b) => b.found - a.found);
  return summedTable(
    '本期没有发现隐患。',
    [
      { title, cell: ({ key }: (typeof counts)[number]) => key },
      { title: '发现', cell: ({ found }) => found },
      { title: '销号', cell: ({ found, open }) => found - open },
      { title: '在办', cell: ({ open }) => open },
    ],
    counts,
  );
}

export function findingTable(
  { workspace }: Context,
  counts: Awaited<ReturnType<typeof countByCategoryAndSeverity>>,
): FilledTable {
  const rows = workspace.catalogue.categories
    .map(({ id, title }) => {
      const of = (severity: string) =>
        counts
          .filter((row) => row.category === id && row.severity === severity)
          .reduce((sum, { venues }) => sum + venues, 0);
      return {
        title,
        violations: of('violation'),
        undetermined: of('undetermined'),
        supervised: of('supervised'),
        supervisedDoubt: of('supervisedDoubt'),
      };
    })
    .filter((row) => row.violations + row.undetermined + row.supervised + row.supervisedDoubt > 0);
  return summedTable(
    '没有场所落在学校管控范围内。',
    [
      { title: '场所类别', cell: ({ title }: (typeof rows)[number]) => title },
      { title: '区内', cell: ({ violations }) => violations },
      { title: '待实测', cell: ({ undetermined }) => undetermined },
      { title: '重点监管', cell: ({ supervised }) => supervised },
      { title: '监管·存疑', cell: ({ supervisedDoubt }) => supervisedDoubt },
    ],
    rows,
  );
}

export async function quarterTable({ db, workspace }: Context, day: string): Promise<FilledTable> {
  const quarters = await districtTrend(db, day, workspace.pack.sweepCounts);
  return figureTable(
    '',
    [
      { title: '季度', cell: ({ period }: (typeof quarters)[number]) => periodTitle(period) },
      { title: '整治学校', cell: ({ schools }) => schools },
      { title: '检查', cell: ({ visits }) => visits },
      { title: '发现隐患', cell: ({ found }) => found },
      { title: '销号', cell: ({ closed }) => closed },
    ],
    quarters,
  );
}

export function overdueTable(overdue: readonly Hazard[], asOf: string): FilledTable {
  const columns: readonly TextColumn<Hazard>[] = [
    { title: '编号', share: 3.9, cell: ({ code }) => code },
    { title: '地点', share: 3, cell: ({ placeName }) => placeName },
    { title: '隐患', share: 3, cell: ({ kind }) => kind },
    { title: '责任单位', share: 2.8, cell: ({ responsibleBody }) => responsibleBody || '未交办' },
    { title: '期限', share: 2.9, cell: ({ dueOn }) => dueOn ?? '' },
    { title: '逾期', share: 1.7, number: true, cell: ({ dueOn }) => `${daysBetween(dueOn ?? asOf, asOf)}天` },
  ];
  return { none: '没有逾期隐患。', ...fillTable(columns, overdue) };
}

type TextColumn<Row> = Filled<FilledTable['columns'][number], Row, string>;

const hazardColumns: readonly TextColumn<Hazard>[] = [
  { title: '序号', share: 1.3, number: true, cell: (_, index) => String(index + 1) },
  { title: '学校', share: 3, cell: ({ schoolName }) => schoolName ?? '' },
  { title: '风险隐患', share: 5, cell: ({ placeName, description }) => `${placeName}：${description}` },
  { title: '类别', share: 2.4, cell: ({ kind }) => kind },
  {
    title: '整改计划',
    share: 3.2,
    cell: ({ fiveItems, measures }) => readStored('hazards.fiveItems', fiveItems).措施 || (measures ?? ''),
  },
  { title: '完成时限', share: 2.7, cell: ({ dueOn }) => dueOn ?? '' },
  { title: '责任部门', share: 2.6, cell: ({ responsibleBody }) => responsibleBody },
  { title: '责任人', share: 1.9, cell: ({ responsiblePerson }) => responsiblePerson },
  { title: '化解情况', share: 2.4, cell: ({ outcome }) => (outcome ? outcomeNames[outcome] : '未评估') },
];

/** Who else has to do with it: a column each where the locality names them. */
const dutyColumns = [
  { title: '责任主体', share: 2.2, cell: ({ subject }) => subject, of: 'subject' },
  { title: '配合部门', share: 2.6, cell: ({ helpingBodies }) => helpingBodies, of: 'helpingBodies' },
] as const satisfies readonly (TextColumn<Hazard> & { of: keyof Hazard })[];

export function hazardListTable(hazards: readonly Hazard[]): FilledTable {
  const said = dutyColumns.filter(({ of }) => hazards.some((hazard) => hazard[of] !== ''));
  const at = hazardColumns.findIndex(({ title }) => title === '责任人');
  const columns = [...hazardColumns.slice(0, at), ...said, ...hazardColumns.slice(at)];
  return { none: '没有隐患。', ...fillTable(columns, hazards) };
}

export function supervisedTable(supervised: Awaited<ReturnType<typeof selectSupervised>>): FilledTable {
  const columns: readonly TextColumn<(typeof supervised)[number]>[] = [
    { title: '督办编号', share: 3, cell: ({ number }) => number },
    { title: '地点', share: 4, cell: ({ placeName }) => placeName },
    { title: '隐患情况', share: 5, cell: ({ description }) => description },
    { title: '责任单位', share: 3, cell: ({ responsibleBody }) => responsibleBody },
    { title: '督办领导', share: 2, cell: ({ leader }) => leader },
    { title: '时限', share: 2.9, cell: ({ dueOn }) => dueOn },
  ];
  return { none: '没有挂牌督办的隐患。', ...fillTable(columns, supervised) };
}
