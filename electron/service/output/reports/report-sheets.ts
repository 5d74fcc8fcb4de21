import { type ReportKind, reportKindNames } from '#shared/contract/reports.ts';
import { outcomeNames, outcomeSchema } from '#shared/ledger/assessment.ts';
import { balanceNames, balanceOf, balanceText, wasAdded, wasClosed } from '#shared/ledger/balance.ts';
import { hazardStateNames, hazardStateSchema } from '#shared/ledger/hazard.ts';
import { POLICE_LEVEL, TOWN_LEVEL } from '#shared/regions/levels.ts';
import { basisText, methodNames } from '#shared/rules/rule.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import { placeTitle } from '#shared/sweeps/visit-rules.ts';
import { isKnownByPoint, POINT_FOR_CAMPUS } from '#shared/zones/measured-places.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import { selectLastSwept, selectSwept } from '../../db/queries/coverage.ts';
import { countUnverified, selectVoided } from '../../db/queries/hazards.ts';
import { selectNamedFindings } from '../../db/queries/named-findings.ts';
import { selectLedger, selectVisitsBetween } from '../../db/queries/reports.ts';
import { officerNames } from '../../db/queries/visits.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import { readMatrix } from '../../places/judging/gate-provisions.ts';
import { requirementsOf } from '../../places/judging/requirements.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { type Filled, fillTable } from '../fill-table.ts';
import { settledText, spotsOfSchools, spotsText } from '../spots-of-schools.ts';
import { expiringLicenceRows } from './expiring-licences.ts';
import { gapSheet } from './provision-sheets.ts';
import type { ReportColumn, ReportSheet } from './workbook.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;
type Maker = (context: Context, span: PeriodDates) => Promise<Pick<ReportSheet, 'columns' | 'rows'>>;

/** Whether a sheet tells how things stand today, whichever days are asked for. */
export function isOfToday(kind: ReportKind): boolean {
  return kind === 'findings' || kind === 'gaps' || kind === 'licences';
}

/** The sheet of one kind over some days. */
export async function reportSheet(
  kind: ReportKind,
  context: Context,
  span: PeriodDates,
): Promise<ReportSheet> {
  const { workspace, today } = context;
  const isNow = isOfToday(kind);
  const shown = isNow ? `截至 ${today}` : `${span.from} 至 ${span.to}`;
  // All sheets over the span say the same of it.
  const balance = isNow
    ? ''
    : `　隐患：${balanceText(balanceOf(await selectLedger(context.db, span), span))}${await voidedText(context, span)}${await unverifiedText(context, span)}`;
  return {
    name: reportKindNames[kind],
    title: `${workspace.name}${titles[kind]}`,
    note: `${shown}　填报：${workspace.pack.coordinator}　规则包：${workspace.pack.title}　制表日期 ${today}${
      workspace.demonstration ? '　演示数据' : ''
    }${balance}`,
    ...(await makers[kind](context, span)),
  };
}

/** What was said in the span and is no hazard, because nobody verified it or because it was not true. */
async function unverifiedText({ db }: Pick<Context, 'db'>, span: PeriodDates): Promise<string> {
  const { said, waiting } = await countUnverified(db, span);
  return said === 0 ? '' : `　线索待核实 ${waiting} 条、不属实 ${said - waiting} 条，不是隐患，不计入`;
}

/** What was voided of the hazards found in the span: it is in no figure and no line, and that is said. */
async function voidedText({ db }: Pick<Context, 'db'>, span: PeriodDates): Promise<string> {
  const voided = await selectVoided(db, span);
  if (voided.length === 0) return '';
  const told = voided.map(
    ({ code, into, voidReason }) => `${code}（${into ? `并入 ${into}，` : ''}${voidReason}）`,
  );
  return `　作废、并入 ${voided.length} 项，不计入：${told.join('、')}`;
}

const titles: Record<ReportKind, string> = {
  ledger: '校园周边隐患台账',
  summary: '校园周边隐患汇总表',
  visits: '校园周边检查清单',
  findings: '校园周边场所研判结果',
  coverage: '校园周边整治覆盖情况',
  gaps: '校门交通设施缺口清单',
  licences: '校园周边许可证到期不延续清单',
};

/** A column of a report, with what it shows of a row. */
type Column<Row> = Filled<ReportColumn, Row, string | number | null>;

const number: Column<unknown> = { title: '序号', width: 6, kind: 'count', cell: (_, index) => index + 1 };

const makers: Record<ReportKind, Maker> = {
  ledger: ledgerRows,
  summary: summaryRows,
  visits: visitRows,
  findings: findingRows,
  coverage: coverageRows,
  gaps: gapRows,
  licences: expiringLicenceRows,
};

type LedgerRow = Awaited<ReturnType<typeof selectLedger>>[number];

