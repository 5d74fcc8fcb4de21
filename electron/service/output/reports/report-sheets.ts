import { type ReportKind, reportKindNames } from '#shared/contract/reports.ts';
import { outcomeNames, outcomeSchema } from '#shared/ledger/assessment.ts';
import { hazardStateNames, hazardStateSchema } from '#shared/ledger/hazard.ts';
import { POLICE_LEVEL, TOWN_LEVEL } from '#shared/regions/levels.ts';
import { basisText, methodNames } from '#shared/rules/rule.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import { placeTitle } from '#shared/sweeps/visit-rules.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import { selectLastSwept, selectSwept } from '../../db/queries/coverage.ts';
import { selectNamedFindings } from '../../db/queries/named-findings.ts';
import { countHazardsBySchool, selectLedger, selectVisitsBetween } from '../../db/queries/reports.ts';
import { officerNames } from '../../db/queries/visits.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import { readMatrix } from '../../places/judging/gate-provisions.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { gapSheet } from './provision-sheets.ts';
import type { ReportColumn, ReportSheet } from './workbook.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;
type Maker = (context: Context, span: PeriodDates) => Promise<Pick<ReportSheet, 'columns' | 'rows'>>;

/** The sheet of one kind over some days. */
export async function reportSheet(
  kind: ReportKind,
  context: Context,
  span: PeriodDates,
): Promise<ReportSheet> {
  const { workspace, today } = context;
  const shown = kind === 'findings' || kind === 'gaps' ? `截至 ${today}` : `${span.from} 至 ${span.to}`;
  return {
    name: reportKindNames[kind],
    title: `${workspace.name}${titles[kind]}`,
    note: `${shown}　填报：${workspace.pack.coordinator}　规则包：${workspace.pack.title}　制表日期 ${today}${
      workspace.demonstration ? '　演示数据' : ''
    }`,
    ...(await makers[kind](context, span)),
  };
}

const titles: Record<ReportKind, string> = {
  ledger: '校园周边隐患台账',
  summary: '校园周边隐患汇总表',
  visits: '校园周边检查清单',
  findings: '校园周边场所研判结果',
  coverage: '校园周边整治覆盖情况',
  gaps: '校门交通设施缺口清单',
};

const number: ReportColumn = { title: '序号', width: 6, kind: 'count' };

const makers: Record<ReportKind, Maker> = {
  ledger: ledgerRows,
  summary: summaryRows,
  visits: visitRows,
  findings: findingRows,
  coverage: coverageRows,
  gaps: gapRows,
};

/** Hazards found in the span, and those still open at its end that were found before. */
async function ledgerRows({ db }: Context, span: PeriodDates) {
  const rows = await selectLedger(db, span);
  const columns: ReportColumn[] = [
    number,
    { title: '编号', width: 17, total: 'filled' },
    { title: '排查时间', width: 12, kind: 'day' },
    { title: '排查人', width: 16 },
    { title: '隐患部位', width: 28 },
    { title: '隐患名称', width: 34 },
    { title: '隐患等级', width: 8 },
    { title: '治理措施', width: 24 },
    { title: '完成时限', width: 12, kind: 'day' },
    { title: '责任部门', width: 18 },
    { title: '责任人', width: 10 },
    { title: '学校', width: 20 },
    { title: '距离（米）', width: 9, kind: 'metres' },
    { title: '依据', width: 24 },
    { title: '状态', width: 10 },
    { title: '化解情况', width: 14 },
    { title: '完成日期', width: 12, kind: 'day', total: 'filled' },
    { title: '复查人', width: 16 },
    { title: '复查日期', width: 12, kind: 'day' },
    { title: '佐证（份）', width: 8, kind: 'count', total: 'sum' },
    { title: '销号审批', width: 12 },
  ];
  return {
    columns,
    rows: rows.map((row, i) => {
      const items = readStored('hazards.fiveItems', row.fiveItems);
      const state = hazardStateSchema.parse(row.state);
      const outcome = outcomeSchema.nullable().parse(row.outcome);
      return [
        i + 1,
        row.code,
        row.foundOn,
        officerNames(row.officers ?? '[]').join('、'),
        [row.placeName, row.address].filter(Boolean).join('，'),
        `${row.kind}：${row.description}`,
        row.level,
        items.措施 || row.measures,
        row.dueOn,
        row.responsibleBody,
        row.responsiblePerson,
        row.schoolName,
        row.distance,
        row.basis,
        hazardStateNames[state],
        outcome ? outcomeNames[outcome] : '',
        row.closedOn,
        row.closers ? officerNames(row.closers).join('、') : '',
        row.reinspectedOn,
        row.evidence,
        row.closer,
      ];
    }),
  };
}

