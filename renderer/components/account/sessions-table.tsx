import { Button, Popconfirm, Table } from 'antd';
import type { AccountSession } from '#shared/contract/office.ts';
import { momentText } from '../format.ts';
import { EmptyState } from '../states.tsx';
import { browserName } from './browser-name.ts';

/** Who is signed in where; each can be ended but the one through which this is looked at. */
export function SessionsTable({
  sessions,
  withNames,
  onEnd,
}: {
  sessions: readonly AccountSession[];
  /** Whether they are several people's. */
  withNames: boolean;
  onEnd: (session: AccountSession) => void;
}) {
  const inOrder = (read: (session: AccountSession) => string) => (a: AccountSession, b: AccountSession) =>
    read(a).localeCompare(read(b), 'zh-CN');
  return (
    <Table<AccountSession>
      size="small"
      rowKey="id"
      dataSource={[...sessions]}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <EmptyState title="没有找到">换个词再查，或清空查找框。</EmptyState> }}
      columns={[
        ...(withNames
          ? [
              {
                title: '账号',
                sorter: inOrder(({ name }) => name),
                render: (_: unknown, { person, name }: AccountSession) => `${person}（${name}）`,
              },
            ]
          : []),
        {
          title: '登录时间',
          width: 150,
          className: 'number',
          sorter: inOrder(({ createdAt }) => createdAt),
          render: (_, { createdAt }) => momentText(createdAt),
        },
        {
          title: '最近使用',
          width: 150,
          className: 'number',
          defaultSortOrder: 'descend',
          sorter: inOrder(({ usedAt }) => usedAt),
          render: (_, { usedAt }) => momentText(usedAt),
        },
        { title: '地址', dataIndex: 'address', width: 160, className: 'number' },
        {
          title: '浏览器',
          render: (_, { agent }) => <span title={agent}>{browserName(agent)}</span>,
        },
        {
          title: '',
          width: 90,
          render: (_, session) =>
            session.current ? (
              <span className="quiet">这一次</span>
            ) : (
              <Popconfirm
                title="结束这次登录？"
                description="那边要重新登录；写下的草稿都在。"
                okText="结束"
                cancelText="取消"
                onConfirm={() => onEnd(session)}
              >
                <Button type="link" size="small">
                  结束
                </Button>
              </Popconfirm>
            ),
        },
      ]}
    />
  );
}
