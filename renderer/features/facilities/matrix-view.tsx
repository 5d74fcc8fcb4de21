import { DownloadOutlined } from '@ant-design/icons';
import { Button, Checkbox, Drawer, Segmented, Select, Table, Tooltip } from 'antd';
import { useMemo, useState } from 'react';
import type { ProvisionCell, SchoolProvisions } from '#shared/contract/facilities.ts';
import type { Requirement } from '#shared/facilities/facility.ts';
import {
  completeness,
  type Provision,
  provisionNames,
  worstProvision,
} from '#shared/facilities/gate-provision.ts';
import { client } from '../../client/client.ts';
import { useService } from '../../client/queries.ts';
import { useNotify } from '../../components/notify.ts';
import { saveFile } from '../../components/save-file.ts';
import { SchoolsToSweep } from '../../components/schools-to-sweep.tsx';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { CompareSnapshots } from './compare-snapshots.tsx';
import { GateCells } from './gate-cells.tsx';
import { MatrixMap } from './matrix-map.tsx';

const marks: Readonly<Record<Provision, string>> = { present: '✓', missing: '✕', doubtful: '?', exempt: '—' };

/** A table of schools and required facilities. A cell shows the worst of the school's gates. */
export function MatrixView() {
  const matrix = useService('provisions.matrix', {});
  const known = useService('facilities.kinds', {});
  const notify = useNotify();
  const [town, setTown] = useState<string | null>(null);
  const [requirement, setRequirement] = useState<string | null>(null);
  const [wanting, setWanting] = useState(false);
  const [opened, setOpened] = useState<number | null>(null);
  const [view, setView] = useState<'table' | 'map'>('table');
  const [sweeping, setSweeping] = useState(false);
  const rows = useMemo(
    () =>
      (matrix.data ?? []).filter(
        (row) =>
          row.gates.length > 0 &&
          (town === null || row.town === town) &&
          (!(wanting || requirement) || gapsOf(row, requirement) > 0),
      ),
    [matrix.data, town, requirement, wanting],
  );
  if (matrix.error) return <ErrorState error={matrix.error} onRetry={() => void matrix.refetch()} />;
  if (!matrix.data || !known.data) return <Loading label="正在对照" />;
  const { requirements } = known.data;
  const towns = [...new Set(matrix.data.flatMap((row) => (row.town ? [row.town] : [])))];
  const gateless = matrix.data.filter(({ gates }) => gates.length === 0).length;
  const school = matrix.data.find(({ schoolId }) => schoolId === opened);
  const save = async () => {
    try {
      await saveFile(await client.call('provisions.export', {}), '校门设施对照表.xlsx');
    } catch (error) {
      notify.failed(error);
    }
  };
  if (matrix.data.every(({ gates }) => gates.length === 0))
    return (
      <EmptyState title="还没有校门">
        在“名单”里导入校门，或在地图上点开学校按“新增校门”。有了校门、道路和设施，这里就能逐项对照。
      </EmptyState>
    );
  return (
    <div className="matrix">
      <div className="matrix-bar">
        <Select
          aria-label="镇街"
          allowClear
          placeholder="全部镇街"
          value={town}
          onChange={(value) => setTown(value ?? null)}
          options={towns.map((value) => ({ value }))}
          style={{ width: 150 }}
        />
        <Select
          aria-label="缺哪项"
          allowClear
          placeholder="缺哪项"
          value={requirement}
          onChange={(value) => setRequirement(value ?? null)}
          options={requirements.map(({ id, title }) => ({ value: id, label: title }))}
          style={{ width: 150 }}
        />
        <Checkbox checked={wanting} onChange={({ target }) => setWanting(target.checked)}>
          只看有缺口的
        </Checkbox>
        <Segmented<'table' | 'map'>
          value={view}
          onChange={setView}
          options={[
            { value: 'table', label: '表格' },
            { value: 'map', label: '地图' },
          ]}
        />
        <span className="matrix-actions">
          <Button onClick={() => setSweeping(true)}>缺口学校加入整治</Button>
          <CompareSnapshots />
          <Button icon={<DownloadOutlined />} onClick={save}>
            导出
          </Button>
        </span>
      </div>
      <Counts rows={rows} requirements={requirements} onPick={setRequirement} />
      {gateless > 0 && <p className="quiet small">{gateless} 所学校还没有校门，没有列出。</p>}
      {sweeping && (
        <SchoolsToSweep
          schools={rows
            .filter((row) => gapsOf(row, requirement) > 0)
            .map(({ schoolId, name }) => ({ id: schoolId, name }))}
          reason={`设施缺口${requirement ? `：${requirements.find(({ id }) => id === requirement)?.title ?? ''}` : ''}`}
          onClose={() => setSweeping(false)}
        />
      )}
      {view === 'map' ? (
        <MatrixMap rows={rows} />
      ) : (
        <Table<SchoolProvisions>
          size="small"
          rowKey="schoolId"
          dataSource={rows}
          pagination={{ pageSize: 50, hideOnSinglePage: true }}
          scroll={{ x: 'max-content' }}
          onRow={({ schoolId }) => ({ onClick: () => setOpened(schoolId) })}
          rowClassName="matrix-row"
          locale={{ emptyText: <EmptyState title="没有符合条件的学校">换个条件再看。</EmptyState> }}
          columns={[
            {
              title: '学校',
              dataIndex: 'name',
              fixed: 'left',
              width: 170,
              sorter: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
              render: (name: string, { schoolId }) => (
                <Button
                  type="link"
                  size="small"
                  className="matrix-school"
                  onClick={() => setOpened(schoolId)}
                >
                  {name}
                </Button>
              ),
            },
            { title: '镇街', dataIndex: 'town', width: 90 },
            { title: '校门', width: 56, align: 'right', render: (_, { gates }) => gates.length },
            {
              title: '齐全率',
              width: 84,
              align: 'right',
              className: 'number',
              defaultSortOrder: 'ascend',
              sorter: (a, b) => shareOf(a) - shareOf(b),
              render: (_, row) => `${Math.round(shareOf(row) * 100)}%`,
            },
            ...requirements.map(({ id, title }) => ({
              title,
              key: id,
              width: 62,
              align: 'center' as const,
              sorter: (a: SchoolProvisions, b: SchoolProvisions) => rank(a, id) - rank(b, id),
              render: (_: unknown, row: SchoolProvisions) => <Cell row={row} requirementId={id} />,
            })),
          ]}
        />
      )}
      <Drawer
        open={school !== undefined}
        size={640}
        title={school?.name}
        onClose={() => setOpened(null)}
        destroyOnHidden
      >
        {school && <GateCells school={school} requirements={requirements} />}
      </Drawer>
    </div>
  );
}

