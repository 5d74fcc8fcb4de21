import { all, oneOf } from '#shared/tables/conditions.ts';
import { type Severity, severityNames } from '#shared/zones/verdict.ts';
import { useService } from '../../client/queries.ts';
import { severityColours } from '../../components/chart-colours.ts';
import { Chart } from '../../components/lazy-chart.ts';
import { goTo } from '../../routes/navigation.ts';

/** Governed venues by category, as their findings have them. */
export function CategoryChart() {
  const overview = useService('overview.get', {});
  const workspace = useService('workspace.describe', {});
  const { byCategory = [] } = overview.data ?? {};
  const categories = workspace.data?.categories ?? [];
  const shown = (['violation', 'undetermined', 'supervised', 'supervisedDoubt'] as const).filter((severity) =>
    byCategory.some((row) => row.severity === severity),
  );
  const count = (id: string, severity: Severity) =>
    byCategory.find((row) => row.category === id && row.severity === severity)?.venues ?? 0;
  const present = categories
    .map(({ id, title }) => ({
      id,
      title,
      total: shown.reduce((sum, severity) => sum + count(id, severity), 0),
    }))
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total);
  return (
    <Chart
      title="各类场所的研判结果"
      summary={present.map(({ title, total }) => `${title} ${total} 家`).join('，')}
      height={280}
      onPick={(series, category) => {
        const id = categories.find(({ title }) => title === category)?.id;
        const severity = shown.find((each) => severityNames[each] === series);
        if (id && severity)
          goTo({
            name: 'table',
            table: 'venues',
            query: all(oneOf('category', id), oneOf('severity', severity)),
          });
      }}
      option={{
        xAxis: {
          type: 'category',
          data: present.map(({ title }) => title),
          axisLabel: { interval: 0, rotate: present.length > 8 ? 30 : 0 },
        },
        yAxis: { type: 'value', minInterval: 1 },
        series: shown.map((severity) => ({
          name: severityNames[severity],
          type: 'bar',
          stack: 'venues',
          barMaxWidth: 34,
          itemStyle: { color: severityColours[severity] },
          data: present.map(({ id }) => count(id, severity)),
        })),
      }}
    />
  );
}
