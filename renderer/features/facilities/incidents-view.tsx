import { DeleteOutlined } from '@ant-design/icons';
import { Button, Popconfirm, Select, Table } from 'antd';
import { useMemo, useState } from 'react';
import { type Incident, incidentKinds } from '#shared/contract/facilities.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { Density, weekdayOf, weekdays } from '../../components/gates/density.tsx';
import { IncidentDialog } from '../../components/gates/incident-dialog.tsx';
import { useNotify } from '../../components/notify.ts';
import { SchoolsToSweep } from '../../components/schools-to-sweep.tsx';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { goTo } from '../../routes/navigation.ts';
import { linkTo } from '../../routes/routes.ts';

/** What happens at the gates, and at which hour of which weekday. */
export function IncidentsView() {
  const list = useService('incidents.list', {});
  const remove = useCommand('incidents.remove');
  const notify = useNotify();
  const may = useMayCall();
  const [kind, setKind] = useState<string | null>(null);
  const [editing, setEditing] = useState<Incident | null>(null);
  const [sweeping, setSweeping] = useState(false);
  const rows = useMemo(
    () => (list.data ?? []).filter((row) => kind === null || row.kind === kind),
    [list.data, kind],
  );
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Loading />;
  if (list.data.length === 0)
    return (
      <EmptyState
        title="还没有记过事件"
        action={
          may('incidents.save') && (
            <Button type="primary" onClick={() => goTo({ name: 'map' })}>
              去地图上记
            </Button>
          )
        }
      >
        在地图上按鼠标右键，选“记一件事”：乱停、拥堵、摊贩聚集等，带上时间。积累起来，就看得出哪个校门哪个时段要加人。
      </EmptyState>
    );
  return (
    <div className="matrix">
      <div className="matrix-bar">
        <Select
          aria-label="种类"
          allowClear
          placeholder="全部种类"
          value={kind}
          onChange={(value) => setKind(value ?? null)}
          options={incidentKinds.map((value) => ({ value }))}
          style={{ width: 150 }}
        />
        <span className="quiet">{rows.length} 件</span>
        <span className="matrix-actions">
          {may('sweeps.addSchools') && (
            <Button onClick={() => setSweeping(true)}>事件多的学校加入整治</Button>
          )}
        </span>
      </div>
      {sweeping && (
        <SchoolsToSweep
          schools={busySchools(rows)}
          reason={`门前事件 ${OFTEN} 件以上`}
          onClose={() => setSweeping(false)}
        />
      )}
      <Density rows={rows} />
      <Table<Incident>
        size="small"
        rowKey="id"
        scroll={{ x: 860 }}
        dataSource={rows}
        pagination={{ pageSize: 30, hideOnSinglePage: true }}
        columns={[
          {
            title: '时间',
            dataIndex: 'at',
            width: 190,
            className: 'number',
            sorter: (a, b) => a.at.localeCompare(b.at),
            render: (at: string) => `${at.replace('T', ' ')} ${weekdays[weekdayOf(at)]}`,
          },
          { title: '种类', dataIndex: 'kind', width: 100 },
          {
            title: '校门',
            width: 260,
            render: (_, { gate }) =>
              gate ? (
                <a href={linkTo({ name: 'gate', id: gate.id })}>
                  {gate.name}（{gate.metres.toFixed(0)} m）
                </a>
              ) : (
                <span className="quiet">200 m 内没有校门</span>
              ),
          },
          { title: '情况', dataIndex: 'note' },
          { title: '记录人', dataIndex: 'addedBy', width: 100 },
          {
            title: '',
            width: 110,
            render: (_, row) => (
              <>
                {may('incidents.save') && (
                  <Button type="link" size="small" onClick={() => setEditing(row)}>
                    修改
                  </Button>
                )}
                {may('incidents.remove') && (
                  <Popconfirm
                    title="删除这条事件？"
                    okText="删除"
                    cancelText="不删"
                    onConfirm={() => remove.mutateAsync({ input: { id: row.id } }).catch(notify.failed)}
                  >
                    <Button type="text" size="small" icon={<DeleteOutlined />} aria-label="删除" />
                  </Popconfirm>
                )}
              </>
            ),
          },
        ]}
      />
      {editing && <IncidentDialog incident={editing} onClose={() => setEditing(null)} />}
    </div>
  );
}

/** From so many incidents on, a school is suggested for a visit. */
const OFTEN = 3;

function busySchools(rows: readonly Incident[]): { id: number; name: string }[] {
  const counts = new Map<number, { name: string; count: number }>();
  for (const { gate } of rows) {
    if (!gate) continue;
    const known = counts.get(gate.schoolId) ?? { name: gate.name, count: 0 };
    counts.set(gate.schoolId, { ...known, count: known.count + 1 });
  }
  return [...counts].filter(([, { count }]) => count >= OFTEN).map(([id, { name }]) => ({ id, name }));
}
