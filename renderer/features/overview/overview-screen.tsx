import { Segmented } from 'antd';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { hazardStateNames } from '#shared/ledger/hazard.ts';
import { periodTitle } from '#shared/sweeps/period.ts';
import type { Condition, Query } from '#shared/tables/query.ts';
import { regionLevels, type TableName } from '#shared/tables/table-columns.ts';
import { type Severity, severityNames } from '#shared/zones/verdict.ts';
import { useService } from '../../client/queries.ts';
import { FirstSteps } from '../../components/first-steps.tsx';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import './overview.css';
import { goTo } from '../../routes/navigation.ts';

const Chart = lazy(async () => ({ default: (await import('../../components/chart.tsx')).Chart }));

const colours: Readonly<Record<Severity, string>> = {
  violation: '#c62f3b',
  undetermined: '#e0a030',
  supervised: '#2b7a4b',
  outside: '#aab4bf',
};

const all = (...parts: Condition[]): Query => ({ match: 'all', parts });
const oneOf = (column: string, ...operands: string[]): Condition => ({ column, operator: 'oneOf', operands });
const open: Condition = { column: 'state', operator: 'noneOf', operands: ['closed'] };

/** The page for leaders: how many places there are, where rules are broken, what was done. */
export function OverviewScreen() {
  const overview = useService('overview.get', {});
  const workspace = useService('workspace.describe', {});
  const regions = useService('map.regions', {});
  const [chosenLevel, setLevel] = useState<string | null>(null);
  const levels = useMemo(
    () => regionLevels.filter((level) => regions.data?.some((region) => region.level === level)),
    [regions.data],
  );
  // With one region there is nothing to compare.
  const isTold = (each: string) => (regions.data ?? []).filter((region) => region.level === each).length > 1;
  const level = chosenLevel ?? levels.find(isTold) ?? levels[0] ?? '';
  if (overview.error) return <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />;
  if (!overview.data || !workspace.data) return <Loading />;
  const { schools, venues, unlocated, severities, hazards, coverage } = overview.data;
  if (schools === 0 || venues === 0) return <FirstSteps workspace={workspace.data} />;
  const share = schools === 0 ? 0 : Math.round((coverage.swept / schools) * 100);
  const show = (table: TableName, ...parts: Condition[]) =>
    goTo({ name: 'table', table, query: all(...parts) });
  return (
    <div className="overview">
      <header className="overview-head">
        <h1>{workspace.data.name}</h1>
        <p className="quiet">
          {workspace.data.today} · {workspace.data.pack.title} · 学校 {schools} 所 · 场所 {venues} 家
        </p>
      </header>
      <section className="overview-figures" aria-label="主要数字">
        <Figure
          tone="violation"
          value={severities.violation}
          label="区内·禁设的场所"
          onClick={() => show('venues', oneOf('severity', 'violation'))}
        />
        <Figure
          tone="undetermined"
          value={severities.undetermined}
          label="待实测的场所"
          onClick={() => show('venues', oneOf('severity', 'undetermined'))}
        />
        <Figure
          tone="supervised"
          value={severities.supervised}
          label="重点监管的场所"
          onClick={() => show('venues', oneOf('severity', 'supervised'))}
        />
        <Figure value={hazards.open} label="未结隐患" onClick={() => show('hazards', open)} />
        <Figure
          tone={hazards.overdue > 0 ? 'violation' : undefined}
          value={hazards.overdue}
          label="逾期隐患"
          onClick={() => show('hazards', { column: 'overdue', operator: 'yes', operands: [] })}
        />
        <Figure
          tone={hazards.supervised > 0 ? 'violation' : undefined}
          value={hazards.supervised}
          label="挂牌督办"
          onClick={() => show('hazards', { column: 'listed', operator: 'yes', operands: [] })}
        />
        <Figure
          value={`${share}%`}
          label={`${periodTitle(coverage.period)}已整治学校 ${coverage.swept}/${schools}`}
          onClick={() => show('schools', { column: 'visitedThisQuarter', operator: 'yes', operands: [] })}
        />
        <Figure
          tone={schools - coverage.swept > 0 ? 'undetermined' : undefined}
          value={schools - coverage.swept}
          label={`未整治学校，本季还有 ${coverage.daysLeft} 天（${coverage.cadence}）`}
          onClick={() => show('schools', { column: 'visitedThisQuarter', operator: 'no', operands: [] })}
        />
        <Figure
          value={unlocated}
          label="待定位的场所"
          onClick={() => goTo({ name: 'settle', what: 'locating' })}
        />
        <Figure
          value={overview.data.unvisited}
          tone={overview.data.unvisited > 0 ? 'violation' : undefined}
          label="从未检查过的区内·禁设场所"
          onClick={() =>
            show('venues', oneOf('severity', 'violation'), {
              column: 'lastVisitOn',
              operator: 'empty',
              operands: [],
            })
          }
        />
      </section>
      <Suspense fallback={<Loading />}>
        <div className="overview-charts">
          <CategoryChart />
          <RegionChart
            level={level}
            choice={
              levels.length > 1 && (
                <Segmented
                  size="small"
                  aria-label="辖区级别"
                  value={level}
                  onChange={setLevel}
                  options={levels.map((each) => ({ value: each, label: each.replace('辖区', '') }))}
                />
              )
            }
          />
          <TrendChart />
          <StateChart />
        </div>
      </Suspense>
    </div>
  );
}

