import { PrinterOutlined } from '@ant-design/icons';
import { Checkbox, Table } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { type Duty, dutyPeriods } from '#shared/contract/facilities.ts';
import { useService } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { DutyDialog, Posts } from '../../components/gates/duties.tsx';
import { ReasonButton } from '../../components/reason-button.tsx';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { Tag } from '../../components/tags.tsx';
import { goTo } from '../../routes/navigation.ts';
import { linkTo } from '../../routes/routes.ts';

type Row = OutputOf<'duties.list'>[number];

/** Who stands at which gate when pupils come and go, and which posts are empty. */
export function DutiesView() {
  const list = useService('duties.list', {});
  const may = useMayCall();
  const [wanting, setWanting] = useState(false);
  const [editing, setEditing] = useState<Duty | null>(null);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Loading />;
  const rows = list.data.filter(({ gaps }) => !wanting || gaps.length > 0);
  const lacking = list.data.filter(({ gaps }) => gaps.length > 0).length;
  return (
    <div className="matrix">
      <div className="matrix-bar">
        <Checkbox checked={wanting} onChange={({ target }) => setWanting(target.checked)}>
          只看缺人的（{lacking}）
        </Checkbox>
        <span className="matrix-actions">
          <ReasonButton
            icon={<PrinterOutlined />}
            because={list.data.every(({ duties }) => duties.length === 0) ? '还没有排班' : null}
            onClick={() => goTo({ name: 'rosterDocument' })}
          >
            打印排班表
          </ReasonButton>
        </span>
      </div>
      <Table<Row>
        size="small"
        rowKey="gateId"
        dataSource={rows}
        pagination={{ pageSize: 30, hideOnSinglePage: true }}
        locale={{ emptyText: <EmptyState title="没有校门">先导入校门。</EmptyState> }}
        columns={[
          {
            title: '学校',
            width: 190,
            sorter: (a, b) => a.schoolName.localeCompare(b.schoolName, 'zh-CN'),
            render: (_, { schoolName, gateName, gateId }) => (
              <a href={linkTo({ name: 'gate', id: gateId })}>
                {schoolName} {gateName}
              </a>
            ),
          },
          { title: '镇街', dataIndex: 'town', width: 90 },
          ...dutyPeriods.map((period) => ({
            title: period,
            render: (_: unknown, row: Row) => (
              <Posts row={row} period={period} onEdit={may('duties.save') ? setEditing : null} />
            ),
          })),
          {
            title: '缺口',
            width: 190,
            sorter: (a: Row, b: Row) => b.gaps.length - a.gaps.length,
            render: (_: unknown, { gaps }: Row) =>
              gaps.length === 0 ? '' : <Tag tone="violation">{gaps.join('；')}</Tag>,
          },
        ]}
      />
      {editing && <DutyDialog duty={editing} onClose={() => setEditing(null)} />}
    </div>
  );
}
