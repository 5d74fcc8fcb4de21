import { Button, Table, Tooltip } from 'antd';
import type { SchoolProvisions } from '#shared/contract/facilities.ts';
import type { Requirement } from '#shared/facilities/facility.ts';
import { type Provision, provisionNames, worstProvision } from '#shared/facilities/gate-provision.ts';
import { EmptyState } from '../../components/states.tsx';
import { cellsOf, countsOf, rank } from './provision-figures.ts';

const marks: Readonly<Record<Provision, string>> = {
  present: '✓',
  missing: '✕',
  doubtful: '?',
  unsurveyed: '未',
  exempt: '—',
};

/** Schools line by line, a column for each requirement; a click opens the gates of a school. */
export function MatrixTable({
  rows,
  requirements,
  onOpen,
}: {
  rows: readonly SchoolProvisions[];
  requirements: readonly Requirement[];
  onOpen: (schoolId: number) => void;
}) {
  return (
    <Table<SchoolProvisions>
      size="small"
      rowKey="schoolId"
      dataSource={rows}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      onRow={({ schoolId }) => ({ onClick: () => onOpen(schoolId) })}
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
            <Button type="link" size="small" className="matrix-school" onClick={() => onOpen(schoolId)}>
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
          // What nobody looked at has no share: it stands behind those that have one.
          sorter: (a, b) => (countsOf(a).share ?? 2) - (countsOf(b).share ?? 2),
          render: (_, row) => {
            const { share } = countsOf(row);
            return share === null ? '—' : `${Math.round(share * 100)}%`;
          },
        },
        {
          title: '未调查',
          width: 76,
          align: 'right',
          className: 'number',
          sorter: (a, b) => countsOf(a).unsurveyed - countsOf(b).unsurveyed,
          render: (_, row) => countsOf(row).unsurveyed || '',
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
  );
}

/** The worst of a school's gates as a mark; a dot beside it where somebody is on to it already. */
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
