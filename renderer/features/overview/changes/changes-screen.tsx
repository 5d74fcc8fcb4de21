import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Tabs } from 'antd';
import type { ReactNode } from 'react';
import type { ChangesWanted, WhatChanged } from '#shared/contract/what-changed.ts';
import { client } from '../../../client/client.ts';
import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { useSaving } from '../../../components/use-saving.ts';
import { changesThisQuarter } from '../../../routes/changes-route.ts';
import { replaceRoute } from '../../../routes/navigation.ts';
import { linkTo } from '../../../routes/routes.ts';
import { ChangeFilters } from './change-filters.tsx';
import { ChangeTable } from './change-table.tsx';
import { KindChoice } from './kind-choice.tsx';
import { SchoolRanking, TownRanking } from './rankings.tsx';
import './changes.css';

/** What changed since a day, in a quarter or by a list: each thing as it was and as it is, and the figures of it. */
export function ChangesScreen({ given }: { given: ChangesWanted | null }) {
  const workspace = useService('workspace.describe', {});
  const may = useMayCall();
  if (!workspace.data) return <Loading />;
  const { today } = workspace.data;
  const wanted = given ?? changesThisQuarter(today);
  return may('overview.changes') ? (
    <Changes wanted={wanted} today={today} />
  ) : (
    <EmptyState title="“变化”由看报表的人查看">需要的，请找安全管理员授权。</EmptyState>
  );
}

function Changes({ wanted, today }: { wanted: ChangesWanted; today: string }) {
  const may = useMayCall();
  const { busy, save } = useSaving();
  const changes = useService('overview.changes', wanted);
  const change = (part: Partial<ChangesWanted>) =>
    replaceRoute({ name: 'changes', wanted: { ...wanted, ...part } });
  return (
    <div className="screen changes">
      <header className="screen-head">
        <h1>变化</h1>
        <a className="quiet" href={linkTo({ name: 'overview' })}>
          返回总览
        </a>
        <span className="changes-gap" />
        {may('overview.changesFile') && (
          <Button
            icon={<DownloadOutlined />}
            loading={busy}
            onClick={() => save(() => client.call('overview.changesFile', wanted), `${titleOf(wanted)}.xlsx`)}
          >
            导出表格
          </Button>
        )}
      </header>
      <ChangeFilters wanted={wanted} today={today} onChange={change} />
      {changes.error ? (
        <ErrorState error={changes.error} onRetry={() => void changes.refetch()} />
      ) : changes.data ? (
        <Told changes={changes.data} wanted={wanted} onChange={change} />
      ) : (
        <Loading />
      )}
    </div>
  );
}

function titleOf({ of }: ChangesWanted): string {
  return 'batch' in of ? `名单变化 ${of.batch}` : `变化 ${of.from} 至 ${of.to}`;
}

function Told({
  changes,
  wanted,
  onChange,
}: {
  changes: WhatChanged;
  wanted: ChangesWanted;
  onChange: (part: Partial<ChangesWanted>) => void;
}) {
  const { level } = wanted;
  const tab = (key: string, label: string, children: ReactNode) => ({ key, label, children });
  return (
    <>
      {!changes.whole && (
        <Alert
          type="info"
          showIcon
          title="您的账号只看部分辖区：判定变化和手工改动不在其中，请由牵头单位查看"
        />
      )}
      <KindChoice totals={changes.totals} kinds={wanted.kinds} onChange={(kinds) => onChange({ kinds })} />
      <Tabs
        items={[
          tab('rows', `明细 ${changes.total}`, <ChangeTable changes={changes} level={level} />),
          tab(
            'towns',
            `按${level}`,
            <TownRanking towns={changes.towns} level={level} onTown={(town) => onChange({ town })} />,
          ),
          tab(
            'schools',
            '按学校',
            <SchoolRanking
              schools={changes.schools}
              level={level}
              onSchool={(schoolId) => onChange({ schoolId })}
            />,
          ),
        ]}
      />
    </>
  );
}
