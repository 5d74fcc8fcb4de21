import { Suspense, useMemo } from 'react';
import type { CountedTable, CountedValue } from '#shared/tables/counted-table.ts';
import { type Severity, severities } from '#shared/zones/verdict.ts';
import { groupColours, severityColours } from '../../../../components/chart-colours.ts';
import { Chart } from '../../../../components/lazy-chart.ts';
import { Loading } from '../../../../components/states.tsx';
import type { CountedCell } from './counted-grid.tsx';

interface CountedChartProps {
  readonly title: string;
  readonly counted: CountedTable;
  /** Whether the parts of a bar make a whole. */
  readonly isStacked: boolean;
  /** Whether the colours are those of verdicts. */
  readonly isOfVerdicts: boolean;
  readonly onPick: (cell: CountedCell) => void;
}

/** As many as can be told apart. */
const MOST_BARS = 20;
const MOST_PARTS = 10;

/** The first groups as bars; where rows are counted by two columns, parted by the second. */
export function CountedChart({ title, counted, isStacked, isOfVerdicts, onPick }: CountedChartProps) {
  const { bars, parts, option } = useMemo(() => {
    const drawn = {
      counted,
      bars: counted.rows.slice(0, MOST_BARS),
      parts: counted.columns?.slice(0, MOST_PARTS) ?? [null],
    };
    return { ...drawn, option: optionOf({ ...drawn, isStacked, isOfVerdicts }) };
  }, [counted, isStacked, isOfVerdicts]);
  const isWhole = bars.length === counted.rows.length && parts.length === (counted.columns?.length ?? 1);
  return (
    <Suspense fallback={<Loading />}>
      <Chart
        title={isWhole ? title : `${title}（各取前 ${MOST_BARS} 项、${MOST_PARTS} 类）`}
        summary={bars.map((row) => `${row.text} ${counted.of(row, null) ?? ''}`).join('，')}
        height={200}
        option={option}
        onPick={(series, name) => {
          const row = bars.find(({ text }) => text === name) ?? null;
          const column = parts.find((each) => each?.text === series) ?? null;
          if (row) onPick({ row, column });
        }}
      />
    </Suspense>
  );
}

interface Drawn {
  readonly counted: CountedTable;
  readonly bars: readonly CountedValue[];
  readonly parts: readonly (CountedValue | null)[];
  readonly isStacked: boolean;
  readonly isOfVerdicts: boolean;
}

function optionOf({ counted, bars, parts, isStacked, isOfVerdicts }: Drawn) {
  return {
    legend: { show: counted.columns !== null, type: 'scroll', left: 0 },
    xAxis: {
      type: 'category',
      data: bars.map(({ text }) => text),
      axisLabel: { interval: 0, rotate: bars.length > 8 ? 30 : 0, width: 90, overflow: 'truncate' },
    },
    yAxis: { type: 'value' },
    series: parts.map((part, i) => ({
      name: part?.text ?? counted.figure,
      type: 'bar',
      ...(isStacked ? { stack: 'all' } : {}),
      barMaxWidth: 34,
      itemStyle: { color: colourOf(part, i, isOfVerdicts) },
      data: bars.map((row) => counted.of(row, part)),
    })),
  };
}

function colourOf(part: CountedValue | null, place: number, isOfVerdicts: boolean): string | undefined {
  const value = part?.value;
  if (isOfVerdicts && isSeverity(value)) return severityColours[value];
  return groupColours[place % groupColours.length];
}

function isSeverity(value: unknown): value is Severity {
  return severities.some((each) => each === value);
}
