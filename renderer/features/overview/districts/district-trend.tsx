import { Select } from 'antd';
import { Suspense, useState } from 'react';
import type { District } from '#shared/contract/districts.ts';
import { type IndicatorId, indicatorIds } from '#shared/districts/indicator-ids.ts';
import { indicatorOf, indicators, indicatorText } from '#shared/districts/indicators.ts';
import { useService } from '../../../client/queries.ts';
import { HAZARD_COLOUR } from '../../../components/chart-colours.ts';
import { Chart } from '../../../components/lazy-chart.ts';
import { ErrorState, Loading } from '../../../components/states.tsx';

interface Shown {
  /** Null for all together. */
  readonly district: number | null;
  readonly indicator: IndicatorId;
  readonly title: string;
}

/** How an indicator went on over the days on which it was reported. */
export function DistrictTrend({ district, indicator, title }: Shown) {
  const trend = useService('districts.trend', { district });
  if (trend.error) return <ErrorState error={trend.error} onRetry={() => void trend.refetch()} />;
  if (!trend.data) return <Loading />;
  const { kind } = indicators[indicator];
  const points = trend.data.days.map(({ day, figures }) => ({ day, value: indicatorOf(indicator, figures) }));
  if (points.length < 2)
    return (
      <p className="quiet districts-trend">
        报送过两天以后，这里画出{title.replace(/^.*：/, '')}的变化。现在有 {points.length} 天。
      </p>
    );
  const scaled = (value: number | null) => (value === null ? null : kind === 'share' ? value * 100 : value);
  return (
    <div className="districts-trend">
      <Suspense fallback={<Loading />}>
        <Chart
          title={title}
          summary={points.map(({ day, value }) => `${day} ${indicatorText(indicator, value)}`).join('；')}
          height={200}
          option={{
            xAxis: { type: 'category', data: points.map(({ day }) => day) },
            yAxis: { type: 'value', axisLabel: { formatter: kind === 'share' ? '{value}%' : '{value}' } },
            legend: { show: false },
            series: [
              {
                name: indicators[indicator].title,
                type: 'line',
                symbolSize: 6,
                lineStyle: { width: 2.4 },
                itemStyle: { color: HAZARD_COLOUR },
                data: points.map(({ value }) => {
                  const told = scaled(value);
                  return told === null ? null : Math.round(told * 10) / 10;
                }),
              },
            ],
          }}
        />
      </Suspense>
    </div>
  );
}

/** How one district went on, by the indicator that is chosen. */
export function DistrictTrends({ district: { id, name } }: { district: District }) {
  const [indicator, setIndicator] = useState<IndicatorId>('violations');
  return (
    <div className="districts-trends">
      <Select<IndicatorId>
        aria-label="指标"
        value={indicator}
        onChange={setIndicator}
        options={indicatorOptions}
      />
      <DistrictTrend district={id} indicator={indicator} title={`${name}：${indicators[indicator].title}`} />
    </div>
  );
}

/** Indicators to choose from. */
export const indicatorOptions = indicatorIds.map((id) => ({ value: id, label: indicators[id].title }));
