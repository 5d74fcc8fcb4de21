import { Alert, Segmented } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { Overview } from '#shared/contract/overview.ts';
import { regionLevels } from '#shared/tables/table-columns.ts';
import { useService } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { FirstSteps } from '../../components/first-steps.tsx';
import { ErrorState, Loading } from '../../components/states.tsx';
import { linkTo } from '../../routes/routes.ts';
import { CategoryChart } from './category-chart.tsx';
import { ChangeRanking } from './changes/change-ranking.tsx';
import { ComingDays } from './coming-days.tsx';
import { TodayInbox } from './inbox/today-inbox.tsx';
import { OverviewFigures } from './overview-figures.tsx';
import { RegionChart } from './region-chart.tsx';
import { StateChart } from './state-chart.tsx';
import { TrendChart } from './trend-chart.tsx';
import { WatchTop } from './watch/watch-top.tsx';
import './overview.css';

// Only an office above districts has it.
const DistrictsScreen = lazy(async () => ({
  default: (await import('./districts/districts-screen.tsx')).DistrictsScreen,
}));

/** The page for leaders: how many places there are, where rules are broken, what was done. */
export function OverviewScreen() {
  const overview = useService('overview.get', {});
  const workspace = useService('workspace.describe', {});
  const { level, levels, setLevel } = useLevel();
  const may = useMayCall();
  if (overview.error) return <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />;
  if (!overview.data || !workspace.data) return <Loading />;
  const { schools, venues } = overview.data;
  const isAbove = workspace.data.districts === 'all' && may('districts.overview');
  if (schools === 0 || venues === 0)
    return isAbove ? (
      <DistrictsScreen indicator={null} isOverview />
    ) : (
      <FirstSteps workspace={workspace.data} />
    );
  return (
    <div className="overview">
      <header className="overview-head">
        <h1>{workspace.data.name}</h1>
        <p className="quiet">
          {workspace.data.today} · {workspace.data.pack.title} · 学校 {schools} 所 · 场所 {venues} 家
        </p>
        {may('overview.changes') && (
          <a className="overview-changes" href={linkTo({ name: 'changes' })}>
            变化
          </a>
        )}
        {isAbove && <a href={linkTo({ name: 'districts' })}>各辖区</a>}
        {!isAbove && may('neighbours.list') && <a href={linkTo({ name: 'edges' })}>交界处</a>}
        {may('watch.get') && <a href={linkTo({ name: 'watch' })}>重点关注学校</a>}
        {may('history.days') && <a href={linkTo({ name: 'time' })}>回看历史</a>}
        {may('presentation.slides') && <a href={linkTo({ name: 'present' })}>汇报</a>}
      </header>
      <OutsidePack outside={overview.data.outsidePack} />
      <TodayInbox />
      <ComingDays days={overview.data.days} today={workspace.data.today} />
      <OverviewFigures overview={overview.data} />
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
        {may('watch.get') && <WatchTop />}
        {may('overview.changes') && <ChangeRanking today={workspace.data.today} />}
      </Suspense>
    </div>
  );
}

/** Other rules may hold where a school is than those of the pack. */
function OutsidePack({ outside }: { readonly outside: Overview['outsidePack'] }) {
  if (!outside) return null;
  const { region, schools, names } = outside;
  const more = schools > names.length ? ` 等 ${schools} 所` : '';
  return (
    <Alert
      className="overview-outside"
      type="warning"
      showIcon
      title={`规则包用于${region}，有 ${schools} 所学校的地址在别处，那里的规定可能不同`}
      description={`${names.join('、')}${more}。请核对地址，或在“规则”里换用当地的规则包`}
    />
  );
}

/** The level whose regions are compared: the one that was chosen, else the first that has several. */
function useLevel() {
  const regions = useService('map.regions', {});
  const [chosen, setLevel] = useState<string | null>(null);
  const levels = useMemo(
    () => regionLevels.filter((level) => regions.data?.some((region) => region.level === level)),
    [regions.data],
  );
  // With one region there is nothing to compare.
  const isTold = (each: string) => (regions.data ?? []).filter((region) => region.level === each).length > 1;
  const level = chosen ?? levels.find(isTold) ?? levels[0] ?? '';
  return { level, levels, setLevel };
}