/** The columns of the ledger, as things stood at the end of the span: what was closed later is open in it. */
const ledgerColumns = (span: PeriodDates): readonly Column<LedgerRow>[] => [
  number,
  { title: '编号', width: 17, total: 'filled', cell: ({ code }) => code },
  { title: '排查时间', width: 12, kind: 'day', cell: ({ foundOn }) => foundOn },
  { title: '排查人', width: 16, cell: ({ officers }) => officerNames(officers ?? '[]').join('、') },
  {
    title: '隐患部位',
    width: 28,
    cell: ({ placeName, address }) => [placeName, address].filter(Boolean).join('，'),
  },
  { title: '隐患名称', width: 34, cell: ({ kind, description }) => `${kind}：${description}` },
  { title: '隐患等级', width: 8, cell: ({ level }) => level },
  {
    title: '治理措施',
    width: 24,
    cell: ({ fiveItems, measures }) => readStored('hazards.fiveItems', fiveItems).措施 || measures,
  },
  { title: '完成时限', width: 12, kind: 'day', cell: ({ dueOn }) => dueOn },
  { title: '责任部门', width: 18, cell: ({ responsibleBody }) => responsibleBody },
  { title: '责任人', width: 10, cell: ({ responsiblePerson }) => responsiblePerson },
  { title: '学校', width: 20, cell: ({ schoolName }) => schoolName },
  { title: '距离（米）', width: 9, kind: 'metres', cell: ({ distance }) => distance },
  { title: '依据', width: 24, cell: ({ basis }) => basis },
  {
    title: '期初、新增',
    width: 10,
    cell: (hazard) => (wasAdded(hazard, span) ? balanceNames.added : balanceNames.opening),
  },
  {
    title: '销号、期末',
    width: 10,
    cell: (hazard) => (wasClosed(hazard, span) ? balanceNames.closed : balanceNames.ending),
  },
  {
    title: '状态',
    width: 10,
    cell: ({ state, closedOn }) =>
      closedOn !== null && closedOn > span.to ? '期后销号' : hazardStateNames[hazardStateSchema.parse(state)],
  },
  {
    title: '化解情况',
    width: 14,
    cell: ({ outcome }) => (outcome ? outcomeNames[outcomeSchema.parse(outcome)] : ''),
  },
  {
    title: '完成日期',
    width: 12,
    kind: 'day',
    total: 'filled',
    cell: (hazard) => (wasClosed(hazard, span) ? hazard.closedOn : null),
  },
  { title: '复查人', width: 16, cell: ({ closers }) => (closers ? officerNames(closers).join('、') : '') },
  { title: '复查日期', width: 12, kind: 'day', cell: ({ reinspectedOn }) => reinspectedOn },
  { title: '佐证（份）', width: 8, kind: 'count', total: 'sum', cell: ({ evidence }) => evidence },
  { title: '销号审批', width: 12, cell: ({ closer }) => closer },
  { title: '来源', width: 12, cell: ({ source }) => source },
  { title: '来源编号', width: 16, cell: ({ sourceNumber }) => sourceNumber },
  { title: '责任主体', width: 16, cell: ({ subject }) => subject },
  { title: '配合部门', width: 18, cell: ({ helpingBodies }) => helpingBodies },
];

/** Hazards found in the span, and those still open at its end that were found before. */
async function ledgerRows({ db }: Context, span: PeriodDates) {
  return fillTable(ledgerColumns(span), await selectLedger(db, span));
}

/** Hazards of each school over the span, and of those that name no school. */
export async function schoolBalances(
  { db, workspace }: Pick<Context, 'db' | 'workspace'>,
  span: PeriodDates,
) {
  const hazards = await selectLedger(db, span);
  const rowOf = (id: number | null, name: string) => {
    const own = hazards.filter(({ schoolId }) => schoolId === id);
    return { id, name, ...balanceOf(own, span) };
  };
  const schools = [...(await workspace.places.schools()).values()].map(({ id, name }) => rowOf(id, name));
  // A hazard that names no school is in the sums, too.
  if (hazards.some(({ schoolId }) => schoolId === null)) schools.push(rowOf(null, '（未列学校）'));
  return schools;
}

/** One line a school, in the columns of 常州's annex 2; what may not leave the school stays out. */
async function summaryRows({ db, workspace }: Context, span: PeriodDates) {
  const lookup = await workspace.places.regions();
  const schools = await schoolBalances({ db, workspace }, span);
  const spots = await spotsOfSchools({ db, workspace }, span);
  const columns: Column<(typeof schools)[number]>[] = [
    number,
    { title: '区域', width: 14, cell: ({ id }) => id && lookup.ofSchool(TOWN_LEVEL, id) },
    { title: '属地派出所', width: 16, cell: ({ id }) => id && lookup.ofSchool(POLICE_LEVEL, id) },
    { title: '学校名称', width: 26, total: 'filled', cell: ({ name }) => name },
    {
      title: '校园周边治安乱点情况',
      width: 44,
      cell: ({ id }) => spotsText(spots, id),
    },
    {
      title: '是否整改',
      width: 10,
      cell: ({ id, opening, added, ending }) =>
        settledText(id === null ? undefined : spots?.get(id), opening + added, ending),
    },
    countColumn('隐患总数', ({ opening, added }) => opening + added),
    countColumn(balanceNames.opening, ({ opening }) => opening),
    countColumn(balanceNames.added, ({ added }) => added),
    countColumn(balanceNames.closed, ({ closed }) => closed),
    countColumn(balanceNames.ending, ({ ending }) => ending),
  ];
  return fillTable(columns, schools);
}

