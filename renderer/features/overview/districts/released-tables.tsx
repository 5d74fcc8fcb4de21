import { Alert, Table, type TableProps } from 'antd';
import type { District, EdgeFindingTold, Released } from '#shared/contract/districts.ts';
import { hazardStateNames } from '#shared/ledger/hazard.ts';
import { type Severity, severityNames } from '#shared/zones/verdict.ts';
import { useService } from '../../../client/queries.ts';
import { kindTitle, metres } from '../../../components/format.ts';
import { SeverityTag, Tag } from '../../../components/tags.tsx';

type Columns<Row> = NonNullable<TableProps<Row>['columns']>;

/** Rows of one kind that a district released; they have no number of their own here. */
function ReleasedTable<Row extends object>({
  rows,
  columns,
}: {
  rows: readonly Row[];
  columns: Columns<Row>;
}) {
  return (
    <Table<Row>
      size="small"
      rowKey={(row) => rows.indexOf(row)}
      dataSource={[...rows]}
      columns={[...columns]}
      scroll={{ x: 820 }}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: '没有' }}
    />
  );
}

/** How grave what was found is. */
function verdict<Row extends { readonly severity: Severity }>(): Columns<Row>[number] {
  return {
    title: '判定',
    key: 'severity',
    width: 120,
    render: (_, { severity }) => <SeverityTag severity={severity} text={severityNames[severity]} />,
  };
}

type Hazard = Released['hazards'][number];

export function ReleasedHazards({ rows }: { rows: readonly Hazard[] }) {
  return (
    <ReleasedTable<Hazard>
      rows={rows}
      columns={[
        { title: '编号', dataIndex: 'code', width: 130 },
        { title: '种类', dataIndex: 'kind' },
        { title: '级别', dataIndex: 'level', width: 70 },
        {
          title: '状态',
          key: 'state',
          width: 190,
          render: (_, { state, isListed, isOverdue }) => (
            <span className="districts-name">
              {hazardStateNames[state]}
              {isListed && <Tag tone="violation">挂牌督办</Tag>}
              {isOverdue && <Tag tone="undetermined">逾期</Tag>}
            </span>
          ),
        },
        { title: '场所或学校', dataIndex: 'place' },
        { title: '学校', dataIndex: 'school' },
        { title: '发现', dataIndex: 'foundOn', width: 104 },
        { title: '期限', key: 'dueOn', width: 104, render: (_, { dueOn }) => dueOn ?? '—' },
        { title: '销号', key: 'closedOn', width: 104, render: (_, { closedOn }) => closedOn ?? '—' },
      ]}
    />
  );
}

type Finding = Released['findings'][number];

export function ReleasedFindings({ rows }: { rows: readonly Finding[] }) {
  return (
    <ReleasedTable<Finding>
      rows={rows}
      columns={[
        verdict(),
        { title: '场所', dataIndex: 'venue' },
        { title: '类别', dataIndex: 'kind', width: 150 },
        { title: '学校', dataIndex: 'school' },
        number('距离', ({ distance }) => metres(distance)),
        number('限值', ({ limit }) => metres(limit)),
      ]}
    />
  );
}

type School = Released['schools'][number];

export function ReleasedSchools({ rows }: { rows: readonly School[] }) {
  return (
    <ReleasedTable<School>
      rows={rows}
      columns={[
        { title: '学校', dataIndex: 'name' },
        { title: '学段', dataIndex: 'stage', width: 110 },
        number('区内·禁设', ({ violations }) => violations || '—'),
        number('待实测', ({ undetermined }) => undetermined || '—'),
        number('未结隐患', ({ openHazards }) => openHazards || '—'),
        {
          title: '本期整治',
          key: 'swept',
          width: 110,
          render: (_, { isSwept }) => (isSwept ? '已整治' : '未整治'),
        },
        { title: '最近一次', key: 'sweptOn', width: 110, render: (_, { sweptOn }) => sweptOn ?? '—' },
      ]}
    />
  );
}

/** Across its borders: both districts see it, and the one with the venue answers for it. */
export function EdgeFindings({ rows, district }: { rows: readonly EdgeFindingTold[]; district: District }) {
  return (
    <>
      {!district.hasBorder && (
        <Alert
          type="info"
          showIcon
          title="这个辖区没有区县边界，交界处没有与邻区一起研判。在其工作区的“名单”里按“辖区”导入区县边界后再报送"
        />
      )}
      <FindingsAcross rows={rows} own={district.name} />
    </>
  );
}

/** What was found across the borders of a district. */
export function FindingsAcross({ rows, own }: { rows: readonly EdgeFindingTold[]; own: string }) {
  const categories = useService('workspace.describe', {}).data?.categories ?? [];
  const within = (name: string) => (name === own ? '本辖区' : name);
  return (
    <ReleasedTable<EdgeFindingTold>
      rows={rows}
      columns={[
        verdict(),
        { title: '学校', dataIndex: 'school' },
        {
          title: '学校在',
          key: 'of',
          width: 110,
          render: (_, { schoolDistrict }) => within(schoolDistrict),
        },
        { title: '场所', dataIndex: 'venue' },
        {
          title: '场所在（办理）',
          key: 'in',
          width: 120,
          render: (_, { venueDistrict }) => within(venueDistrict),
        },
        {
          title: '类别',
          key: 'kind',
          width: 130,
          render: (_, { category }) => kindTitle(categories, category),
        },
        number('距离', ({ distance }) => metres(distance)),
        number('限值', ({ limit }) => metres(limit)),
      ]}
    />
  );
}

type Town = Released['towns'][number];

export function ReleasedTowns({ rows }: { rows: readonly Town[] }) {
  return (
    <ReleasedTable<Town>
      rows={rows}
      columns={[
        { title: '镇街', dataIndex: 'name' },
        number('学校', ({ schools }) => schools),
        number('本期已整治', ({ swept }) => swept),
      ]}
    />
  );
}

function number<Row>(title: string, of: (row: Row) => React.ReactNode): Columns<Row>[number] {
  return { title, key: title, width: 104, align: 'right', className: 'number', render: (_, row) => of(row) };
}
