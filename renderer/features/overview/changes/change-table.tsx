import { Table, type TableProps } from 'antd';
import { type ChangeRow, changeKindNames, type WhatChanged } from '#shared/contract/what-changed.ts';
import type { RegionLevel } from '#shared/tables/table-columns.ts';
import { linkTo, type Route } from '../../../routes/routes.ts';

type Thing = NonNullable<ChangeRow['thing']>;

const routeOf: Record<Thing['table'], (id: number) => Route> = {
  venues: (id) => ({ name: 'venue', id }),
  schools: (id) => ({ name: 'school', id }),
  gates: (id) => ({ name: 'gate', id }),
  hazards: (id) => ({ name: 'hazard', id }),
};

/** A row with its place, which tells it from another that says the same. */
type KeyedRow = ChangeRow & { readonly key: number };

const columns = (level: RegionLevel): NonNullable<TableProps<KeyedRow>['columns']> => [
  {
    title: '变化',
    dataIndex: 'kind',
    width: 110,
    render: (kind: ChangeRow['kind']) => changeKindNames[kind],
  },
  { title: '日期', dataIndex: 'day', width: 104, className: 'number', render: (day) => day ?? '—' },
  { title: '名称', key: 'name', width: 230, render: (_, row) => <Name row={row} /> },
  {
    title: '学校',
    key: 'school',
    width: 190,
    className: 'whole-words',
    render: (_, row) => <School row={row} />,
  },
  { title: level, dataIndex: 'town', width: 100, render: (town: string) => town || '—' },
  { title: '原来 → 现在', key: 'change', render: (_, row) => <BeforeAfter row={row} /> },
  { title: '经手、名单', dataIndex: 'by', width: 150, ellipsis: true },
];

/** What changed, thing by thing. */
export function ChangeTable({
  changes: { rows, total },
  level,
}: {
  changes: WhatChanged;
  level: RegionLevel;
}) {
  return (
    <>
      <Table<KeyedRow>
        size="small"
        dataSource={rows.map((row, key) => ({ ...row, key }))}
        columns={columns(level)}
        scroll={{ x: 1080 }}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: '没有这样的变化' }}
      />
      {total > rows.length && (
        <p className="quiet small">
          先列出 {rows.length} 项，共 {total} 项；加条件缩小，或导出表格看全部。
        </p>
      )}
    </>
  );
}

function Name({ row: { thing, name, category } }: { row: ChangeRow }) {
  return (
    <span className="changes-name">
      {thing ? <a href={linkTo(routeOf[thing.table](thing.id))}>{name}</a> : name}
      {category && <span className="quiet small">{category}</span>}
    </span>
  );
}

function School({ row: { schools, schoolId } }: { row: ChangeRow }) {
  if (schools === '') return '—';
  return schoolId === null ? schools : <a href={linkTo({ name: 'school', id: schoolId })}>{schools}</a>;
}

function BeforeAfter({ row: { field, before, after } }: { row: ChangeRow }) {
  return (
    <span className="changes-values">
      <span className="quiet">{field}</span> <del>{before || '无'}</del> → <ins>{after || '无'}</ins>
    </span>
  );
}
