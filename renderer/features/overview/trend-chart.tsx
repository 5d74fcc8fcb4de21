import { periodTitle } from '#shared/sweeps/period.ts';
import { all } from '#shared/tables/conditions.ts';
import { useService } from '../../client/queries.ts';
import { severityColours } from '../../components/chart-colours.ts';
import { Chart } from '../../components/lazy-chart.ts';
import { goTo } from '../../routes/navigation.ts';

/** What was checked, found and closed in each of the last quarters. */
export function TrendChart() {
  const { data } = useService('overview.get', {});
  const quarters = data?.quarters ?? [];
  return (
    <Chart
      title="近六个季度"
      summary={quarters
        .map(
          ({ period, visits, found, closed }) =>
            `${periodTitle(period)}检查 ${visits} 次，发现隐患 ${found} 项，销号 ${closed} 项`,
        )
        .join('；')}
      height={260}
      onPick={(series) =>
        goTo({ name: 'table', table: series === '检查' ? 'visits' : 'hazards', query: all() })
      }
      option={{
        xAxis: {
          type: 'category',
          data: quarters.map(({ period }) => `${period.slice(2, 4)}年${period.slice(5)}季`),
        },
        yAxis: { type: 'value', minInterval: 1 },
        series: [
          {
            name: '检查',
            type: 'bar',
            barMaxWidth: 30,
            itemStyle: { color: '#c9d8ea' },
            data: quarters.map(({ visits }) => visits),
          },
          line(
            '发现隐患',
            severityColours.violation,
            quarters.map(({ found }) => found),
          ),
          line(
            '销号',
            severityColours.supervised,
            quarters.map(({ closed }) => closed),
            true,
          ),
          line(
            '新开区内·禁设',
            severityColours.undetermined,
            quarters.map(({ opened }) => opened),
          ),
        ],
      }}
    />
  );
}

function line(name: string, colour: string, data: number[], dashed = false) {
  return {
    name,
    type: 'line',
    symbolSize: 7,
    lineStyle: { width: 2.4, type: dashed ? 'dashed' : 'solid' },
    itemStyle: { color: colour },
    data,
  };
}
