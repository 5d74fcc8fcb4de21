import type { Facets } from '#shared/blanks/label-facets.ts';
import type { ListSubject } from '#shared/blanks/list-words.ts';
import type { ReportKind } from '#shared/contract/reports.ts';
import { balanceNames, isOpenAt, wasAdded } from '#shared/ledger/balance.ts';
import { endOfSpot, stateOnDay, troubleSpotStateNames } from '#shared/ledger/trouble-spot.ts';
import { POLICE_LEVEL, TOWN_LEVEL } from '#shared/regions/levels.ts';
import { comparable } from '#shared/registry/text.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import { all, oneOf } from '#shared/tables/conditions.ts';
import { everything, type Query } from '#shared/tables/query.ts';
import { cellText, findColumn, type TableName } from '#shared/tables/table-columns.ts';
import { makeTitles } from '#shared/tables/titles.ts';
import { selectNamedFindings } from '../../db/queries/named-findings.ts';
import { selectOfficers } from '../../db/queries/officers.ts';
import { selectLedger } from '../../db/queries/reports.ts';
import { selectTroubleSpots } from '../../db/queries/trouble-spots.ts';
import { askRows } from '../../workspace/asked-rows.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { hazardKindsOf } from '../../workspace/hazard-kinds.ts';
import { readRows } from '../export/told-rows.ts';
import { reportSheet } from '../reports/report-sheets.ts';
import { settledText, spotsOfSchools, spotsText } from '../spots-of-schools.ts';
import { planRows, postRows } from './arranged-rows.ts';
import type { KnownFigures } from './known-figures.ts';
import type { KnownList, ListOptions, ListRow, Shown } from './list-row.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'progress'>;
/** The rows that a list of some kind has. */
export async function knownList(
  context: Context,
  subject: ListSubject,
  options: ListOptions,
  figures: KnownFigures,
): Promise<KnownList> {
  switch (subject) {
    case 'schools':
      return await schoolList(context, figures, options.span);
    case 'towns':
      return named(await regionNames(context, TOWN_LEVEL), '镇街', '有学校的镇街', (town) => ({ town }));
    case 'stations':
      return named(await regionNames(context, POLICE_LEVEL), '派出所', '有学校的派出所辖区', (station) => ({
        station,
      }));
    case 'bodies': {
      const bodies = (await figures.facts()).hazards.map(({ responsibleBody }) => responsibleBody);
      return named(sorted(bodies), '责任单位', '期内隐患的责任单位', (body) => ({ body }));
    }
    case 'kinds':
      return named(kindNames(context), '隐患种类', '隐患种类', (kind) => ({ kind }));
    case 'hazards':
      return await hazardList(context, options);
    case 'visits':
    case 'findings':
    case 'licences':
      return await reportList(context, subject, options.span);
    case 'venues':
      return await venueList(context);
    case 'officers':
      return await officerList(context);
    case 'posts':
      return listOf(await postRows(context, options.about), '护学岗（所选校门）', '');
    case 'plan':
      return listOf(await planRows(context, options.about), '整治行动的检查点', '');
    case 'spots':
      return await spotList(context, options.span);
  }
}

function listOf(rows: readonly ListRow[], source: string, note: string): KnownList {
  return { rows, note, source, opens: null };
}

function named<Name extends string>(
  names: readonly Name[],
  column: string,
  source: string,
  facetsOf: (name: Name) => Facets,
): KnownList {
  const rows = names.map((name) => ({ name, cells: new Map([[column, name]]), facets: facetsOf(name) }));
  return listOf(rows, source, '');
}

const sorted = (names: readonly (string | null)[]) =>
  [...new Set(names.filter((name) => name !== null && name !== ''))]
    .sort((a, b) => (a ?? '').localeCompare(b ?? '', 'zh-CN'))
    .flatMap((name) => name ?? []);

async function regionNames({ workspace }: Context, level: string): Promise<string[]> {
  const lookup = await workspace.places.regions();
  return sorted([...(await workspace.places.schools()).keys()].map((id) => lookup.ofSchool(level, id)));
}

const schoolColumns = [
  'name',
  'stage',
  'address',
  'gates',
  'schoolCode',
  'lastVisitOn',
  '镇街',
  '社区',
  '派出所辖区',
] as const;

const kindNames = ({ workspace }: Context) => hazardKindsOf(workspace).kinds.map(({ name }) => name);

/** 治安乱点 that were treated at any time of the span, as they stood at its end. */
async function spotList({ db }: Context, span: PeriodDates): Promise<KnownList> {
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
      ['状态', troubleSpotStateNames[state]],
      ['评估', spot.evaluation || null],
    ]);
    return [{ name: spot.name, cells, facets: {} }];
  });
  // Without any on record nobody knows whether there is none.
  return { rows: list, note: '', source: all.length === 0 ? null : '治安乱点清单', opens: null };
}

