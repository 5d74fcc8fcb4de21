import type { ReactNode } from 'react';
import { all, oneOf, openHazards } from '#shared/tables/conditions.ts';
import { useService } from '../../client/queries.ts';
import { HAZARD_COLOUR, severityColours } from '../../components/chart-colours.ts';
import { Chart } from '../../components/lazy-chart.ts';
import { EmptyState } from '../../components/states.tsx';
import { goTo } from '../../routes/navigation.ts';
import type { Route } from '../../routes/routes.ts';

/** What the regions of one level have come to. */
export function RegionChart({ level, choice }: { level: string; choice: ReactNode }) {
  const regions = useService('map.regions', {});
  const own = (regions.data ?? [])
    .filter((region) => region.level === level)
    .slice(0, 20)
    .reverse();
  if (regions.data?.length === 0)
    return (
      <figure className="chart">
        <figcaption>各辖区的研判结果</figcaption>
        <EmptyState title="还没有辖区边界">
          在“名单”里按“辖区”导入区县、镇街、社区、派出所的边界后，这里按辖区统计。
        </EmptyState>
      </figure>
    );
  return (
    <div className="overview-region">
      <div className="overview-choice">{choice}</div>
      <Chart
        title={`各${level.replace('辖区', '')}的研判结果`}
        summary={own.map(({ name, violations }) => `${name} 区内·禁设 ${violations} 家`).join('，')}
        height={280}
        onPick={(series, category) => goTo(rowsOf(level, category, series))}
        option={{
          xAxis: { type: 'value', minInterval: 1 },
          yAxis: { type: 'category', data: own.map(({ name }) => name) },
          series: [
            bars(
              '区内·禁设',
              severityColours.violation,
              own.map(({ violations }) => violations),
            ),
            bars(
              '待实测',
              severityColours.undetermined,
              own.map(({ undetermined }) => undetermined),
            ),
            bars(
              '未结隐患',
              HAZARD_COLOUR,
              own.map(({ openHazards }) => openHazards),
            ),
          ],
        }}
      />
    </div>
  );
}

function bars(name: string, colour: string, data: number[]) {
  return { name, type: 'bar', barMaxWidth: 12, itemStyle: { color: colour }, data };
}

/** The rows that a bar counts. */
function rowsOf(level: string, region: string, series: string): Route {
  const inRegion = oneOf(level, region);
  if (series === '未结隐患') return { name: 'table', table: 'hazards', query: all(inRegion, openHazards) };
  const severity = series === '待实测' ? 'undetermined' : 'violation';
  return { name: 'table', table: 'venues', query: all(inRegion, oneOf('severity', severity)) };
}
