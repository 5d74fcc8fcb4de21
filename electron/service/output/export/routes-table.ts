import { elementAt } from '#shared/lists/element.ts';
import { clockOf } from '#shared/sweeps/practice.ts';
import { scheduleOf, shiftAt } from '#shared/sweeps/routing.ts';
import { placeTitle } from '#shared/sweeps/visit-rules.ts';
import { daysOf, fillDay, readRoutes, type SweepRoutes } from '../../sweeps/routes/sweep-routes.ts';
import { readSweep } from '../../sweeps/sweep.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { Cell, ExportTable } from './table.ts';

const columns = [
  '小组',
  '组员',
  '天',
  '日期',
  '序',
  '场所',
  '类别',
  '地址',
  '学校',
  '距离（米）',
  '加入原因',
  '说明',
  '未结隐患',
  '上次检查',
  '到达',
  '离开',
  '路程（米）',
];

/** The cells that tell of a stop by its id, whatever team it has. */
type CellsOf = (stopId: number) => Cell[];

/** The stops of a sweep, one line each in the order of teams, days and places; those without a team last. */
export async function routesTable(
  context: Pick<QueryContext, 'db' | 'workspace' | 'today'>,
  sweepId: number,
): Promise<ExportTable> {
  const routes = await readRoutes(context, sweepId);
  const cellsOf = await describeStops(context, sweepId);
  const planned = routes.teams.flatMap((_, team) =>
    daysOf(routes, team).flatMap((order, day) => rowsOfDay(routes, { team, day, order }, cellsOf)),
  );
  const withTeam = new Set(routes.teams.map(({ id }) => id));
  const rest = [...routes.stops.filter(({ teamId }) => !withTeam.has(teamId ?? 0)), ...routes.unplaced].map(
    ({ id, leftOut }) => [`未分组：${leftOut}`, '', null, '', null, ...cellsOf(id), null, null, null],
  );
  const elsewhere = routes.elsewhere.map(({ id }) => [
    '其他行动',
    '',
    null,
    '',
    null,
    ...cellsOf(id),
    null,
    null,
    null,
  ]);
  return { columns, rows: [...planned, ...rest, ...elsewhere] };
}

async function describeStops(
  context: Pick<QueryContext, 'db' | 'workspace' | 'today'>,
  sweepId: number,
): Promise<CellsOf> {
  const { categoryTitles } = context.workspace.catalogue;
  const stops = new Map((await readSweep(context, sweepId)).stops.map((stop) => [stop.id, stop]));
  return (stopId) => {
    const stop = stops.get(stopId);
    return [
      stop?.placeName ?? '',
      placeTitle(categoryTitles, stop?.category ?? ''),
      stop?.address ?? '',
      stop?.schoolName ?? '',
      stop?.distance == null ? null : Number(stop.distance.toFixed(1)),
      stop?.reason ?? '',
      stop?.notes.join('；') ?? '',
      stop?.openHazards ?? 0,
      stop?.lastVisitOn ?? '',
    ];
  };
}

/** A team's day, one row a stop; without times where the day does not suffice. */
function rowsOfDay(
  routes: SweepRoutes,
  { team, day, order }: { team: number; day: number; order: readonly number[] },
  cellsOf: CellsOf,
): Cell[][] {
  fillDay(routes, team, order);
  const { name, members } = elementAt(routes.teams, team);
  const { date } = elementAt(elementAt(routes.days, team), day);
  const people = members.map((member) => member.name).join('、');
  const visits = scheduleOf(routes.problem, team, shiftAt(routes.problem, team, day), order)?.stops;
  return order.map((stop, i) => {
    const visit = visits?.[i];
    return [
      name,
      people,
      day + 1,
      date ?? '',
      i + 1,
      ...cellsOf(elementAt(routes.stops, stop).id),
      visit ? clockOf(visit.from) : null,
      visit ? clockOf(visit.until) : null,
      visit ? Math.round(visit.metres) : null,
    ];
  });
}
