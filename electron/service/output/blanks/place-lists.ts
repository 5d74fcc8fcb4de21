import type { PeriodDates } from '#shared/sweeps/period.ts';
import { all, oneOf } from '#shared/tables/conditions.ts';
import { everything, type Query } from '#shared/tables/query.ts';
import { cellText, findColumn, type TableName } from '#shared/tables/table-columns.ts';
import { makeTitles } from '#shared/tables/titles.ts';
import { selectNamedFindings } from '../../db/queries/named-findings.ts';
import { askRows } from '../../workspace/asked-rows.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { readRows } from '../export/told-rows.ts';
import { schoolsWithoutSpots, settledText, spotsOfSchools, spotsText } from '../spots-of-schools.ts';
import type { KnownFigures } from './known-figures.ts';
import { type KnownList, type ListRow, NOT_APPLICABLE, type Shown } from './list-row.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'progress'>;

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

/** Schools by town, station and name, as lists of forms order them. */
export async function schoolList(
  context: Context,
  figures: KnownFigures,
  span: PeriodDates,
): Promise<KnownList> {
  const rows = await tableRows(context, 'schools', everything, schoolColumns);
  const { looked, swept } = await figures.facts();
  const spots = await spotsOfSchools(context, span);
  const saidNone = await schoolsWithoutSpots(context.db);
  const list = rows.map(({ id, cells }): ListRow => {
    const near = spots?.get(id);
    // Where nobody was and nobody said so, nobody knows that there is none.
    const none = !near && (saidNone.has(id) || (spots !== null && swept.has(id)));
    return {
      name: String(cells.get('name')),
      facets: { schoolId: id },
      ...(none && { offered: new Map([['乱点整改', NOT_APPLICABLE]]) }),
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
        ['治安乱点', none ? '无' : near ? spotsText(spots, id) : null],
        ['乱点整改', settledText(near, 0, 0) || null],
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

/** Venues that lie within what is prescribed around schools. */
export async function venueList(context: Context): Promise<KnownList> {
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
