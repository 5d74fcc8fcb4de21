import { ReloadOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { District } from '#shared/contract/districts.ts';
import type { IndicatorId } from '#shared/districts/indicator-ids.ts';
import { indicators, rankDistricts } from '#shared/districts/indicators.ts';
import { queryClient, useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { replaceRoute } from '../../../routes/navigation.ts';
import { linkTo } from '../../../routes/routes.ts';
import { DistrictMap } from './district-map.tsx';
import { DistrictRanking } from './district-ranking.tsx';
import { DistrictTrend, indicatorOptions } from './district-trend.tsx';
import './districts.css';

/** All districts of an office above them: where they lie, how they compare by an indicator, and how it went on. */
export function DistrictsScreen({
  indicator,
  isOverview = false,
}: {
  indicator: IndicatorId | null;
  /** Whether it stands in the place of the overview of an office that has no places of its own. */
  isOverview?: boolean;
}) {
  const may = useMayCall();
  return may('districts.overview') ? (
    <Districts indicator={indicator ?? 'violations'} isOverview={isOverview} />
  ) : (
    <EmptyState title="“各辖区”由看报表的人查看">需要的，请找安全管理员授权。</EmptyState>
  );
}

function Districts({ indicator, isOverview }: { indicator: IndicatorId; isOverview: boolean }) {
  const overview = useService('districts.overview', {});
  if (overview.error) return <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />;
  if (overview.data === undefined) return <Loading />;
  if (overview.data === null)
    return (
      <EmptyState title="没有连接各辖区的汇总库">
        市、省的服务启动时用 --report 写明汇总库，见管理员手册“市、省汇总”。
      </EmptyState>
    );
  const { districts } = overview.data;
  return (
    <div className="districts">
      <header className="screen-head">
        <h1>各辖区</h1>
        <span className="quiet">{reportedWords(districts)}</span>
        {!isOverview && (
          <a className="quiet" href={linkTo({ name: 'overview' })}>
            返回总览
          </a>
        )}
        <div className="districts-choice">
          <Select<IndicatorId>
            aria-label="排名指标"
            value={indicator}
            onChange={(id) => replaceRoute({ name: 'districts', indicator: id })}
            options={indicatorOptions}
          />
          <Button icon={<ReloadOutlined />} loading={overview.isFetching} onClick={() => void readAnew()}>
            刷新
          </Button>
        </div>
      </header>
      {districts.length === 0 ? (
        <EmptyState title="还没有辖区报送">
          各辖区的工作区用命令 office report 写入汇总库后，在这里比较。
        </EmptyState>
      ) : (
        <Compared districts={districts} indicator={indicator} />
      )}
    </div>
  );
}

/** Nobody tells the page when districts report. */
async function readAnew(): Promise<void> {
  await queryClient.refetchQueries({
    predicate: ({ queryKey: [name] }) => String(name).startsWith('districts.'),
  });
}

function Compared({ districts, indicator }: { districts: readonly District[]; indicator: IndicatorId }) {
  const ranked = rankDistricts(districts, indicator);
  const { title, how } = indicators[indicator];
  return (
    <>
      <p className="districts-how">
        <strong>{title}</strong>：{how}。
      </p>
      <div className="districts-parts">
        <DistrictMap ranked={ranked} indicator={indicator} />
        <DistrictRanking ranked={ranked} indicator={indicator} />
      </div>
      <DistrictTrend district={null} indicator={indicator} title={`全部辖区：${title}`} />
    </>
  );
}

/** 12 个辖区 · 数据日期 2026-11-28 至 2026-11-30. */
function reportedWords(districts: readonly District[]): string {
  const days = districts.map(({ day }) => day).toSorted();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined) return '';
  return `${districts.length} 个辖区 · 数据日期 ${first === last ? first : `${first} 至 ${last}`}`;
}
