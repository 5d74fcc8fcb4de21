import { Table, type TableProps } from 'antd';
import type { ReactNode } from 'react';
import type { Handing } from '#shared/contract/handings.ts';
import { handingOf } from '#shared/ledger/handing.ts';
import { linkTo } from '../../routes/routes.ts';
import { Tag } from '../tags.tsx';
import { HandingSteps } from './handing-steps.tsx';
import { chinaMoment, lateText, standText } from './handing-words.ts';
import './handings.css';

/** What was handed about, line by line: what, to whom, until when, what came of it. */
export function HandingTable({ rows, empty }: { rows: readonly Handing[]; empty: ReactNode }) {
  return (
    <Table<Handing>
      size="middle"
      rowKey="id"
      scroll={{ x: 1140 }}
      dataSource={[...rows]}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: empty }}
      columns={columns}
    />
  );
}

const columns: NonNullable<TableProps<Handing>['columns']> = [
  { title: '方式', width: 90, render: (_, { kind }) => handingOf(kind).title },
  {
    title: '事项',
    render: (_, { matter, hazardId, code, placeName, meeting }) => (
      <>
        <div className="handing-matter">{matter}</div>
        <span className="quiet small">
          {hazardId !== null && code !== '' ? (
            <a href={linkTo({ name: 'hazard', id: hazardId })}>
              {code} {placeName}
            </a>
          ) : (
            placeName
          )}{' '}
          {meeting}
        </span>
      </>
    ),
  },
  {
    title: '交给',
    width: 200,
    render: (_, { fromBody, toBody, toPerson }) => (
      <>
        {[toBody, toPerson].filter(Boolean).join(' ')}
        <div className="quiet small">由 {fromBody}</div>
      </>
    ),
  },
  { title: '交办时间', width: 140, className: 'number', render: (_, { handedAt }) => chinaMoment(handedAt) },
  {
    title: '时限',
    width: 160,
    className: 'number',
    render: (_, { dueAt, hoursLate }) => (
      <>
        {dueAt === null ? '—' : chinaMoment(dueAt)}
        {hoursLate !== null && (
          <div>
            <Tag tone="violation">{lateText(hoursLate)}</Tag>
          </div>
        )}
      </>
    ),
  },
  { title: '办理', width: 220, render: (_, handing) => <Stand handing={handing} /> },
  { title: '', width: 130, render: (_, handing) => <HandingSteps handing={handing} /> },
];

/** How far it has come: who signed, what was answered, how often it was urged. */
function Stand({ handing }: { handing: Handing }) {
  const { waits, receivedAt, receivedBy, answer, endedAt, urges, urgedAt } = handing;
  return (
    <>
      <Tag tone={waits === null ? 'plain' : 'undetermined'}>{standText(handing)}</Tag>
      {urges > 0 && urgedAt !== null && (
        <span className="quiet small">
          {' '}
          催办 {urges} 次，{chinaMoment(urgedAt)}
        </span>
      )}
      {answer !== '' && <div className="handing-matter">{answer}</div>}
      {endedAt !== null ? (
        <div className="quiet small number">{chinaMoment(endedAt)}</div>
      ) : (
        receivedAt !== null && (
          <div className="quiet small">
            {receivedBy} {chinaMoment(receivedAt)} 签收
          </div>
        )
      )}
    </>
  );
}
