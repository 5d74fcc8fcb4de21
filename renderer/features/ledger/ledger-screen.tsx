import { Checkbox, Drawer, Input, Segmented, Table } from 'antd';
import { useState } from 'react';
import type { HazardRow } from '#shared/contract/ledger.ts';
import { type HazardState, hazardStateNames, hazardStates } from '#shared/ledger/hazard.ts';
import { useService } from '../../client/queries.ts';
import { goTo } from '../../components/route.ts';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { Tag } from '../../components/tags.tsx';
import { HazardDetail } from './hazard-detail.tsx';
import { stateTone } from './state-tone.ts';

/** All hazards; the open one in a drawer with its history and what can be done. */
export function LedgerScreen({ hazardId }: { hazardId: number | null }) {
  const hazards = useService('hazards.list', {});
  const [state, setState] = useState<'all' | 'open' | HazardState>('open');
  const [overdue, setOverdue] = useState(false);
  const [text, setText] = useState('');
  if (hazards.error) return <ErrorState error={hazards.error} onRetry={() => void hazards.refetch()} />;
  if (!hazards.data) return <Loading />;
  const rows = hazards.data.filter(
    (row) =>
      (state === 'all' || (state === 'open' ? row.state !== 'closed' : row.state === state)) &&
      (!overdue || row.overdue) &&
      (text === '' ||
        [row.venueName, row.schoolName ?? '', row.description, row.code, row.responsibleBody].some((value) =>
          value.includes(text),
        )),
  );
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>隐患台账</h1>
        <Segmented
          value={state}
          onChange={setState}
          options={[
            { value: 'open', label: '未结' },
            { value: 'all', label: '全部' },
            ...hazardStates.map((value) => ({ value, label: hazardStateNames[value] })),
          ]}
        />
        <Checkbox checked={overdue} onChange={({ target }) => setOverdue(target.checked)}>
          只看逾期
        </Checkbox>
        <Input
          allowClear
          placeholder="编号、场所、学校、责任单位"
          style={{ width: 240 }}
          onChange={({ target }) => setText(target.value.trim())}
        />
      </header>
      <Table<HazardRow>
        size="middle"
        rowKey="id"
        dataSource={rows}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        onRow={(row) => ({ onClick: () => goTo('ledger', row.id), style: { cursor: 'pointer' } })}
        locale={{
          emptyText:
            hazards.data.length === 0 ? (
              <EmptyState title="还没有隐患">在整治行动中记录现场检查时登记隐患，会自动进入台账。</EmptyState>
            ) : (
              <EmptyState title="没有符合条件的隐患">换个状态或清除搜索再看。</EmptyState>
            ),
        }}
        columns={[
          {
            title: '编号',
            dataIndex: 'code',
            width: 150,
            sorter: (a, b) => a.code.localeCompare(b.code),
            render: (code: string, row) => <a href={`#/ledger/${row.id}`}>{code}</a>,
          },
          {
            title: '状态',
            dataIndex: 'state',
            width: 150,
            render: (value: HazardState, row) => (
              <>
                <Tag tone={stateTone[value]}>{hazardStateNames[value]}</Tag>{' '}
                {row.overdue && <Tag tone="violation">逾期</Tag>}
              </>
            ),
          },
          { title: '级别', dataIndex: 'level', width: 70 },
          { title: '种类', dataIndex: 'kind', width: 130 },
          {
            title: '场所',
            dataIndex: 'venueName',
            sorter: (a, b) => a.venueName.localeCompare(b.venueName, 'zh-CN'),
          },
          { title: '学校', dataIndex: 'schoolName' },
          {
            title: '责任单位',
            dataIndex: 'responsibleBody',
            render: (value: string, row) =>
              [value, row.responsiblePerson].filter(Boolean).join(' ') || '未明确',
          },
          { title: '发现', dataIndex: 'foundOn', width: 110, className: 'number' },
          {
            title: '整改期限',
            dataIndex: 'dueOn',
            width: 120,
            className: 'number',
            sorter: (a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? ''),
          },
        ]}
      />
      <Drawer open={hazardId !== null} size={520} onClose={() => goTo('ledger')} title="隐患" destroyOnHidden>
        {hazardId !== null && <HazardDetail hazardId={hazardId} />}
      </Drawer>
    </div>
  );
}
