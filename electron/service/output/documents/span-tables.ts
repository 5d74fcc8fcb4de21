import { outcomeNames } from '#shared/ledger/assessment.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import { daysBetween } from '#shared/registry/date.ts';
import { periodTitle } from '#shared/sweeps/period.ts';
import type { selectSupervised } from '../../db/queries/documents.ts';
import type { countByCategoryAndSeverity } from '../../db/queries/overview.ts';
import type { selectLedger } from '../../db/queries/reports.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { FilledTable } from './official-document.ts';
import { districtTrend } from './quarters.ts';
import { isOpen } from './span-days.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;
type Hazard = Awaited<ReturnType<typeof selectLedger>>[number];

export async function townTable(
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

export function bodyTable(
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

export function countTable(
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

export function findingTable(
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

export async function quarterTable({ db }: Context, day: string): Promise<FilledTable> {
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

export function overdueTable(overdue: readonly Hazard[], asOf: string): FilledTable {
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

export function hazardListTable(hazards: readonly Hazard[]): FilledTable {
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
      const items = readStored('hazards.fiveItems', hazard.fiveItems);
      const { outcome } = hazard;
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

export function supervisedTable(supervised: Awaited<ReturnType<typeof selectSupervised>>): FilledTable {
  return {
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
  };
}
