import {
  CaretRightOutlined,
  PauseOutlined,
  StepBackwardOutlined,
  StepForwardOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { Past } from '#shared/contract/history.ts';
import { dayAt, happenedOn } from './past-things.ts';

/** A day is shown so long while the days go by, in milliseconds. */
const DAY_SHOWN = 120;

interface SliderProps {
  readonly past: Past;
  readonly day: number;
  readonly onDay: (day: number) => void;
}

/** The days of the workspace: dragged, stepped through by the keys of a slider, or played. */
export function TimeSlider({ past, day, onDay }: SliderProps) {
  const last = past.counts.inBusiness.length - 1;
  const [playing, setPlaying] = usePlaying(day, last, onDay);
  const happened = useMemo(() => happenedOn(past.counts), [past]);
  const before = happened.findLastIndex((count, each) => count > 0 && each < day);
  const after = happened.findIndex((count, each) => count > 0 && each > day);
  const play = () => {
    if (!playing && day === last) onDay(0);
    setPlaying(!playing);
  };
  return (
    <div className="time-bar">
      <Button
        aria-label="上一个有变化的日子"
        title="上一个有变化的日子"
        icon={<StepBackwardOutlined />}
        disabled={before < 0}
        onClick={() => onDay(before)}
      />
      <Button
        type="primary"
        aria-label={playing ? '暂停' : '播放'}
        icon={playing ? <PauseOutlined /> : <CaretRightOutlined />}
        disabled={last === 0}
        onClick={play}
      />
      <Button
        aria-label="下一个有变化的日子"
        title="下一个有变化的日子"
        icon={<StepForwardOutlined />}
        disabled={after < 0}
        onClick={() => onDay(after)}
      />
      <div className="time-track">
        <Changes happened={happened} />
        <DayRange label="日期" past={past} day={day} onDay={onDay} onPlay={play} />
        <p className="time-ends quiet number">
          <span>{past.from}</span>
          <span>{past.to}</span>
        </p>
      </div>
      <strong className="time-day number" aria-live="off">
        {dayAt(past, day)}
      </strong>
    </div>
  );
}

/** One day of several, as a slider; the space bar plays where something can be played. */
export function DayRange({
  label,
  past,
  day,
  onDay,
  onPlay,
}: SliderProps & { readonly label: string; readonly onPlay?: () => void }) {
  return (
    <input
      type="range"
      aria-label={label}
      aria-valuetext={dayAt(past, day)}
      min={0}
      max={past.counts.inBusiness.length - 1}
      value={day}
      onChange={({ target }) => onDay(Number(target.value))}
      onKeyDown={(event) => {
        if (event.key !== ' ' || !onPlay) return;
        event.preventDefault();
        onPlay();
      }}
    />
  );
}

/** On which days something happened, the higher the more. */
function Changes({ happened }: { happened: readonly number[] }) {
  const most = Math.log1p(Math.max(1, ...happened));
  const width = Math.max(1, happened.length - 1);
  const marks = happened.flatMap((count, day) =>
    count === 0 ? [] : [`M${day} 20V${20 - 4 - (16 * Math.log1p(count)) / most}`],
  );
  return (
    <svg className="time-changes" viewBox={`0 0 ${width} 20`} preserveAspectRatio="none" aria-hidden="true">
      <path d={marks.join('')} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

/** Day after day until the last one. */
function usePlaying(day: number, last: number, onDay: (day: number) => void) {
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    if (!isPlaying) return;
    if (day >= last) {
      setPlaying(false);
      return;
    }
    const next = setTimeout(() => onDay(day + 1), DAY_SHOWN);
    return () => clearTimeout(next);
  }, [isPlaying, day, last, onDay]);
  return [isPlaying, setPlaying] as const;
}