function Figure({
  value,
  label,
  tone = 'plain',
  onClick,
}: {
  value: number | string;
  label: string;
  tone?: string;
  onClick: () => void;
}) {
  return (
    <button type="button" className={`overview-figure overview-${tone}`} onClick={onClick}>
      <strong className="number">{typeof value === 'number' ? value.toLocaleString('zh-CN') : value}</strong>
      <span>{label}</span>
    </button>
  );
}

/** Governed venues by category, as their findings have them. */
function CategoryChart() {
  const overview = useService('overview.get', {});
  const workspace = useService('workspace.describe', {});
  const { byCategory = [] } = overview.data ?? {};
  const categories = workspace.data?.categories ?? [];
  const shown = (['violation', 'undetermined', 'supervised'] as const).filter((severity) =>
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
          itemStyle: { color: colours[severity] },
          data: present.map(({ id }) => count(id, severity)),
        })),
      }}
    />
  );
}

function RegionChart({ level, choice }: { level: string; choice: ReactNode }) {
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
        onPick={(series, category) =>
          goTo({
            name: 'table',
            table: series === '未结隐患' ? 'hazards' : 'venues',
            query: all(
              oneOf(level, category),
              series === '未结隐患'
                ? open
                : oneOf('severity', series === '待实测' ? 'undetermined' : 'violation'),
            ),
          })
        }
        option={{
          xAxis: { type: 'value', minInterval: 1 },
          yAxis: { type: 'category', data: own.map(({ name }) => name) },
          series: [
            {
              name: '区内·禁设',
              type: 'bar',
              barMaxWidth: 12,
              itemStyle: { color: colours.violation },
              data: own.map(({ violations }) => violations),
            },
            {
              name: '待实测',
              type: 'bar',
              barMaxWidth: 12,
              itemStyle: { color: colours.undetermined },
              data: own.map(({ undetermined }) => undetermined),
            },
            {
              name: '未结隐患',
              type: 'bar',
              barMaxWidth: 12,
              itemStyle: { color: '#1f5fae' },
              data: own.map(({ openHazards }) => openHazards),
            },
          ],
        }}
      />
    </div>
  );
}

function TrendChart() {
  const { data } = useService('overview.get', {});
  const quarters = data?.quarters ?? [];
  const line = (name: string, colour: string, values: number[], dashed = false) => ({
    name,
    type: 'line',
    symbolSize: 7,
    lineStyle: { width: 2.4, type: dashed ? 'dashed' : 'solid' },
    itemStyle: { color: colour },
    data: values,
  });
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
            '#c62f3b',
            quarters.map(({ found }) => found),
          ),
          line(
            '销号',
            '#2b7a4b',
            quarters.map(({ closed }) => closed),
            true,
          ),
          line(
            '新开区内·禁设',
            '#e0a030',
            quarters.map(({ opened }) => opened),
          ),
        ],
      }}
    />
  );
}

function StateChart() {
  const { data } = useService('overview.get', {});
  const states = Object.entries(hazardStateNames).map(([state, title]) => ({
    state,
    title,
    hazards: data?.byState.find((each) => each.state === state)?.hazards ?? 0,
  }));
  return (
    <Chart
      title="隐患各处在哪一步"
      summary={states.map(({ title, hazards }) => `${title} ${hazards} 项`).join('，')}
      height={260}
      onPick={(_, title) => {
        const found = states.find((each) => each.title === title);
        if (found) goTo({ name: 'table', table: 'hazards', query: all(oneOf('state', found.state)) });
      }}
      option={{
        legend: { show: false },
        xAxis: { type: 'category', data: states.map(({ title }) => title), axisLabel: { interval: 0 } },
        yAxis: { type: 'value', minInterval: 1 },
        series: [
          {
            name: '隐患',
            type: 'bar',
            barMaxWidth: 34,
            label: { show: true, position: 'top', color: 'inherit', textBorderWidth: 0 },
            data: states.map(({ state, hazards }) => ({
              value: hazards,
              itemStyle: {
                color: state === 'closed' ? '#2b7a4b' : state === 'escalated' ? '#c62f3b' : '#1f5fae',
              },
            })),
          },
        ],
      }}
    />
  );
}
