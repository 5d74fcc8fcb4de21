import { AimOutlined, SettingOutlined } from '@ant-design/icons';
import { Button, Popconfirm, Table, Tabs } from 'antd';
import { useState } from 'react';
import type { SweepStop } from '#shared/contract/sweeps.ts';
import { severityIn, severityNames } from '#shared/zones/verdict.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { categoryTitle, metres } from '../../components/format.ts';
import { useNotify } from '../../components/notify.ts';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { SeverityTag, Tag } from '../../components/tags.tsx';
import { VisitDialog } from '../../components/visit/visit-dialog.tsx';
import { VisitView } from '../../components/visit/visit-view.tsx';
import { goTo } from '../../routes/navigation.ts';
import { placeRoute } from '../../routes/place-route.ts';
import { linkTo } from '../../routes/routes.ts';
import { SettleDialog } from './settle-dialog.tsx';
import { TargetsDialog } from './targets-dialog.tsx';
import { TeamsView } from './teams-view.tsx';

/** One sweep: who takes part, its stops and what came of them. */
export function SweepDetail({
  sweepId,
  tab,
  visitStopId,
}: {
  sweepId: number;
  tab: string | null;
  visitStopId: number | null;
}) {
  const detail = useService('sweeps.get', { id: sweepId });
  const workspace = useService('workspace.describe', {});
  const remove = useCommand('sweeps.removeStop');
  const notify = useNotify();
  const [visiting, setVisiting] = useState<number | null>(visitStopId);
  const [looked, setLooked] = useState<number | null>(null);
  const routes = useService('routes.get', visiting === null ? null : { sweepId });
  const [dialog, setDialog] = useState<'targets' | 'settings' | null>(null);
  if (detail.error) return <ErrorState error={detail.error} />;
  if (!detail.data || !workspace.data) return <Loading />;
  const { sweep, stops } = detail.data;
  const { categories } = workspace.data;
  const visitingStop = stops.find((stop) => stop.id === visiting);
  const officers = routes.data?.teams
    .find(({ team }) => team.id === visitingStop?.teamId)
    ?.team.members.filter(({ certificate }) => certificate !== '');
  return (
    <>
      <header className="sweep-head">
        <div className="sweep-title">
          <h1>{sweep.title}</h1>
          <Button icon={<SettingOutlined />} onClick={() => setDialog('settings')}>
            行动设置
          </Button>
          <Button type="primary" icon={<AimOutlined />} onClick={() => setDialog('targets')}>
            选取检查对象
          </Button>
        </div>
        <p className="quiet">
          {sweep.startsOn} 至 {sweep.endsOn}· 牵头协调：{sweep.coordinator}
          {sweep.leadBody && ` · 现场牵头：${sweep.leadBody}`}
        </p>
        <p className="sweep-tags">
          {sweep.agencies.map((agency) => (
            <Tag key={agency} tone="accent">
              {agency}
            </Tag>
          ))}
          {sweep.focusTopics.map((topic) => (
            <Tag key={topic} tone="plain">
              {topic}
            </Tag>
          ))}
        </p>
      </header>
      <Tabs
        activeKey={tab === 'teams' ? 'teams' : 'stops'}
        onChange={(key) => goTo({ name: 'sweep', id: sweepId, tab: key === 'teams' ? 'teams' : 'stops' })}
        items={[
          { key: 'stops', label: `检查点 ${stops.length}` },
          { key: 'teams', label: '分组与路线' },
        ]}
      />
      {tab === 'teams' ? (
        <TeamsView sweepId={sweepId} stops={stops} agencies={workspace.data.pack.agencies} />
      ) : (
        <Table<SweepStop>
          size="middle"
          rowKey="id"
          dataSource={stops}
          pagination={{ pageSize: 50, hideOnSinglePage: true }}
          locale={{
            emptyText: (
              <EmptyState
                title="还没有检查点"
                action={
                  <Button type="primary" onClick={() => setDialog('targets')}>
                    选取检查对象
                  </Button>
                }
              >
                按研判结果、未结隐患和随机抽查选取；也可以在地图上选中场所，点“加入整治”。
              </EmptyState>
            ),
          }}
          columns={[
            { title: '序', width: 44, render: (_, __, index) => index + 1 },
            {
              title: '检查点',
              dataIndex: 'placeName',
              width: 156,
              render: (name: string, stop) => <a href={linkTo(placeRoute(stop))}>{name}</a>,
            },
            {
              title: '类别',
              width: 76,
              responsive: ['lg'],
              render: (_, stop) => categoryTitle(categories, stop.category),
            },
            {
              title: '判定',
              width: 112,
              render: (_, stop) => {
                const severity = severityIn(stop.severity);
                return severity ? <SeverityTag severity={severity} text={severityNames[severity]} /> : '—';
              },
            },
            {
              title: '学校',
              dataIndex: 'schoolName',
              width: 112,
              responsive: ['lg'],
              render: (name: string | null) => name ?? '—',
            },
            {
              title: '距离',
              width: 76,
              responsive: ['lg'],
              className: 'number',
              render: (_, stop) => metres(stop.distance),
            },
            {
              title: '加入原因、需要单位',
              dataIndex: 'reason',
              render: (reason: string, { bodies }) => (
                <>
                  {reason}
                  <span className="quiet small stop-bodies">{bodies.slice(0, 2).join('、')}</span>
                </>
              ),
            },
            {
              title: '检查',
              width: 116,
              render: (_, stop) =>
                stop.visitedOn ? `${stop.visitedOn} ${stop.result}` : <span className="quiet">未检查</span>,
            },
            {
              title: '操作',
              width: 150,
              render: (_, stop) => (
                <span className="row-actions">
                  <Button
                    size="small"
                    type={stop.visitedOn ? 'default' : 'primary'}
                    onClick={() => setVisiting(stop.id)}
                  >
                    {stop.visitedOn ? '再次检查' : '记录检查'}
                  </Button>
                  {stop.visitedOn && (
                    <Button size="small" type="text" onClick={() => setLooked(stop.visitId)}>
                      查看
                    </Button>
                  )}
                  {!stop.visitedOn && (
                    <Popconfirm
                      title={`把“${stop.placeName}”移出本行动？`}
                      okText="移出"
                      cancelText="取消"
                      onConfirm={() =>
                        remove.mutateAsync({ input: { stopId: stop.id } }).catch(notify.failed)
                      }
                    >
                      <Button size="small" type="text">
                        移出
                      </Button>
                    </Popconfirm>
                  )}
                </span>
              ),
            },
          ]}
        />
      )}
      {dialog === 'targets' && (
        <TargetsDialog sweepId={sweepId} selection={sweep.selection} onClose={() => setDialog(null)} />
      )}
      {dialog === 'settings' && <SettleDialog sweep={sweep} onClose={() => setDialog(null)} />}
      {looked !== null && <VisitView visitId={looked} onClose={() => setLooked(null)} />}
      {visitingStop && routes.isFetched && (
        <VisitDialog
          open
          stopId={visitingStop.id}
          title={`现场检查：${visitingStop.placeName}`}
          category={visitingStop.category}
          {...(officers ? { officers } : {})}
          onClose={() => setVisiting(null)}
        />
      )}
    </>
  );
}