async function schoolList(context: Context, figures: KnownFigures, span: PeriodDates): Promise<KnownList> {
  const rows = await tableRows(context, 'schools', everything, schoolColumns);
  const { looked } = await figures.facts();
  const spots = await spotsOfSchools(context, span);
  const list = rows.map(({ id, cells }): ListRow => {
    return {
      name: String(cells.get('name')),
      facets: { schoolId: id },
      cells: new Map<string, Shown>([
        ['学校', cells.get('name') ?? null],
        ['镇街', cells.get('镇街') ?? null],
        ['派出所', cells.get('派出所辖区') ?? null],
        ['社区', cells.get('社区') ?? null],
        ['学段', cells.get('stage') ?? null],
        ['地址', cells.get('address') ?? null],
        ['标识码', cells.get('schoolCode') ?? null],
        ['校门', cells.get('gates') ?? null],
        ['最近整治', cells.get('lastVisitOn') ?? null],
        ['本期', looked.has(id) ? '是' : '否'],
        // 治安乱点 are no hazards: without a list of them nothing is said.
        ['治安乱点', spotsText(spots, id) || null],
        ['乱点整改', settledText(spots?.get(id), 0, 0) || null],
      ]),
    };
  });
  const order = (row: ListRow) =>
    ['镇街', '派出所', '学校'].map((column) => String(row.cells.get(column) ?? '\uffff'));
  const byPlace = list.toSorted((a, b) => compareTexts(order(a), order(b)));
  return { rows: byPlace, note: '', source: '学校名单', opens: { table: 'schools', query: everything } };
}

function compareTexts(a: readonly string[], b: readonly string[]): number {
  for (const [i, text] of a.entries()) {
    const order = text.localeCompare(b[i] ?? '', 'zh-CN');
    if (order !== 0) return order;
  }
  return 0;
}

async function tableRows(context: Context, table: TableName, query: Query, columns: readonly string[]) {
  const { db, workspace } = context;
  const request = await askRows(context, { table, query, text: '', sort: [], about: null }, columns);
  const ids = [...(await workspace.rowSets.ids(request))];
  const titles = makeTitles(workspace.catalogue.categories, workspace.rules);
  const rows = await readRows(db, workspace.rules, { request, columns, masked: true }, ids);
  return rows.map(({ id, cells }) => ({
    id,
    cells: new Map<string, Shown>(
      columns.map((key, i) => {
        const column = findColumn(table, key);
        const value = cells[i];
        if (!column) return [key, null] as const;
        const text = cellText(column, value, titles);
        return [key, column.type === 'number' && text !== '' ? Number(text) : text || null] as const;
      }),
    ),
  }));
}

const venueKeys = [
  'name',
  'category',
  'severity',
  'nearest',
  'address',
  'status',
  'uscc',
  'licenceNo',
  'licenceUntil',
  'legalPerson',
  'establishedOn',
  'scope',
  'openHazards',
  'lastVisitOn',
  '镇街',
  '社区',
  '派出所辖区',
] as const;
const governed = all(oneOf('severity', 'violation', 'undetermined', 'supervised', 'supervisedDoubt'));

async function venueList(context: Context): Promise<KnownList> {
  const rows = await tableRows(context, 'venues', governed, venueKeys);
  const schools = await nearestSchools(context);
  const list = rows.map(({ id, cells }): ListRow => {
    const told = venueKeys.map(
      (key) => [findColumn('venues', key)?.title ?? key, cells.get(key) ?? null] as const,
    );
    const name = String(cells.get('name') ?? '');
    return {
      name,
      facets: {},
      cells: new Map<string, Shown>([
        ...told,
        ['就近学校', schools.get(id) ?? null],
        ['派出所', cells.get('派出所辖区') ?? null],
      ]),
    };
  });
  return {
    rows: list,
    note: '列出落在学校规定范围内的场所',
    source: '场所表',
    opens: { table: 'venues', query: governed },
  };
}

/** The school that the gravest finding of each venue is about, the nearest where several are as grave. */
async function nearestSchools({ db }: Context): Promise<ReadonlyMap<number, string>> {
  const known = new Map<number, string>();
  for (const { venueId, schoolName } of await selectNamedFindings(db, { primary: true }))
    if (!known.has(venueId)) known.set(venueId, schoolName);
  return known;
}

/** The sheet that reports have, column by column. */
async function reportList(
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

async function hazardList(context: Context, { span, carried }: ListOptions): Promise<KnownList> {
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

async function officerList({ db }: Context): Promise<KnownList> {
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

/** Names that forms may have printed, as names are compared, with what each narrows. */
export async function knownNames(context: Context): Promise<Map<string, Facets>> {
  const { workspace } = context;
  const names = new Map<string, Facets>();
  for (const { name } of workspace.pack.agencies) names.set(comparable(name), { body: name });
  for (const station of await regionNames(context, POLICE_LEVEL)) names.set(comparable(station), { station });
  for (const town of await regionNames(context, TOWN_LEVEL)) {
    names.set(comparable(town), { town });
    const short = town.replace(/(?:街道|镇|乡)(?:办事处)?$/, '');
    if (short.length > 1 && !names.has(comparable(short))) names.set(comparable(short), { town });
  }
  for (const { id, name } of (await workspace.places.schools()).values())
    names.set(comparable(name), { schoolId: id });
  return names;
}
