import { Button, Table } from 'antd';
import type { Account, AccountChoices } from '#shared/contract/office.ts';
import { roleText } from '../../components/account/role-text.ts';
import { momentText } from '../../components/format.ts';
import { EmptyState } from '../../components/states.tsx';
import { Tag, type TagTone } from '../../components/tags.tsx';
import { stateText } from './shown-accounts.ts';

/** The accounts line by line. */
export function AccountsTable({
  accounts,
  choices,
  onOpen,
}: {
  accounts: readonly Account[];
  choices: AccountChoices;
  onOpen: (account: Account) => void;
}) {
  const inOrder = (read: (account: Account) => string) => (a: Account, b: Account) =>
    read(a).localeCompare(read(b), 'zh-CN');
  const filterBy = (read: (account: Account) => readonly string[]) => ({
    filters: [...new Set(accounts.flatMap(read))].map((value) => ({ value, text: value })),
    onFilter: (value: unknown, account: Account) => read(account).some((each) => each === value),
  });
  return (
    <Table<Account>
      size="small"
      rowKey="id"
      scroll={{ x: 1160 }}
      dataSource={[...accounts]}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <EmptyState title="没有这样的账号">换个词再查，或新建账号。</EmptyState> }}
      columns={[
        { title: '登录名', dataIndex: 'name', width: 140, sorter: inOrder(({ name }) => name) },
        { title: '姓名', dataIndex: 'person', width: 110, sorter: inOrder(({ person }) => person) },
        {
          title: '单位',
          dataIndex: 'body',
          sorter: inOrder(({ body }) => body),
          ...filterBy(({ body }) => (body === '' ? [] : [body])),
        },
        {
          title: '角色',
          ...filterBy(({ roles }) => roles.map(({ title }) => title)),
          render: (_, { roles }) => <Roles roles={roles} choices={choices} />,
        },
        {
          title: '状态',
          width: 190,
          sorter: inOrder(stateText),
          render: (_, account) => <Tag tone={toneOf(account)}>{stateText(account)}</Tag>,
        },
        {
          title: '动态口令',
          width: 100,
          render: (_, { secondFactor }) => (secondFactor ? '有' : <span className="quiet">没有</span>),
        },
        {
          title: '最近登录',
          width: 150,
          className: 'number',
          sorter: inOrder(({ lastSignInAt }) => lastSignInAt ?? ''),
          render: (_, { lastSignInAt }) => (lastSignInAt === null ? '—' : momentText(lastSignInAt)),
        },
        {
          title: '在线',
          width: 84,
          className: 'number',
          align: 'right',
          sorter: (a, b) => a.sessions - b.sessions,
          render: (_, { sessions }) => (sessions === 0 ? '—' : `${sessions} 处`),
        },
        {
          title: '',
          width: 70,
          render: (_, account) => (
            <Button
              type="link"
              size="small"
              aria-label={`管理 ${account.name}`}
              onClick={() => onOpen(account)}
            >
              管理
            </Button>
          ),
        },
      ]}
    />
  );
}

function Roles({ roles, choices }: { roles: Account['roles']; choices: AccountChoices }) {
  if (roles.length === 0) return <span className="quiet">没有，登录后什么也看不到</span>;
  return (
    <span className="account-roles">
      {roles.map((role) => (
        <Tag key={role.id} tone="plain">
          {roleText(role, choices.schools)}
        </Tag>
      ))}
    </span>
  );
}

function toneOf({ state, waitsUntil, mustChange }: Account): TagTone {
  if (state === 'closed') return 'plain';
  if (waitsUntil !== null) return 'violation';
  return mustChange ? 'undetermined' : 'supervised';
}
