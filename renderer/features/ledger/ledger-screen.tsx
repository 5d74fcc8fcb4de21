import { Button, Drawer, Input, Segmented, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import type { HazardRow } from '#shared/contract/ledger.ts';
import { type Reminder, reminderNames } from '#shared/ledger/due-dates.ts';
import { type HazardState, hazardStateNames, hazardStates } from '#shared/ledger/hazard.ts';
import { keysOf } from '#shared/lists/record.ts';
import { useService } from '../../client/queries.ts';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { Tag } from '../../components/tags.tsx';
import { AssignMany } from './assign-many.tsx';
import { type Grouping, HazardBoard } from './hazard-board.tsx';
import { HazardDetail } from './hazard-detail.tsx';
import { RechecksView } from './rechecks-view.tsx';
import { stateTone } from './state-tone.ts';
import './ledger.css';
import { goTo } from '../../routes/navigation.ts';
import { linkTo } from '../../routes/routes.ts';

type View = 'table' | Grouping | 'rechecks';

const views: readonly { readonly value: View; readonly label: string }[] = [
  { value: 'table', label: '表格' },
  { value: 'state', label: '看板' },
  { value: 'school', label: '按学校' },
  { value: 'body', label: '按单位' },
  { value: 'rechecks', label: '抽样复核' },
];

/** All hazards; the open one in a drawer with its history and what can be done. */
export function LedgerScreen({ hazardId }: { hazardId: number | null }) {
  const hazards = useService('hazards.list', {});
  const [state, setState] = useState<'all' | 'open' | HazardState>('open');
  const [text, setText] = useState('');
  const [view, setView] = useState<View>('table');
  const [reminder, setReminder] = useState<Reminder | null>(null);
  const [picked, setPicked] = useState<readonly number[]>([]);
  const [assigning, setAssigning] = useState(false);
  if (hazards.error) return <ErrorState error={hazards.error} onRetry={() => void hazards.refetch()} />;
  if (!hazards.data) return <Loading />;
  const rows = hazards.data.filter(
    (row) =>
      (reminder !== null ||
        view !== 'table' ||
        state === 'all' ||
        (state === 'open' ? row.state !== 'closed' : row.state === state)) &&
      (reminder === null || row.reminders.includes(reminder)) &&
      (text === '' ||
        [row.placeName, row.schoolName ?? '', row.description, row.code, row.responsibleBody].some((value) =>
          value.includes(text),
        )),
  );
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>隐患台账</h1>
        <Segmented<View> value={view} onChange={setView} options={[...views]} />
        {view !== 'rechecks' && (
          <>
            {view === 'table' && (
              <Segmented
                value={state}
                onChange={setState}
                options={[
                  { value: 'open', label: '未结' },
                  { value: 'all', label: '全部' },
                  ...hazardStates.map((value) => ({ value, label: hazardStateNames[value] })),
                ]}
              />
            )}
            <Input
              allowClear
              aria-label="查找隐患"
              placeholder="编号、场所、学校、责任单位"
              style={{ width: 240 }}
              onChange={({ target }) => setText(target.value.trim())}
            />
          </>
        )}
      </header>
      {view !== 'rechecks' && (
        <Reminders rows={hazards.data} chosen={reminder} onChoose={setReminder}>
          {view === 'table' && picked.length > 0 && (
            <Button type="primary" onClick={() => setAssigning(true)}>
              批量交办 {picked.length} 项
            </Button>
          )}
        </Reminders>
      )}
      {view === 'rechecks' ? (
        <RechecksView />
      ) : view !== 'table' ? (
        <HazardBoard rows={rows} by={view} />
      ) : (
        <Table<HazardRow>
          size="middle"
          rowKey="id"
          dataSource={rows}
          pagination={{ pageSize: 50, hideOnSinglePage: true }}
          rowSelection={{
            selectedRowKeys: [...picked],
            onChange: (keys) => setPicked(keys.map(Number)),
            columnWidth: 40,
          }}
          onRow={(row) => ({
            onClick: () => goTo({ name: 'hazard', id: row.id }),
            style: { cursor: 'pointer' },
          })}
          locale={{
            emptyText:
              hazards.data.length === 0 ? (
                <EmptyState title="还没有隐患">
                  在整治行动中记录现场检查时登记隐患，会自动进入台账。
                </EmptyState>
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
              width: 150,
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
      )}
      {assigning && (
        <AssignMany
          ids={picked}
          onClose={(done) => {
            setAssigning(false);
            if (done) setPicked([]);
          }}
        />
      )}
      <Drawer
        open={hazardId !== null}
        size={520}
        onClose={() => goTo({ name: 'ledger' })}
        title="隐患"
        destroyOnHidden
      >
        {hazardId !== null && <HazardDetail hazardId={hazardId} />}
      </Drawer>
    </div>
  );
}

/** Figures of what is still to be done; a click shows the hazards. */
function Reminders({
  rows,
  chosen,
  onChoose,
  children,
}: {
  rows: readonly HazardRow[];
  chosen: Reminder | null;
  onChoose: (reminder: Reminder | null) => void;
  children: ReactNode;
}) {
  return (
    <div className="reminders">
      {keysOf(reminderNames).map((reminder) => {
        const count = rows.filter(({ reminders }) => reminders.includes(reminder)).length;
        return (
          <button
            key={reminder}
            type="button"
            aria-pressed={chosen === reminder}
            disabled={count === 0}
            className={reminder === 'overdue' && count > 0 ? 'reminder reminder-late' : 'reminder'}
            onClick={() => onChoose(chosen === reminder ? null : reminder)}
          >
            {reminderNames[reminder]} <strong className="number">{count}</strong>
          </button>
        );
      })}
      <span className="reminders-end">{children}</span>
    </div>
  );
}