/** One line a school, in the columns of 常州's annex 2; what may not leave the school stays out. */
async function summaryRows({ db, workspace }: Context, span: PeriodDates) {
  const lookup = await workspace.places.regions();
  const counts = await countHazardsBySchool(db, span);
  const bySchool = new Map(counts.map((row) => [row.schoolId, row]));
  const schools = [...(await workspace.places.schools()).values()];
  const columns: ReportColumn[] = [
    number,
    { title: '区域', width: 14 },
    { title: '属地派出所', width: 16 },
    { title: '学校名称', width: 26, total: 'filled' },
    { title: '校园周边治安乱点情况', width: 44 },
    { title: '是否整改', width: 10 },
    { title: '隐患总数', width: 10, kind: 'count', total: 'sum' },
    { title: '整改数', width: 10, kind: 'count', total: 'sum' },
    { title: '未整改数', width: 10, kind: 'count', total: 'sum' },
  ];
  return {
    columns,
    rows: schools.map(({ id, name }, i) => {
      const { found = 0, closed = 0, spots = null } = bySchool.get(id) ?? {};
      const settled = found === 0 ? '' : found === closed ? '是' : '否';
      return [
        i + 1,
        lookup.ofSchool(TOWN_LEVEL, id),
        lookup.ofSchool(POLICE_LEVEL, id),
        name,
        spots?.replaceAll(',', '、') ?? '无',
        settled,
        found,
        closed,
        found - closed,
      ];
    }),
  };
}

async function visitRows({ db, workspace }: Context, span: PeriodDates) {
  const categories = workspace.catalogue.categoryTitles;
  const rows = await selectVisitsBetween(db, span);
  const columns: ReportColumn[] = [
    number,
    { title: '日期', width: 12, kind: 'day', total: 'filled' },
    { title: '时间', width: 13 },
    { title: '场所', width: 26 },
    { title: '类别', width: 11 },
    { title: '学校', width: 20 },
    { title: '行动', width: 28 },
    { title: '执法人员', width: 20 },
    { title: '结果', width: 11 },
    { title: '现场情况', width: 40 },
    { title: '实测（米）', width: 9, kind: 'metres' },
    { title: '措施', width: 22 },
    { title: '文书', width: 20 },
    { title: '隐患', width: 7, kind: 'count', total: 'sum' },
  ];
  return {
    columns,
    rows: rows.map((row, i) => [
      i + 1,
      row.startedAt.slice(0, 10),
      `${row.startedAt.slice(11)}–${row.endedAt.slice(11)}`,
      row.placeName,
      placeTitle(categories, row.category),
      row.schoolName,
      row.sweep,
      officerNames(row.officers).join('、'),
      row.result,
      row.facts,
      row.measuredDistance,
      row.measures,
      row.documents,
      row.hazards,
    ]),
  };
}

async function findingRows({ db, workspace }: Context) {
  const categories = workspace.catalogue.categoryTitles;
  const rules = new Map(workspace.rules.map((rule) => [rule.id, rule]));
  const rows = await selectNamedFindings(db, { primary: true });
  const columns: ReportColumn[] = [
    number,
    { title: '学校', width: 22 },
    { title: '场所', width: 28, total: 'filled' },
    { title: '类别', width: 11 },
    { title: '判定', width: 11 },
    { title: '距离（米）', width: 10, kind: 'metres' },
    { title: '误差±2σ（米）', width: 11, kind: 'metres' },
    { title: '限值（米）', width: 10, kind: 'count' },
    { title: '测法', width: 8 },
    { title: '依据', width: 40 },
    { title: '备注', width: 36 },
  ];
  return {
    columns,
    rows: rows.map((row, i) => {
      const rule = rules.get(row.ruleId);
      return [
        i + 1,
        row.schoolName,
        row.venueName,
        placeTitle(categories, row.category),
        severityNames[row.severity],
        row.distance,
        2 * row.sigma,
        row.limit,
        methodNames[row.method],
        rule ? basisText(rule) : row.ruleId,
        row.note,
      ];
    }),
  };
}

async function coverageRows({ db, workspace }: Context, { from, to }: PeriodDates) {
  const lookup = await workspace.places.regions();
  const last = await selectLastSwept(db);
  const visits = new Map<number, number>();
  for (const row of await selectSwept(db, from, to))
    visits.set(row.schoolId, (visits.get(row.schoolId) ?? 0) + row.visits);
  const columns: ReportColumn[] = [
    number,
    { title: '镇街', width: 14 },
    { title: '派出所', width: 16 },
    { title: '学校', width: 28, total: 'filled' },
    { title: '学段', width: 10 },
    { title: '检查次数', width: 10, kind: 'count', total: 'sum' },
    { title: '本期', width: 10 },
    { title: '最近整治', width: 12, kind: 'day' },
  ];
  return {
    columns,
    rows: [...(await workspace.places.schools()).values()].map(({ id, name, stage }, i) => [
      i + 1,
      lookup.ofSchool(TOWN_LEVEL, id),
      lookup.ofSchool(POLICE_LEVEL, id),
      name,
      stage,
      visits.get(id) ?? 0,
      visits.has(id) ? '已整治' : '未整治',
      last.get(id) ?? null,
    ]),
  };
}

async function gapRows(context: Context) {
  return gapSheet(await readMatrix(context), context.workspace.catalogue.requirements);
}
