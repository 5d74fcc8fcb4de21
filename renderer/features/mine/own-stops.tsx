import { Table } from 'antd';
import { shortDay } from '#shared/calendar/days.ts';
import type { OwnStop } from '#shared/contract/mine.ts';
import { EmptyState } from '../../components/states.tsx';
import { Tag } from '../../components/tags.tsx';
import { linkTo } from '../../routes/routes.ts';

/** Stops of the person's teams; each leads to its record. */
export function OwnStops({ stops }: { stops: readonly OwnStop[] }) {
  return (
    <Table<OwnStop>
      size="small"
      rowKey="id"
      dataSource={[...stops]}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{
        emptyText: (
          <EmptyState title="没有排到检查点">
            编入整治小组、排好路线后，这里按天列出。姓名和单位要与小组成员一致。
          </EmptyState>
        ),
      }}
      columns={[
        {
          title: '日期',
          width: 150,
          className: 'number',
          render: (_, { date, session }) =>
            date === null ? (
              <span className="quiet">没有定日期</span>
            ) : (
              `${shortDay(date)}${session === 'evening' ? '夜间' : ''}`
            ),
        },
        {
          title: '检查对象',
          render: (_, { sweepId, id, placeName }) => (
            <a href={linkTo({ name: 'visit', id: sweepId, stopId: id })}>{placeName}</a>
          ),
        },
        {
          title: '行动',
          render: (_, { sweepId, sweep, team, listed }) => (
            <>
              <a href={linkTo({ name: 'sweep', id: sweepId, tab: 'teams' })}>{sweep}</a>{' '}
              <span className="quiet">{team}</span>
              {listed !== '' && <div className="quiet">小组名单里还是 {listed}</div>}
            </>
          ),
        },
        { title: '状态', width: 220, render: (_, stop) => <StopState stop={stop} /> },
      ]}
    />
  );
}

function StopState({ stop: { done, cancelled } }: { stop: OwnStop }) {
  if (done) return <Tag tone="supervised">已检查</Tag>;
  if (cancelled !== '') return <Tag tone="plain">已取消：{cancelled}</Tag>;
  return <Tag tone="undetermined">待检查</Tag>;
}
