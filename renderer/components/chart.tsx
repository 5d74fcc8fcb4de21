import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { z } from 'zod';
import { bytesOf } from './data-url.ts';
import { useNotify } from './notify.ts';
import { saveFile } from './save-file.ts';
import { useShade } from './theme-mode.ts';
import './chart.css';

use([AriaComponent, BarChart, CanvasRenderer, GridComponent, LegendComponent, LineChart, TooltipComponent]);

/** Pixels of a saved picture for each pixel of the screen, so that it is sharp in reports. */
const PICTURE_RATIO = 3;

export interface ChartProps {
  readonly title: string;
  /** What it shows, in words: for blind people. */
  readonly summary: string;
  readonly option: EChartsCoreOption;
  readonly height: number;
  /** A bar or point was clicked: its series' name and its category. */
  readonly onPick?: (series: string, category: string) => void;
}

/** A chart with its title, in the colours of the application; saved as a picture by its button. */
export function Chart({ title, summary, option, height, onPick }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const shade = useShade();
  const notify = useNotify();
  const pick = useRef(onPick);
  pick.current = onPick;

  useEffect(() => {
    if (!frame.current) return;
    const made = init(frame.current);
    chart.current = made;
    made.on('click', ({ seriesName, name }) => pick.current?.(seriesName ?? '', name));
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(frame.current);
    return () => {
      watch.disconnect();
      chart.current = null;
      made.dispose();
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the shade
  useEffect(() => {
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue('--ink-2').trim();
    const line = style.getPropertyValue('--line').trim();
    const axis = {
      axisLabel: { color: ink },
      axisLine: { lineStyle: { color: line } },
      splitLine: { lineStyle: { color: line } },
    };
    const font = getComputedStyle(document.body).fontFamily;
    chart.current?.setOption(
      {
        textStyle: { fontFamily: font, color: ink },
        animationDuration: 200,
        aria: { enabled: true, label: { description: summary } },
        tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
        grid: { left: 8, right: 16, top: 34, bottom: 4, containLabel: true },
        ...option,
        legend: {
          top: 0,
          right: 0,
          itemWidth: 12,
          itemHeight: 12,
          textStyle: { color: ink },
          pageTextStyle: { color: ink },
          ...objectIn(option.legend),
        },
        xAxis: withLooks(option.xAxis, axis),
        yAxis: withLooks(option.yAxis, axis),
      },
      true,
    );
  }, [option, summary, shade]);

  const save = () => {
    const url = chart.current?.getDataURL({
      pixelRatio: PICTURE_RATIO,
      backgroundColor: getComputedStyle(document.documentElement).getPropertyValue('--card').trim(),
    });
    if (!url) return;
    saveFile(bytesOf(url), `${title}.png`).catch(notify.failed);
  };
  return (
    <figure className="chart">
      <figcaption>
        {title}
        <Button
          type="text"
          size="small"
          icon={<DownloadOutlined />}
          aria-label={`把“${title}”存为图片`}
          onClick={save}
        />
      </figcaption>
      <div ref={frame} style={{ height }} />
    </figure>
  );
}

/** A chart drawn aside for paper: a PNG of some CSS pixels, three dots to each, as a data URL. */
export function chartPicture(option: EChartsCoreOption, width: number, height: number): string {
  const frame = document.createElement('div');
  const made = init(frame, null, { width, height });
  made.setOption({
    animation: false,
    backgroundColor: '#fff',
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: '#111' },
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    legend: { top: 4, textStyle: { color: '#111', fontSize: 14 } },
    ...option,
  });
  const url = made.getDataURL({ type: 'png', pixelRatio: PICTURE_RATIO });
  made.dispose();
  return url;
}

/** The value where it is an object, else an empty object. */
function objectIn(value: unknown): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).catch({}).parse(value);
}

/** An axis with the colours of the application, what it says itself kept. */
function withLooks(axis: unknown, looks: Readonly<Record<string, object>>): object {
  const own = objectIn(axis);
  const mixed = Object.entries(looks).map(([key, look]) => [key, { ...look, ...objectIn(own[key]) }]);
  return { ...own, ...Object.fromEntries(mixed) };
}
