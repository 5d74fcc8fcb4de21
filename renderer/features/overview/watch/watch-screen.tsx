import { CopyOutlined, DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { Alert, Button, Tabs } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Watched } from '#shared/contract/watch.ts';
import { periodTitle } from '#shared/sweeps/period.ts';
import { client } from '../../../client/client.ts';
import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { useSaving } from '../../../components/use-saving.ts';
import { linkTo } from '../../../routes/routes.ts';
import { WatchedPlaces, WatchedSchools, WatchedTowns } from './watch-tables.tsx';
import { watchText } from './watch-text.ts';
import { WatchWeightsDialog } from './watch-weights.tsx';
import '../changes/changes.css';
import './watch.css';

/** What got worse since the last quarter, and the schools to watch with every reason and weight. */
export function WatchScreen() {
  const may = useMayCall();
  return may('watch.get') ? (
    <Watch />
  ) : (
    <EmptyState title="“重点关注学校”由看报表的人查看">需要的，请找安全管理员授权。</EmptyState>
  );
}

function Watch() {
  const watched = useService('watch.get', {});
  if (watched.error) return <ErrorState error={watched.error} onRetry={() => void watched.refetch()} />;
  if (!watched.data) return <Loading />;
  return (
    <div className="screen changes watch">
      <WatchHead watched={watched.data} />
      <WatchNotes watched={watched.data} />
      <WatchTabs watched={watched.data} />
    </div>
  );
}

function WatchHead({ watched }: { watched: Watched }) {
  const may = useMayCall();
  const [weighing, setWeighing] = useState(false);
  const { busy, save } = useSaving();
  const carryOut = useCarryOut();
  const copy = () =>
    carryOut(() => navigator.clipboard.writeText(watchText(watched)), '已复制，可以粘贴到表格里');
  return (
    <header className="screen-head">
      <h1>重点关注学校</h1>
      <a className="quiet" href={linkTo({ name: 'overview' })}>
        返回总览
      </a>
      <span className="changes-gap" />
      {may('watch.keepWeights') && <Button onClick={() => setWeighing(true)}>权重</Button>}
      <Button icon={<CopyOutlined />} disabled={watched.schools.length === 0} onClick={() => void copy()}>
        复制
      </Button>
      <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
        打印
      </Button>
      {may('watch.file') && (
        <Button
          icon={<DownloadOutlined />}
          loading={busy}
          onClick={() => save(() => client.call('watch.file', {}), `重点关注学校 ${watched.days.today}.xlsx`)}
        >
          导出表格
        </Button>
      )}
      {weighing && <WatchWeightsDialog weights={watched.weights} onClose={() => setWeighing(false)} />}
    </header>
  );
}

function WatchNotes({ watched: { days, pastKnown } }: { watched: Watched }) {
  const { now, before, stood } = days;
  return (
    <>
      <p className="quiet small watch-note">
        {periodTitle(days.period)}（{now.from} 至 {now.to}）。现有的与上季度末（{stood}）比，本季度发生的与{' '}
        {before.from} 至 {before.to} 比；▲ 变差，▼ 变好。得分＝数×权重之和。
      </p>
      {!pastKnown && (
        <Alert
          type="info"
          showIcon
          title="上季度末的区内·禁设数不知道：工作区是那以后建的，或您的账号只看部分辖区；这一项不比"
        />
      )}
    </>
  );
}

function WatchTabs({ watched }: { watched: Watched }) {
  const { schools, quiet, towns, places } = watched;
  const tab = (key: string, label: string, children: ReactNode) => ({ key, label, children });
  return (
    <Tabs
      items={[
        tab(
          'schools',
          `学校 ${schools.length}`,
          schools.length === 0 ? (
            <EmptyState title="没有要重点关注的学校">
              各校区内没有禁设场所，没有未结隐患、群众反映和要到期的许可证。
            </EmptyState>
          ) : (
            <>
              <WatchedSchools watched={watched} />
              {quiet > 0 && <p className="quiet small">另有 {quiet} 所学校没有以上情况，不列。</p>}
            </>
          ),
        ),
        tab('towns', `镇街 ${towns.length}`, <WatchedTowns watched={watched} />),
        tab('places', `群众反映集中的地点 ${places.length}`, <WatchedPlaces watched={watched} />),
      ]}
    />
  );
}
