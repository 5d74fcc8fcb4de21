import type { ReportKind } from '#shared/contract/reports.ts';
import { balanceNames, isOpenAt, wasAdded } from '#shared/ledger/balance.ts';
import { endOfSpot, isOpenSpot, stateOnDay, troubleSpotStateNames } from '#shared/ledger/trouble-spot.ts';
import { POLICE_LEVEL, TOWN_LEVEL } from '#shared/regions/levels.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import type { Query } from '#shared/tables/query.ts';
import { selectOfficers } from '../../db/queries/officers.ts';
import { selectLedger } from '../../db/queries/reports.ts';
import { selectTroubleSpots } from '../../db/queries/trouble-spots.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { reportSheet } from '../reports/report-sheets.ts';
import { type KnownList, type ListOptions, type ListRow, listOf, type Shown } from './list-row.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'progress'>;

/** 治安乱点 that were treated at any time of the span, as they stood at its end. */
export async function spotList({ db }: Context, span: PeriodDates): Promise<KnownList> {
  const all = await selectTroubleSpots(db);
  const list = all.flatMap((spot): ListRow[] => {
    const state = stateOnDay(spot, span.to);
    const end = endOfSpot(spot);
    if (state === null || (end !== null && end < span.from)) return [];
    const cells = new Map<string, Shown>([
      ['名称', spot.name],
      ['问题', spot.problem || null],
      ['区域类型', spot.areaKind || null],
      ['范围', spot.rangeText || null],
      ['牵头', spot.leadBody || null],
      ['参与', spot.joinBodies || null],
      ['时限', spot.dueOn],
      ['刑事', spot.criminalCases],
      ['治安', spot.publicOrderCases],
      ['状态', spot.progress || troubleSpotStateNames[state]],
      ['评估', spot.evaluation || null],
    ]);
    // Nobody has looked yet whether it did any good.
    const offered = isOpenSpot(state) ? { offered: new Map([['评估', '整治中']]) } : {};
    return [{ name: spot.name, cells, facets: {}, ...offered }];
  });
  // Without any on record nobody knows whether there is none.
  return { rows: list, note: '', source: all.length === 0 ? null : '治安乱点清单', opens: null };
}

/** The sheet that reports have, column by column. */
export async function reportList(
  context: Context,
  kind: ReportKind & ('visits' | 'findings' | 'licences'),
  span: PeriodDates,
): Promise<KnownList> {
  const { columns, rows } = await reportSheet(kind, context, span);
  const titles = columns.map(({ title }) => title);
  const list = rows.map((row): ListRow => {
    const cells = new Map(titles.map((title, i) => [title, row[i] ?? null] as const));
    return { name: String(cells.get('场所') ?? ''), cells, facets: {} };
  });
  const sources = { visits: '报表“检查清单”', findings: '报表“研判结果”', licences: '报表“到期不延续”' };
  return listOf(list, sources[kind], '');
}

/** Hazards of the ledger that were found in the span; where it is asked for, those that it carried on as well. */
export async function hazardList(context: Context, { span, carried }: ListOptions): Promise<KnownList> {
  const { columns, rows } = await reportSheet('ledger', context, span);
  const hazards = await selectLedger(context.db, span);
  const lookup = await context.workspace.places.regions();
  const list = hazards.flatMap((hazard, i): ListRow[] => {
    if (!carried && !wasAdded(hazard, span)) return [];
    const cells = new Map<string, Shown>(
      columns.map(({ title }, at) => [title, rows[i]?.[at] ?? null] as const),
    );
    const { schoolId } = hazard;
    cells.set('隐患种类', hazard.kind);
    cells.set('隐患名称', hazard.description);
    cells.set('是否整改', isOpenAt(hazard, span.to) ? '否' : '是');
    cells.set('镇街', schoolId && lookup.ofSchool(TOWN_LEVEL, schoolId));
    cells.set('派出所', schoolId && lookup.ofSchool(POLICE_LEVEL, schoolId));
    return [{ name: hazard.code, cells, facets: {} }];
  });
  const before = hazards.length - hazards.filter((hazard) => wasAdded(hazard, span)).length;
  const note = carried
    ? `含期前发现、期内在办的 ${before} 项（${balanceNames.opening}）`
    : before > 0
      ? `期前发现、期内在办的 ${before} 项没有列入`
      : '';
  const query: Query = {
    match: 'all',
    parts: [{ column: 'foundOn', operator: 'between', operands: [span.from, span.to] }],
  };
  return { rows: list, note, source: '报表“隐患台账”', opens: { table: 'hazards', query } };
}

/** Officers who may be sent. */
export async function officerList({ db }: Context): Promise<KnownList> {
  const officers = (await selectOfficers(db)).filter(
    ({ active, removedOn }) => active === 1 && removedOn === null,
  );
  const rows = officers.map(({ name, certificate, agency }) => ({
    name,
    facets: {},
    cells: new Map([
      ['姓名', name],
      ['证号', certificate],
      ['单位', agency],
    ]),
  }));
  return listOf(rows, '执法人员名单', '');
}
