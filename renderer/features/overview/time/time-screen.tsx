import { Alert, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { addDays } from '#shared/calendar/days.ts';
import type { Past } from '#shared/contract/history.ts';
import { entriesOf } from '#shared/lists/record.ts';
import { periodDates, periodOf } from '#shared/sweeps/period.ts';
import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { GroundMap } from '../../../components/ground-map.tsx';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import type { MapTarget } from '../../../map/map-props.ts';
import { emptySketch } from '../../../map/sketch-style.ts';
import { goTo, replaceRoute } from '../../../routes/navigation.ts';
import { linkTo, type TimeMode } from '../../../routes/routes.ts';
import { DayCounts } from './day-counts.tsx';
import { PacksSwipe } from './packs-swipe.tsx';
import { dayAt, thingsOfPast } from './past-things.ts';
import { Swipe } from './swipe.tsx';
import { DayRange, TimeSlider } from './time-slider.tsx';
import './time.css';

const modes: Readonly<Record<TimeMode, string>> = {
  days: '按天回看',
  swipe: '两天对照',
  packs: '两套规则对照',
};

/** The map as it was on past days, two of them side by side, or under two rule packs. */
export function TimeScreen({ mode }: { mode: TimeMode }) {
  const workspace = useService('workspace.describe', {});
  const may = useMayCall();
  if (!workspace.data) return <Loading />;
  if (!may('history.days'))
    return <EmptyState title="“回看历史”由看报表的人查看">需要的，请找安全管理员授权。</EmptyState>;
  return (
    <div className="time">
      <header className="screen-head">
        <h1>回看历史</h1>
        <a className="quiet" href={linkTo({ name: 'overview' })}>
          返回总览
        </a>
        <Segmented
          aria-label="看法"
          value={mode}
          onChange={(next: TimeMode) => replaceRoute({ name: 'time', mode: next })}
          options={entriesOf(modes).map(([value, label]) => ({ value, label }))}
        />
      </header>
      {mode === 'packs' ? <PacksSwipe onSelect={open} /> : <Days mode={mode} today={workspace.data.today} />}
    </div>
  );
}

/** What is clicked opens on the map of today. */
function open(target: MapTarget | null): void {
  if (target) goTo({ name: target.kind, id: target.id });
}

function Days({ mode, today }: { mode: Exclude<TimeMode, 'packs'>; today: string }) {
  const [from, setFrom] = useState<string | null>(null);
  const past = useService('history.days', { from, to: null });
  const quarter = periodDates(periodOf(today)).from;
  const spans = { 全部: null, 近一年: addDays(today, -365), 近半年: addDays(today, -182), 本季度: quarter };
  const chosen = Object.entries(spans).find(([, first]) => first === from)?.[0] ?? '全部';
  return (
    <>
      <div className="time-choices">
        <Segmented
          aria-label="时段"
          options={Object.keys(spans)}
          value={chosen}
          onChange={(key: string) =>
            setFrom(Object.entries(spans).find(([each]) => each === key)?.[1] ?? null)
          }
        />
        <span className="quiet">
          学校和范围按今天画；远离学校的场所只计数，不画。紫圈是未结的隐患，灰圈是已销号的
        </span>
      </div>
      {past.error ? (
        <ErrorState error={past.error} onRetry={() => void past.refetch()} />
      ) : past.data ? (
        <PastDays key={`${mode} ${past.data.from}`} mode={mode} past={past.data} />
      ) : (
        <Loading />
      )}
    </>
  );
}

function PastDays({ mode, past }: { mode: Exclude<TimeMode, 'packs'>; past: Past }) {
  if (!past.whole)
    return (
      <EmptyState title="您的账号只看部分辖区">历史由能看到全部数据的账号回看，请联系牵头单位。</EmptyState>
    );
  return (
    <>
      <Doubts past={past} />
      {mode === 'days' ? <OneDay past={past} /> : <TwoDays past={past} />}
    </>
  );
}

/** What cannot be told of the past, said plainly. */
function Doubts({ past: { lost, untold } }: { past: Past }) {
  const lists = lost.map(({ fileName, from, to }) => `《${fileName}》${from} 至 ${to}`).join('、');
  return (
    <>
      {lost.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`有名单后来撤销，当时改写的内容没有留下：${lists}。这些日子里被它改写的场所按改写前画`}
        />
      )}
      {untold && (
        <Alert
          type="warning"
          showIcon
          title={`${untold.from} 至 ${untold.to} 之间有 ${untold.venues} 家场所的判定变过而没有逐项记录，那几天的判定可能与当时不同`}
        />
      )}
    </>
  );
}

function OneDay({ past }: { past: Past }) {
  const [day, setDay] = useState(past.counts.inBusiness.length - 1);
  const things = useMemo(() => thingsOfPast(past), [past]);
  const moments = useMemo(() => ({ things, day, venues: true, hazards: true }), [things, day]);
  return (
    <>
      <div className="time-map" data-testid="time-map">
        <GroundMap sketch={emptySketch} bounds={null} moments={moments} onSelect={open} />
      </div>
      <DayCounts counts={past.counts} day={day} />
      <TimeSlider past={past} day={day} onDay={setDay} />
      {past.begun === past.to && <p className="quiet">工作区是今天建立的：从明天起，每一天都可以回看。</p>}
    </>
  );
}

function TwoDays({ past }: { past: Past }) {
  const last = past.counts.inBusiness.length - 1;
  const [[one, other], setDays] = useState<readonly [number, number]>([0, last]);
  const things = useMemo(() => thingsOfPast(past), [past]);
  const left = useMemo(() => ({ things, day: one, venues: true, hazards: true }), [things, one]);
  const right = useMemo(() => ({ things, day: other, venues: true, hazards: true }), [things, other]);
  return (
    <>
      <Swipe
        left={left}
        right={right}
        leftTitle={<strong className="number">{dayAt(past, one)}</strong>}
        rightTitle={<strong className="number">{dayAt(past, other)}</strong>}
        onSelect={open}
      />
      <div className="time-pair">
        <div>
          <DayRange label="左边的日期" past={past} day={one} onDay={(day) => setDays([day, other])} />
          <DayCounts counts={past.counts} day={one} />
        </div>
        <div>
          <DayRange label="右边的日期" past={past} day={other} onDay={(day) => setDays([one, day])} />
          <DayCounts counts={past.counts} day={other} />
        </div>
      </div>
    </>
  );
}
