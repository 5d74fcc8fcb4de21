import { Button, Popconfirm, Table } from 'antd';
import { useState } from 'react';
import type { SweepStop } from '#shared/contract/sweeps.ts';
import { periodDates, periodTitle } from '#shared/sweeps/period.ts';
import { type Severity, severityNames } from '#shared/zones/verdict.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { categoryTitle, metres } from '../../components/format.ts';
import { useNotify } from '../../components/notify.ts';
import { goTo } from '../../components/route.ts';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { SeverityTag, Tag } from '../../components/tags.tsx';
import { VisitDialog } from '../../components/visit-dialog.tsx';

/** One sweep: who takes part, its stops and what came of them. */
export function SweepDetail({ sweepId, visitStopId }: { sweepId: number; visitStopId: number | null }) {
  const detail = useService('sweeps.get', { id: sweepId });
  const workspace = useService('workspace.describe', {});
  const remove = useCommand('sweeps.removeStop');
  const notify = useNotify();
  const [visiting, setVisiting] = useState<number | null>(visitStopId);
  if (detail.error) return <ErrorState error={detail.error} />;
  if (!detail.data || !workspace.data) return <Loading />;
  const { sweep, stops } = detail.data;
  const { categories } = workspace.data;
  const dates = periodDates(sweep.period);
  const visitingStop = stops.find((stop) => stop.id === visiting);
  return (
    <>
      <header className="sweep-head">
        <h1>{sweep.title}</h1>
        <p className="quiet">
          {periodTitle(sweep.period)}（{dates.from} 至 {dates.to}）· 牵头协调：{sweep.coordinator}
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
                <Button type="primary" onClick={() => goTo('map')}>
                  去地图上选场所
                </Button>
              }
            >
              在地图或研判结果中选中场所，点“加入整治”。
            </EmptyState>
          ),
        }}
        columns={[
          { title: '序', width: 44, render: (_, __, index) => index + 1 },
          {
            title: '场所',
            dataIndex: 'venueName',
            width: 156,
            render: (name: string, stop) => <a href={`#/map/venue/${stop.venueId}`}>{name}</a>,
          },
          { title: '类别', width: 84, render: (_, stop) => categoryTitle(categories, stop.category) },
          {
            title: '判定',
            width: 112,
            render: (_, stop) =>
              stop.severity ? (
                <SeverityTag
                  severity={stop.severity as Severity}
                  text={severityNames[stop.severity as Severity]}
                />
              ) : (
                '—'
              ),
          },
          {
            title: '学校',
            dataIndex: 'schoolName',
            width: 128,
            render: (name: string | null) => name ?? '—',
          },
          { title: '距离', width: 82, className: 'number', render: (_, stop) => metres(stop.distance) },
          { title: '加入原因', dataIndex: 'reason', ellipsis: true },
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
                {!stop.visitedOn && (
                  <Popconfirm
                    title={`把“${stop.venueName}”移出本行动？`}
                    okText="移出"
                    cancelText="取消"
                    onConfirm={() => remove.mutateAsync({ input: { stopId: stop.id } }).catch(notify.failed)}
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
      {visitingStop && (
        <VisitDialog
          open
          stopId={visitingStop.id}
          title={`现场检查：${visitingStop.venueName}`}
          onClose={() => setVisiting(null)}
        />
      )}
    </>
  );
}