function countColumn<Row>(title: string, cell: (row: Row) => number): Column<Row> {
  return { title, width: 10, kind: 'count', total: 'sum', cell };
}

async function visitRows({ db, workspace }: Context, span: PeriodDates) {
  const categories = workspace.catalogue.categoryTitles;
  const rows = await selectVisitsBetween(db, span);
  const columns: Column<(typeof rows)[number]>[] = [
    number,
    {
      title: '日期',
      width: 12,
      kind: 'day',
      total: 'filled',
      cell: ({ startedAt }) => startedAt.slice(0, 10),
    },
    {
      title: '时间',
      width: 13,
      cell: ({ startedAt, endedAt }) => `${startedAt.slice(11)}–${endedAt.slice(11)}`,
    },
    { title: '场所', width: 26, cell: ({ placeName }) => placeName },
    { title: '类别', width: 11, cell: ({ category }) => placeTitle(categories, category) },
    { title: '学校', width: 20, cell: ({ schoolName }) => schoolName },
    { title: '行动', width: 28, cell: ({ sweep }) => sweep },
    { title: '执法人员', width: 20, cell: ({ officers }) => officerNames(officers).join('、') },
    { title: '结果', width: 11, cell: ({ result }) => result },
    { title: '现场情况', width: 40, cell: ({ facts }) => facts },
    { title: '实测（米）', width: 9, kind: 'metres', cell: ({ measuredDistance }) => measuredDistance },
    { title: '措施', width: 22, cell: ({ measures }) => measures },
    { title: '文书', width: 20, cell: ({ documents }) => documents },
    { title: '隐患', width: 7, kind: 'count', total: 'sum', cell: ({ hazards }) => hazards },
  ];
  return fillTable(columns, rows);
}

async function findingRows({ db, workspace }: Context) {
  const categories = workspace.catalogue.categoryTitles;
  const bases = new Map(workspace.rules.map((rule) => [rule.id, basisText(rule)]));
  const rows = await selectNamedFindings(db, { primary: true });
  const columns: Column<(typeof rows)[number]>[] = [
    number,
    { title: '学校', width: 22, cell: ({ schoolName }) => schoolName },
    { title: '场所', width: 28, total: 'filled', cell: ({ venueName }) => venueName },
    { title: '类别', width: 11, cell: ({ category }) => placeTitle(categories, category) },
    { title: '判定', width: 11, cell: ({ severity }) => severityNames[severity] },
    { title: '距离（米）', width: 10, kind: 'metres', cell: ({ distance }) => distance },
    { title: '误差±2σ（米）', width: 11, kind: 'metres', cell: ({ sigma }) => 2 * sigma },
    { title: '限值（米）', width: 10, kind: 'count', cell: ({ limit }) => limit },
    { title: '测法', width: 8, cell: ({ method }) => methodNames[method] },
    { title: '依据', width: 40, cell: ({ ruleId }) => bases.get(ruleId) ?? ruleId },
    { title: '备注', width: 36, cell: ({ note }) => note },
  ];
  return fillTable(columns, rows);
}

async function coverageRows({ db, workspace }: Context, { from, to }: PeriodDates) {
  const lookup = await workspace.places.regions();
  const last = await selectLastSwept(db);
  const visits = new Map<number, number>();
  for (const row of await selectSwept(db, { from, to }, workspace.pack.sweepCounts))
    visits.set(row.schoolId, (visits.get(row.schoolId) ?? 0) + row.visits);
  const schools = [...(await workspace.places.schools()).values()];
  const columns: Column<(typeof schools)[number]>[] = [
    number,
    { title: '镇街', width: 14, cell: ({ id }) => lookup.ofSchool(TOWN_LEVEL, id) },
    { title: '派出所', width: 16, cell: ({ id }) => lookup.ofSchool(POLICE_LEVEL, id) },
    { title: '学校', width: 28, total: 'filled', cell: ({ name }) => name },
    { title: '学段', width: 10, cell: ({ stage }) => stage },
    { title: '检查次数', width: 10, kind: 'count', total: 'sum', cell: ({ id }) => visits.get(id) ?? 0 },
    { title: '本期', width: 10, cell: ({ id }) => (visits.has(id) ? '已整治' : '未整治') },
    { title: '最近整治', width: 12, kind: 'day', cell: ({ id }) => last.get(id) ?? null },
    { title: '区域', width: 20, cell: (school) => (isKnownByPoint(school) ? POINT_FOR_CAMPUS : '') },
  ];
  return fillTable(columns, schools);
}

async function gapRows(context: Context) {
  return gapSheet(await readMatrix(context), requirementsOf(context.workspace));
}
