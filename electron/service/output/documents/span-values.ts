import { z } from 'zod';
import type { DocumentFigure } from '#shared/contract/documents.ts';
import type { DocumentTable } from '#shared/forms/document-template.ts';
import { outcomeNames, outcomeSchema } from '#shared/ledger/assessment.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import { daysBetween } from '#shared/registry/date.ts';
import { periodDates, periodOf, periodTitle } from '#shared/sweeps/period.ts';
import { officerSchema } from '#shared/sweeps/visit-rules.ts';
import type { Condition } from '#shared/tables/query.ts';
import { selectSwept } from '../../db/queries/coverage.ts';
import { selectSupervised } from '../../db/queries/documents.ts';
import { countBetween, countByCategoryAndSeverity } from '../../db/queries/overview.ts';
import { type ReportSpan, selectLedger, selectVisitsBetween } from '../../db/queries/reports.ts';
import { selectSweepsIn } from '../../db/queries/sweeps.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { chineseDay, spanTitle } from './chinese-date.ts';
import type { FilledTable } from './official-document.ts';
import { districtTrend } from './quarters.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;
type Hazard = Awaited<ReturnType<typeof selectLedger>>[number];

export interface SpanFilling {
  readonly known: Record<string, string>;
  readonly figures: DocumentFigure[];
  readonly tables: Partial<Record<DocumentTable, FilledTable>>;
}

/** All that documents over some days say, with the rows behind each figure. What is open or overdue is so at the end of the span, or today where that is earlier. */
export async function spanFilling(context: Context, span: ReportSpan): Promise<SpanFilling> {
  const { db, workspace, today } = context;
  const { from, to } = span;
  const asOf = to < today ? to : today;
  const hazards = await selectLedger(db, span);
  const found = hazards.filter(({ foundOn }) => foundOn >= from);
  const closed = hazards.filter(({ closedOn }) => closedOn !== null && closedOn >= from && closedOn <= to);
  const open = hazards.filter((hazard) => isOpen(hazard, asOf));
  const overdue = open.filter(({ dueOn }) => dueOn !== null && dueOn < asOf);
  const visits = await selectVisitsBetween(db, span);
  const supervised = await selectSupervised(db, asOf);
  const swept = new Set((await selectSwept(db, from, to)).map(({ schoolId }) => schoolId));
  const schools = await workspace.places.schools();
  const sweeps = await selectSweepsIn(db, span);
  const before = await countBetween(db, ...previousSpan(span));
  const byCategory = await countByCategoryAndSeverity(db);
  const venuesOf = (severity: string) =>
    byCategory.filter((row) => row.severity === severity).reduce((sum, { venues }) => sum + venues, 0);
  const within = (column: string): Condition => ({ column, operator: 'between', operands: [from, to] });
  const until = (column: string, day: string): Condition => ({ column, operator: 'until', operands: [day] });
  const openThen = {
    match: 'any' as const,
    parts: [
      { column: 'closedOn', operator: 'empty' as const, operands: [] },
      { column: 'closedOn', operator: 'from' as const, operands: [dayAfter(asOf)] },
    ],
  };
  const all = (...parts: DocumentFigure['query']['parts']): DocumentFigure['query'] => ({
    match: 'all',
    parts,
  });
  const severityIs = (severity: string): Condition => ({
    column: 'severity',
    operator: 'oneOf',
    operands: [severity],
  });
  const figures: DocumentFigure[] = [
    { field: '学校总数', value: String(schools.size), table: 'schools', query: all() },
    { field: '检查次数', value: String(visits.length), table: 'visits', query: all(within('on')) },
    { field: '发现隐患数', value: String(found.length), table: 'hazards', query: all(within('foundOn')) },
    { field: '销号数', value: String(closed.length), table: 'hazards', query: all(within('closedOn')) },
    {
      field: '在办数',
      value: String(open.length),
      table: 'hazards',
      query: all(until('foundOn', asOf), openThen),
    },
    {
      field: '逾期数',
      value: String(overdue.length),
      table: 'hazards',
      query: all(until('foundOn', asOf), openThen, until('dueOn', dayBefore(asOf))),
    },
    {
      field: '重大隐患数',
      value: String(open.filter(({ level }) => level === '重大').length),
      table: 'hazards',
      query: all(until('foundOn', asOf), openThen, {
        column: 'level',
        operator: 'oneOf',
        operands: ['重大'],
      }),
    },
    ...(
      [
        ['区内场所数', 'violation'],
        ['待实测数', 'undetermined'],
        ['重点监管数', 'supervised'],
      ] as const
    ).map(([field, severity]) => ({
      field,
      value: String(venuesOf(severity)),
      table: 'venues' as const,
      query: all(severityIs(severity)),
    })),
  ];
  const listsOf = (texts: readonly string[]) => [
    ...new Set(texts.flatMap((text) => z.array(z.string()).parse(JSON.parse(text)))),
  ];
  const officers = visits.flatMap((visit) => z.array(officerSchema).parse(JSON.parse(visit.officers)));
  const share = (part: number, whole: number) =>
    whole === 0 ? '0%' : `${Number(((part / whole) * 100).toFixed(1))}%`;
  return {
    known: {
      时段: spanTitle(span),
      起始日期: chineseDay(from),
      截止日期: chineseDay(to),
      行动名称: sweeps.map(({ title }) => `“${title}”`).join('、') || '校园周边联合整治',
      参与单位: listsOf(sweeps.map(({ agencies }) => agencies)).join('、') || '各成员单位',
      整治重点: listsOf(sweeps.map(({ focusTopics }) => focusTopics)).join('、') || '校园周边安全隐患',
      整治学校数: String(swept.size),
      未整治学校数: String(schools.size - swept.size),
      覆盖率: share(swept.size, schools.size),
      执法人员数: String(new Set(officers.map(({ certificate }) => certificate)).size),
      受检单位数: String(
        new Set(visits.map(({ venueId, schoolId }) => `${venueId}/${venueId ?? schoolId}`)).size,
      ),
      整改率: share(found.filter((hazard) => !isOpen(hazard, asOf)).length, found.length),
      挂牌督办数: String(supervised.length),
      上期检查次数: String(before.visits),
      上期发现隐患数: String(before.found),
      ...Object.fromEntries(figures.map(({ field, value }) => [field, value])),
    },
    figures,
    tables: {
      towns: await townTable(context, { visits, found, closed, open, swept }),
      bodies: bodyTable(hazards, { from, to, asOf }),
      kinds: countTable('隐患种类', found, (hazard) => hazard.kind, asOf),
      findings: findingTable(context, byCategory),
      quarters: await quarterTable(context, to),
      overdue: overdueTable(overdue, asOf),
      supervised: {
        none: '没有挂牌督办的隐患。',
        columns: [
          { title: '督办编号', share: 3 },
          { title: '地点', share: 4 },
          { title: '隐患情况', share: 5 },
          { title: '责任单位', share: 3 },
          { title: '督办领导', share: 2 },
          { title: '时限', share: 2.9 },
        ],
        rows: supervised.map((row) => [
          row.number,
          row.placeName,
          row.description,
          row.responsibleBody,
          row.leader,
          row.dueOn,
        ]),
      },
      hazardList: hazardListTable(hazards),
    },
  };
}

