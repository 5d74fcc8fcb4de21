import { Table, type TableProps } from 'antd';
import type { HazardRow } from '#shared/contract/ledger.ts';
import { type HazardState, hazardStateNames } from '#shared/ledger/hazard.ts';
import { EmptyState } from '../../components/states.tsx';
import { Tag } from '../../components/tags.tsx';
import { goTo } from '../../routes/navigation.ts';
import { linkTo } from '../../routes/routes.ts';
import { stateTone } from './state-tone.ts';

/** Hazards line by line; some can be picked, a click opens one. */
export function HazardTable({
  rows,
  isLedgerEmpty,
  picked,
  onPick,
}: {
  rows: readonly HazardRow[];
  /** There is no hazard at all, not only none like those. */
  isLedgerEmpty: boolean;
  picked: readonly number[];
  /** Null for who can do nothing with several at once. */
  onPick: ((ids: readonly number[]) => void) | null;
}) {
  return (
    <Table<HazardRow>
      size="middle"
      rowKey="id"
      scroll={{ x: 1200 }}
      dataSource={rows}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      {...(onPick && {
        rowSelection: {
          selectedRowKeys: [...picked],
          onChange: (keys: readonly unknown[]) => onPick(keys.map(Number)),
          columnWidth: 40,
        },
      })}
      onRow={(row) => ({
        onClick: () => goTo({ name: 'hazard', id: row.id }),
        style: { cursor: 'pointer' },
      })}
      locale={{
        emptyText: isLedgerEmpty ? (
          <EmptyState title="还没有隐患">
            在整治行动中记录现场检查时登记的隐患会自动进入台账；学校、社区、12345 等反映的，点“登记线索”。
          </EmptyState>
        ) : (
          <EmptyState title="没有符合条件的隐患">换个状态或清除搜索再看。</EmptyState>
        ),
      }}
      columns={columns}
    />
  );
}

const columns: NonNullable<TableProps<HazardRow>['columns']> = [
  {
    title: '编号',
    dataIndex: 'code',
    width: 150,
    sorter: (a, b) => a.code.localeCompare(b.code),
    render: (code: string, row) => <a href={linkTo({ name: 'hazard', id: row.id })}>{code}</a>,
  },
  {
    title: '状态',
    dataIndex: 'state',
    width: 150,
    render: (value: HazardState, row) => (
      <>
        <Tag tone={stateTone[value]}>{hazardStateNames[value]}</Tag>{' '}
        {row.overdue && <Tag tone="violation">逾期</Tag>}
        {row.listed && <Tag tone="undetermined">督办</Tag>}
      </>
    ),
  },
  { title: '级别', dataIndex: 'level', width: 70 },
  {
    title: '种类',
    dataIndex: 'kind',
    width: 136,
    render: (kind: string, row) => (
      <>
        {kind} {row.repeats !== null && <Tag tone="undetermined">屡犯</Tag>}
      </>
    ),
  },
  {
    title: '地点',
    dataIndex: 'placeName',
    sorter: (a, b) => a.placeName.localeCompare(b.placeName, 'zh-CN'),
  },
  { title: '学校', dataIndex: 'schoolName' },
  {
    title: '责任单位',
    dataIndex: 'responsibleBody',
    className: 'whole-words',
    render: (value: string, row) => [value, row.responsiblePerson].filter(Boolean).join(' ') || '未明确',
  },
  {
    title: '来源',
    dataIndex: 'source',
    width: 100,
    sorter: (a, b) => a.source.localeCompare(b.source, 'zh-CN'),
  },
  { title: '发现', dataIndex: 'foundOn', width: 106, className: 'number' },
  {
    title: '整改期限',
    dataIndex: 'dueOn',
    width: 112,
    className: 'number',
    sorter: (a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? ''),
  },
];
