import { Button, Popconfirm, Table } from 'antd';
import { useState } from 'react';
import type { OfficerRow } from '#shared/contract/planning.ts';
import { officerDoubts } from '#shared/sweeps/officer-state.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { EmptyState } from '../../components/states.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { ReplaceOfficer } from './replace-officer.tsx';

/** The officers line by line: how they stand today, what they did, and what can be done about them. */
export function OfficersTable({
  officers,
  onEdit,
}: {
  officers: readonly OfficerRow[];
  onEdit: (officer: OfficerRow) => void;
}) {
  const today = useService('workspace.describe', {}).data?.today ?? '';
  const [replacing, setReplacing] = useState<OfficerRow | null>(null);
  return (
    <>
      <Table<OfficerRow>
        size="small"
        rowKey="id"
        dataSource={[...officers]}
        pagination={{ pageSize: 10, hideOnSinglePage: true, size: 'small' }}
        locale={{
          emptyText: (
            <EmptyState title="还没有执法人员">
              在上面登记，或从名单导入；记录检查、编辑小组时填写的人也会进入名单，待核对。
            </EmptyState>
          ),
        }}
        columns={[
          { title: '姓名', dataIndex: 'name', width: 80 },
          { title: '执法证号', dataIndex: 'certificate', className: 'number', width: 120 },
          {
            title: '单位',
            dataIndex: 'agency',
            filters: [...new Set(officers.map(({ agency }) => agency))].map((value) => ({
              value,
              text: value,
            })),
            onFilter: (value, row) => row.agency === value,
          },
          { title: '有效期至', width: 104, className: 'number', render: (_, row) => row.validUntil ?? '—' },
          {
            title: '今天',
            render: (_, row) =>
              officerDoubts(row, { from: today, to: today }).join('；') || (
                <span className="quiet">在岗</span>
              ),
          },
          {
            title: '检查',
            width: 150,
            className: 'number',
            render: (_, { visits, lastVisitOn }) => (visits > 0 ? `${visits} 次，${lastVisitOn}` : '—'),
          },
          {
            title: '',
            width: 170,
            render: (_, row) => (
              <OfficerActions row={row} onEdit={() => onEdit(row)} onReplace={() => setReplacing(row)} />
            ),
          },
        ]}
      />
      {replacing && <ReplaceOfficer officer={replacing} onClose={() => setReplacing(null)} />}
    </>
  );
}

function OfficerActions({
  row,
  onEdit,
  onReplace,
}: {
  row: OfficerRow;
  onEdit: () => void;
  onReplace: () => void;
}) {
  const remove = useCommand('officers.remove');
  const carryOut = useCarryOut();
  return (
    <span className="row-actions">
      <Button type="link" size="small" onClick={onEdit}>
        {row.removedOn !== null ? '恢复' : row.confirmed ? '修改' : '核对'}
      </Button>
      <Button type="link" size="small" onClick={onReplace}>
        替换
      </Button>
      {row.removedOn === null && (
        <Popconfirm
          title={`把${row.name}移出名单？`}
          description="检查记录不变，可按 Ctrl+Z 撤销。"
          okText="移出"
          cancelText="取消"
          onConfirm={() =>
            carryOut(() => remove.mutateAsync({ input: { id: row.id } }), `${row.name}已移出名单`)
          }
        >
          <Button type="link" size="small">
            移除
          </Button>
        </Popconfirm>
      )}
    </span>
  );
}