function cellsOf({ gates }: SchoolProvisions, requirementId: string): ProvisionCell[] {
  return gates.flatMap(({ cells }) => cells.filter((cell) => cell.requirementId === requirementId));
}

function Cell({ row, requirementId }: { row: SchoolProvisions; requirementId: string }) {
  const cells = cellsOf(row, requirementId);
  const worst = worstProvision(cells.map(({ provision }) => provision));
  const answered = cells.some(({ hazardId, plannedId }) => hazardId !== null || plannedId !== null);
  const said = row.gates
    .map(({ gateName, cells: own }) => {
      const cell = own.find((each) => each.requirementId === requirementId);
      return cell ? `${gateName}：${provisionNames[cell.provision]}，${cell.note}` : '';
    })
    .join('；');
  return (
    <Tooltip title={said}>
      <span className={`matrix-mark matrix-${worst}`} role="img" aria-label={provisionNames[worst]}>
        {marks[worst]}
        {answered && worst !== 'present' ? '•' : ''}
      </span>
    </Tooltip>
  );
}

function rank(row: SchoolProvisions, requirementId: string): number {
  const order: readonly Provision[] = ['missing', 'doubtful', 'present', 'exempt'];
  return order.indexOf(worstProvision(cellsOf(row, requirementId).map(({ provision }) => provision)));
}

function shareOf({ gates }: SchoolProvisions): number {
  return completeness(gates.flatMap(({ cells }) => cells)) ?? 1;
}

function gapsOf({ gates }: SchoolProvisions, requirementId: string | null): number {
  return gates
    .flatMap(({ cells }) => cells)
    .filter(
      (cell) =>
        cell.provision === 'missing' && (requirementId === null || cell.requirementId === requirementId),
    ).length;
}

/** How many gaps there are, by what is wanting, by who answers for it, and by town. */
function Counts({
  rows,
  requirements,
  onPick,
}: {
  rows: readonly SchoolProvisions[];
  requirements: readonly Requirement[];
  onPick: (requirementId: string) => void;
}) {
  const cells = rows.flatMap(({ gates }) => gates.flatMap((gate) => gate.cells));
  const missing = cells.filter(({ provision }) => provision === 'missing');
  const share = completeness(cells);
  const count = (ids: ReadonlySet<string>) =>
    missing.filter(({ requirementId }) => ids.has(requirementId)).length;
  const bodies = [...new Set(requirements.map(({ body }) => body))].map((body) => ({
    title: body,
    gaps: count(new Set(requirements.filter((each) => each.body === body).map(({ id }) => id))),
  }));
  const towns = [...new Set(rows.map(({ town }) => town ?? '未划定'))].map((town) => ({
    title: town,
    gaps: rows
      .filter((row) => (row.town ?? '未划定') === town)
      .reduce((sum, row) => sum + gapsOf(row, null), 0),
  }));
  return (
    <section className="matrix-counts" aria-label="缺口统计">
      <p>
        <strong className="number">{share === null ? '—' : `${(share * 100).toFixed(1)}%`}</strong> 齐全，
        <strong className="number">{missing.length}</strong> 处缺失，
        <strong className="number">{cells.filter(({ provision }) => provision === 'doubtful').length}</strong>{' '}
        处待核
      </p>
      <ul>
        {requirements
          .map(({ id, title }) => ({ id, title, gaps: count(new Set([id])) }))
          .filter(({ gaps }) => gaps > 0)
          .sort((a, b) => b.gaps - a.gaps)
          .map(({ id, title, gaps }) => (
            <li key={id}>
              <Button size="small" onClick={() => onPick(id)}>
                缺{title} <span className="number">{gaps}</span>
              </Button>
            </li>
          ))}
      </ul>
      <p className="quiet small">
        按责任单位：
        {bodies
          .filter(({ gaps }) => gaps > 0)
          .map(({ title, gaps }) => `${title} ${gaps}`)
          .join('，') || '无'}
        　按镇街：
        {towns
          .filter(({ gaps }) => gaps > 0)
          .map(({ title, gaps }) => `${title} ${gaps}`)
          .join('，') || '无'}
      </p>
    </section>
  );
}
