import type { InputOf } from '#shared/contract/contract.ts';
import { client } from '../../../client/client.ts';
import type { PaperPicture } from './paper-pen.ts';

/** CSS pixels. */
const SIZE = { width: 620, height: 320 } as const;

/** Visits, hazards found and hazards closed by quarter. */
export async function drawTrend(of: InputOf<'documents.trend'>): Promise<PaperPicture> {
  // Charts are large, and few documents have one.
  const { chartPicture } = await import('../../chart.tsx');
  const quarters = await client.call('documents.trend', of);
  const counts = (key: 'visits' | 'found' | 'closed') => quarters.map((quarter) => quarter[key]);
  const option = {
    xAxis: {
      type: 'category',
      data: quarters.map(({ period }) => `${period.slice(2, 4)}年${period.slice(5)}季`),
      axisLabel: { color: '#111', fontSize: 14 },
    },
    yAxis: { type: 'value', minInterval: 1, axisLabel: { color: '#111', fontSize: 13 } },
    series: [
      seriesOf('检查', 'bar', '#b9cbe3', counts('visits')),
      seriesOf('发现隐患', 'line', '#c62f3b', counts('found')),
      seriesOf('销号', 'line', '#2b7a4b', counts('closed')),
    ],
  };
  return { url: chartPicture(option, SIZE.width, SIZE.height), ...SIZE };
}

/** One row of figures, each told above its bar or point; none told where it is nought. */
function seriesOf(name: string, type: 'bar' | 'line', color: string, data: readonly number[]) {
  return {
    name,
    type,
    data,
    itemStyle: { color },
    lineStyle: { width: 3 },
    symbolSize: 8,
    barMaxWidth: 34,
    label: {
      show: true,
      position: 'top',
      color: '#111',
      formatter: ({ value }: { value: number }) => (value === 0 ? '' : String(value)),
    },
  };
}
