import { Table } from 'antd';
import type { HazardRow } from '#shared/contract/ledger.ts';
import { hazardStateNames } from '#shared/ledger/hazard.ts';
import { EmptyState } from '../../components/states.tsx';
import { Tag } from '../../components/tags.tsx';
import { linkTo } from '../../routes/routes.ts';

/** Hazards that are overdue or soon due, the longest overdue first; each leads to its record. */
export function DueHazards({ hazards }: { hazards: readonly HazardRow[] }) {
  return (
    <Table<HazardRow>
      size="small"
      rowKey="id"
      dataSource={[...hazards]}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{
        emptyText: <EmptyState title="没有到期的隐患">逾期的、7 日内到期的隐患会列在这里。</EmptyState>,
      }}
      columns={[
        {
          title: '限期',
          width: 170,
          className: 'number',
          render: (_, { dueOn, overdue }) => (
            <>
              {dueOn} {overdue && <Tag tone="violation">逾期</Tag>}
            </>
          ),
        },
        {
          title: '编号',
          width: 140,
          className: 'number',
          render: (_, { id, code }) => <a href={linkTo({ name: 'hazard', id })}>{code}</a>,
        },
        { title: '地点', dataIndex: 'placeName' },
        { title: '隐患', dataIndex: 'description', ellipsis: true },
        { title: '责任单位', dataIndex: 'responsibleBody', width: 170 },
        { title: '状态', width: 100, render: (_, { state }) => hazardStateNames[state] },
      ]}
    />
  );
}
