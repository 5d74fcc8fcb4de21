import { DownloadOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import {
  type DrawnSlide,
  type PresentationEdition,
  presentationEditionNames,
  presentationEditions,
} from '#shared/contract/presentation.ts';
import { type Period, periodOf, periodsAround, periodTitle } from '#shared/sweeps/period.ts';
import { client } from '../../../client/client.ts';
import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { useSaving } from '../../../components/use-saving.ts';
import { goTo, replaceRoute } from '../../../routes/navigation.ts';
import { linkTo } from '../../../routes/routes.ts';
import { fillScreen, SlideShow } from './slide-show.tsx';
import { SlideView } from './slide-view.tsx';

/** Quarters that can be chosen, this one included. */
const QUARTERS = 8;

/** 汇报模式: a quarter as ten slides, shown over the whole screen or taken as a file. `slide` counts from 1. */
export function PresentScreen({ period, slide }: { period: Period | null; slide: number | null }) {
  const workspace = useService('workspace.describe', {});
  const may = useMayCall();
  if (!workspace.data) return <Loading />;
  if (!may('presentation.slides'))
    return <EmptyState title="“汇报”由看报表的人查看">需要的，请找安全管理员授权。</EmptyState>;
  const { today } = workspace.data;
  return <Presenting today={today} period={period ?? periodOf(today)} slide={slide} />;
}

function Presenting({ today, period, slide }: { today: string; period: Period; slide: number | null }) {
  const [edition, setEdition] = useState<PresentationEdition>('full');
  const { data, error, refetch } = useService('presentation.slides', { period, edition });
  const show = (number: number) => replaceRoute({ name: 'present', period, slide: number });
  const begin = (number: number) => {
    fillScreen();
    goTo({ name: 'present', period, slide: number });
  };
  return (
    <div className="screen present">
      <header className="screen-head">
        <h1>汇报</h1>
        <a className="quiet" href={linkTo({ name: 'reports' })}>
          返回报表
        </a>
        <PeriodChoice today={today} period={period} />
        <Segmented
          aria-label="版本"
          value={edition}
          onChange={setEdition}
          options={presentationEditions.map((each) => ({
            value: each,
            label: presentationEditionNames[each],
          }))}
        />
        <Files period={period} edition={edition} title={data?.title ?? ''} />
        <Button type="primary" icon={<PlayCircleOutlined />} disabled={!data} onClick={() => begin(1)}>
          开始汇报
        </Button>
      </header>
      <p className="quiet">
        {edition === 'full'
          ? '每个数都能点开看明细。内部版有学校名和场所位置，供本单位使用。'
          : '脱敏版只有范围和数，不含场所名称、地址、电话和人员，可给成员单位和公众。'}
      </p>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Slides slides={data.slides} onBegin={begin} />
      ) : (
        <Loading />
      )}
      {data && slide !== null && (
        <SlideShow
          slides={data.slides}
          number={Math.min(slide, data.slides.length)}
          onNumber={show}
          onEnd={() => replaceRoute({ name: 'present', period })}
        />
      )}
    </div>
  );
}

function PeriodChoice({ today, period }: { today: string; period: Period }) {
  const periods = periodsAround(today, QUARTERS - 1, 0).toReversed();
  return (
    <Select
      aria-label="季度"
      className="present-period"
      value={period}
      onChange={(next: Period) => replaceRoute({ name: 'present', period: next })}
      options={[...new Set([...periods, period])].map((each) => ({ value: each, label: periodTitle(each) }))}
    />
  );
}

function Files({ period, edition, title }: { period: Period; edition: PresentationEdition; title: string }) {
  const may = useMayCall();
  const { busy, save } = useSaving();
  if (!may('presentation.file')) return null;
  const name = `${title}${edition === 'full' ? '' : `（${presentationEditionNames[edition]}）`}`;
  const take = (format: 'pdf' | 'html') =>
    save(() => client.call('presentation.file', { period, edition, format }), `${name}.${format}`);
  return (
    <>
      <Button icon={<DownloadOutlined />} loading={busy} disabled={title === ''} onClick={() => take('pdf')}>
        导出 PDF
      </Button>
      <Button icon={<DownloadOutlined />} loading={busy} disabled={title === ''} onClick={() => take('html')}>
        导出网页
      </Button>
    </>
  );
}

/** All slides small, to choose the one to begin with. */
function Slides({ slides, onBegin }: { slides: readonly DrawnSlide[]; onBegin: (number: number) => void }) {
  return (
    <ol className="present-slides">
      {slides.map((slide, i) => (
        <li key={slide.title}>
          <div aria-hidden="true">
            <SlideView slide={slide} live={false} />
          </div>
          <button
            type="button"
            className="slide-spot"
            aria-label={`从第 ${i + 1} 页开始：${slide.title}`}
            onClick={() => onBegin(i + 1)}
          />
        </li>
      ))}
    </ol>
  );
}