function isOpen({ foundOn, closedOn }: Pick<Hazard, 'foundOn' | 'closedOn'>, on: string): boolean {
  return foundOn <= on && (closedOn === null || closedOn > on);
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
const dayAfter = (day: string) => shifted(day, 1);
const dayBefore = (day: string) => shifted(day, -1);

/** The quarter before a quarter; else as many days before. */
function previousSpan({ from, to }: ReportSpan): [string, string] {
  const quarter = periodDates(periodOf(from));
  if (quarter.from === from && quarter.to === to) {
    const last = periodDates(periodOf(dayBefore(from)));
    return [last.from, last.to];
  }
  return [shifted(from, -daysBetween(from, to) - 1), dayBefore(from)];
}

async function townTable(
  { workspace }: Context,
  parts: {
    visits: readonly { schoolId: number | null }[];
    found: readonly Hazard[];
    closed: readonly Hazard[];
    open: readonly Hazard[];
    swept: ReadonlySet<number>;
  },
): Promise<FilledTable> {
  const lookup = await workspace.places.regions();
  const schools = [...(await workspace.places.schools()).keys()];
  const townOf = (id: number | null) => (id === null ? null : lookup.ofSchool(TOWN_LEVEL, id)) ?? '未划定';
  const towns = [...new Set(schools.map(townOf))].sort((a, b) => a.localeCompare(b, 'zh-CN'));
  const count = (rows: readonly { schoolId: number | null }[], town: string) =>
    rows.filter(({ schoolId }) => townOf(schoolId) === town).length;
  const rows = towns.map((town) => {
    const own = schools.filter((id) => townOf(id) === town);
    return [
      town,
      ...[
        own.length,
        own.filter((id) => parts.swept.has(id)).length,
        count(parts.visits, town),
        count(parts.found, town),
        count(parts.closed, town),
        count(parts.open, town),
      ].map(String),
    ];
  });
  return {
    none: '没有学校。',
    columns: numbered('镇街', ['学校', '已整治', '检查', '发现隐患', '销号', '在办']),
    rows: rows.length > 1 ? [...rows, totalOf(rows)] : rows,
  };
}

function numbered(first: string, rest: readonly string[]): FilledTable['columns'] {
  return [
    { title: first, share: 3 },
    ...rest.map((title) => ({ title, share: title.length > 3 ? 2 : 1.5, number: true })),
  ];
}

function totalOf(rows: readonly (readonly string[])[]): string[] {
  const width = rows[0]?.length ?? 1;
  return [
    '合计',
    ...Array.from({ length: width - 1 }, (_, i) =>
      String(rows.reduce((sum, row) => sum + Number(row[i + 1] ?? 0), 0)),
    ),
  ];
}

function bodyTable(
  hazards: readonly Hazard[],
  { from, to, asOf }: { from: string; to: string; asOf: string },
): FilledTable {
  const bodyOf = ({ responsibleBody }: Hazard) => responsibleBody || '未交办';
  const rows = [...new Set(hazards.map(bodyOf))]
    .sort((a, b) => a.localeCompare(b, 'zh-CN'))
    .map((body) => {
      const own = hazards.filter((hazard) => bodyOf(hazard) === body);
      const open = own.filter((hazard) => isOpen(hazard, asOf));
      return [
        body,
        ...[
          own.filter(({ foundOn }) => foundOn >= from).length,
          own.filter(({ closedOn }) => closedOn !== null && closedOn >= from && closedOn <= to).length,
          open.length,
          open.filter(({ dueOn }) => dueOn !== null && dueOn < asOf).length,
        ].map(String),
      ];
    });
  return {
    none: '本期没有隐患。',
    columns: numbered('责任单位', ['新增', '销号', '在办', '逾期']),
    rows: rows.length > 1 ? [...rows, totalOf(rows)] : rows,
  };
}

function countTable(
  title: string,
  hazards: readonly Hazard[],
  keyOf: (hazard: Hazard) => string,
  asOf: string,
): FilledTable {
  const rows = [...new Set(hazards.map(keyOf))].map((key) => {
    const own = hazards.filter((hazard) => keyOf(hazard) === key);
    const open = own.filter((hazard) => isOpen(hazard, asOf)).length;
    return [key, String(own.length), String(own.length - open), String(open)];
  });
  rows.sort((a, b) => Number(b[1]) - Number(a[1]));
  return {
    none: '本期没有发现隐患。',
    columns: numbered(title, ['发现', '销号', '在办']),
    rows: rows.length > 1 ? [...rows, totalOf(rows)] : rows,
  };
}

function findingTable(
  { workspace }: Context,
  counts: Awaited<ReturnType<typeof countByCategoryAndSeverity>>,
): FilledTable {
  const rows = workspace.catalogue.categories.flatMap(({ id, title }) => {
    const of = (severity: string) =>
      counts
        .filter((row) => row.category === id && row.severity === severity)
        .reduce((sum, { venues }) => sum + venues, 0);
    const figures = [of('violation'), of('undetermined'), of('supervised')];
    return figures.some((figure) => figure > 0) ? [[title, ...figures.map(String)]] : [];
  });
  return {
    none: '没有场所落在学校管控范围内。',
    columns: numbered('场所类别', ['区内', '待实测', '重点监管']),
    rows: rows.length > 1 ? [...rows, totalOf(rows)] : rows,
  };
}

async function quarterTable({ db }: Context, day: string): Promise<FilledTable> {
  const quarters = await districtTrend(db, day);
  return {
    none: '',
    columns: numbered('季度', ['整治学校', '检查', '发现隐患', '销号']),
    rows: quarters.map(({ period, schools, visits, found, closed }) => [
      periodTitle(period),
      ...[schools, visits, found, closed].map(String),
    ]),
  };
}

function overdueTable(overdue: readonly Hazard[], asOf: string): FilledTable {
  return {
    none: '没有逾期隐患。',
    columns: [
      { title: '编号', share: 3.9 },
      { title: '地点', share: 3 },
      { title: '隐患', share: 3 },
      { title: '责任单位', share: 2.8 },
      { title: '期限', share: 2.9 },
      { title: '逾期', share: 1.7, number: true },
    ],
    rows: overdue.map(({ code, placeName, kind, responsibleBody, dueOn }) => [
      code,
      placeName,
      kind,
      responsibleBody || '未交办',
      dueOn ?? '',
      `${daysBetween(dueOn ?? asOf, asOf)}天`,
    ]),
  };
}

function hazardListTable(hazards: readonly Hazard[]): FilledTable {
  return {
    none: '没有隐患。',
    columns: [
      { title: '序号', share: 1.3, number: true },
      { title: '学校', share: 3 },
      { title: '风险隐患', share: 5 },
      { title: '类别', share: 2.4 },
      { title: '整改计划', share: 3.2 },
      { title: '完成时限', share: 2.7 },
      { title: '责任部门', share: 2.6 },
      { title: '责任人', share: 1.9 },
      { title: '化解情况', share: 2.4 },
    ],
    rows: hazards.map((hazard, i) => {
      const items = z.record(z.string(), z.string()).parse(JSON.parse(hazard.fiveItems));
      const outcome = outcomeSchema.nullable().parse(hazard.outcome);
      return [
        String(i + 1),
        hazard.schoolName ?? '',
        `${hazard.placeName}：${hazard.description}`,
        hazard.kind,
        items.措施 || (hazard.measures ?? ''),
        hazard.dueOn ?? '',
        hazard.responsibleBody,
        hazard.responsiblePerson,
        outcome ? outcomeNames[outcome] : '未评估',
      ];
    }),
  };
}
