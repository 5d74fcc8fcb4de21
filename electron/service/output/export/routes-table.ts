import { clockOf } from '#shared/sweeps/practice.ts';
import { scheduleOf } from '#shared/sweeps/routing.ts';
import { placeTitle } from '#shared/sweeps/visit.ts';
import { selectStops } from '../../db/queries/stops.ts';
import { daysOf, fillDay, readRoutes } from '../../sweeps/routes/sweep-routes.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { ExportTable } from './table.ts';

/** The stops of a sweep, one line each in the order of teams, days and places; those without a team last. */
export async function routesTable(
  context: Pick<QueryContext, 'db' | 'workspace'>,
  sweepId: number,
): Promise<ExportTable> {
  const { db, workspace } = context;
  const titles = new Map(workspace.catalogue.categories.map(({ id, title }) => [id, title]));
  const details = new Map((await selectStops(db, sweepId)).map((stop) => [stop.id, stop]));
  const routes = await readRoutes(context, sweepId);
  const about = (stopId: number) => {
    const stop = details.get(stopId);
    return [
      stop?.placeName ?? '',
      placeTitle(titles, stop?.category ?? ''),
      stop?.address ?? '',
      stop?.schoolName ?? '',
      stop?.distance === null || stop?.distance === undefined ? null : Number(stop.distance.toFixed(1)),
      stop?.reason ?? '',
      stop?.openHazards ?? 0,
      stop?.lastVisitOn ?? '',
    ];
  };
  const rows: ExportTable['rows'][number][] = [];
  const placed = new Set<number>();
  for (const [team, stored] of routes.teams.entries())
    for (const [day, order] of daysOf(routes, team).entries()) {
      fillDay(routes, team, order);
      const visits = scheduleOf(routes.problem, team, order)?.stops;
      for (const [i, index] of order.entries()) {
        const id = routes.stops[index]?.id ?? 0;
        const visit = visits?.[i];
        placed.add(id);
        rows.push([
          stored.name,
          stored.members.map(({ name }) => name).join('、'),
          day + 1,
          i + 1,
          ...about(id),
          visit ? clockOf(visit.from) : null,
          visit ? clockOf(visit.until) : null,
          visit ? Math.round(visit.metres) : null,
        ]);
      }
    }
  for (const { id, leftOut } of [...routes.stops, ...routes.unplaced])
    if (!placed.has(id)) rows.push([`未分组：${leftOut}`, '', null, null, ...about(id), null, null, null]);
  return {
    columns: [
      '小组',
      '组员',
      '天',
      '序',
      '场所',
      '类别',
      '地址',
      '学校',
      '距离（米）',
      '加入原因',
      '未结隐患',
      '上次检查',
      '到达',
      '离开',
      '路程（米）',
    ],
    rows,
  };
}
