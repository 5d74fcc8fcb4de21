import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Table } from 'antd';
import { useState } from 'react';
import { type Duty, dutyKinds } from '#shared/contract/facilities.ts';
import { countVacant, isPatrol, rosterRows } from '#shared/facilities/duty-roster.ts';
import { client } from '../../client/client.ts';
import { useService } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { DutyDialog, Posts } from '../../components/gates/duties.tsx';
import { Permitted } from '../../components/permitted.tsx';
import { ReasonButton } from '../../components/reason-button.tsx';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { Tag } from '../../components/tags.tsx';
import { useSaving } from '../../components/use-saving.ts';
import { goTo } from '../../routes/navigation.ts';
import { linkTo } from '../../routes/routes.ts';
import { type DutyRow, findDuties } from './find-duties.ts';

/** Who stands at which gate on which days when pupils come and go, who patrols past it, which posts are empty, and who cannot be there. */
export function DutiesView() {
  const list = useService('duties.list', {});
  const may = useMayCall();
  const [wanting, setWanting] = useState(false);
  const [doubtful, setDoubtful] = useState(false);
  const [unpatrolled, setUnpatrolled] = useState(false);
  const [text, setText] = useState('');
  const [editing, setEditing] = useState<Duty | null>(null);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Loading />;
  const all = list.data;
  const rows = findDuties(all, text).filter(
    (row) =>
      (!wanting || row.gaps.length > 0) &&
      (!doubtful || row.doubts.length > 0) &&
      (!unpatrolled || !row.duties.some(isPatrol)),
  );
  const vacant = countVacant(all.flatMap(({ duties }) => rosterRows(duties)));
  return (
    <div className="matrix">
      <div className="matrix-bar">
        <Input
          allowClear
          aria-label="查找护学岗"
          placeholder="学校、姓名、替补、周三"
          style={{ width: 220 }}
          onChange={({ target }) => setText(target.value)}
        />
        <Checkbox checked={wanting} onChange={({ target }) => setWanting(target.checked)}>
          只看缺人的（{all.filter(({ gaps }) => gaps.length > 0).length}）
        </Checkbox>
        <Checkbox checked={doubtful} onChange={({ target }) => setDoubtful(target.checked)}>
          只看存疑的（{all.filter(({ doubts }) => doubts.length > 0).length}）
        </Checkbox>
        <Checkbox checked={unpatrolled} onChange={({ target }) => setUnpatrolled(target.checked)}>
          只看没有巡逻的（{all.filter(({ duties }) => !duties.some(isPatrol)).length}）
        </Checkbox>
        {vacant > 0 && <span className="quiet small">一周缺岗 {vacant} 天次</span>}
        <span className="matrix-actions">
          <Permitted to="duties.export">
            <SaveRoster />
          </Permitted>
          <ReasonButton
            icon={<PrinterOutlined />}
            because={all.every(({ duties }) => duties.length === 0) ? '还没有排班' : null}
            onClick={() => goTo({ name: 'rosterDocument' })}
          >
            打印值守表
          </ReasonButton>
        </span>
      </div>
      <DutyTable
        rows={rows}
        isFiltered={rows.length < all.length}
        onEdit={may('duties.save') ? setEditing : null}
      />
      {editing && <DutyDialog duty={editing} onClose={() => setEditing(null)} />}
    </div>
  );
}

function DutyTable({
  rows,
  isFiltered,
  onEdit,
}: {
  rows: readonly DutyRow[];
  isFiltered: boolean;
  onEdit: ((duty: Duty) => void) | null;
}) {
  const none = isFiltered ? (
    <EmptyState title="没有符合的校门">改一改查找的内容或筛选。</EmptyState>
  ) : (
    <EmptyState title="没有校门">先导入校门。</EmptyState>
  );
  return (
    <Table<DutyRow>
      className="duty-table"
      size="small"
      rowKey="gateId"
      scroll={{ x: 1040 }}
      dataSource={rows}
      pagination={{ pageSize: 30, hideOnSinglePage: true }}
      locale={{ emptyText: none }}
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
        ...dutyKinds.map((period) => ({
          title: period,
          render: (_: unknown, row: DutyRow) => <Posts row={row} period={period} onEdit={onEdit} />,
        })),
        {
          title: '缺口、存疑',
          width: 200,
          sorter: (a: DutyRow, b: DutyRow) =>
            b.gaps.length + b.doubts.length - a.gaps.length - a.doubts.length,
          render: (_: unknown, row: DutyRow) => <Wanting row={row} />,
        },
      ]}
    />
  );
}

/** What is missing at a gate, and who is to be elsewhere at the same time. */
function Wanting({ row: { gaps, doubts } }: { row: DutyRow }) {
  return (
    <ul className="duty-wanting">
      {gaps.map((gap) => (
        <li key={gap}>
          <Tag tone="violation">{gap}</Tag>
        </li>
      ))}
      {doubts.map(({ dutyId, text }) => (
        <li key={`${dutyId}/${text}`}>
          <Tag tone="undetermined">存疑：{text}</Tag>
        </li>
      ))}
    </ul>
  );
}

function SaveRoster() {
  const { busy, save } = useSaving();
  const saveRoster = () => save(() => client.call('duties.export', {}), '护学岗值守表.xlsx');
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={saveRoster}>
      导出
    </Button>
  );
}
