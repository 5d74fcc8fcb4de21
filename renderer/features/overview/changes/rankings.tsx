import { Button, Table, type TableProps } from 'antd';
import type { ChangeTally, SchoolTally, WhatChanged } from '#shared/contract/what-changed.ts';
import { inNone, TOWN_LEVEL } from '#shared/regions/levels.ts';
import type { RegionLevel } from '#shared/tables/table-columns.ts';
import { SchoolName } from '../school-name.tsx';

type TownTally = WhatChanged['towns'][number];

/** Columns of what changed, each to be sorted by. */
function tallyColumns<Row extends ChangeTally>(): NonNullable<TableProps<Row>['columns']> {
  const count = (title: string, key: keyof ChangeTally) => ({
    title,
    key,
    width: 92,
    align: 'right' as const,
    className: 'number',
    sorter: (a: Row, b: Row) => a[key] - b[key],
    sortDirections: ['descend' as const, 'ascend' as const],
    render: (_: unknown, row: Row) => row[key] || '—',
  });
  return [
    count('场所新开', 'opened'),
    count('停业消失', 'closed'),
    count('进入区内', 'came'),
    count('移出区外', 'gone'),
    count('隐患新增', 'found'),
    count('隐患销号', 'rectified'),
  ];
}

/** What changed in each town, or region of another level; a name narrows to it. */
export function TownRanking({
  towns,
  level = TOWN_LEVEL,
  onTown,
}: {
  level?: RegionLevel;
  towns: readonly TownTally[];
  onTown: (town: string) => void;
}) {
  return (
    <Table<TownTally>
      size="small"
      rowKey="name"
      dataSource={[...towns]}
      scroll={{ x: 760 }}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: '没有变化' }}
      columns={[
        {
          title: level,
          key: 'name',
          render: (_, { name }) => (
            <Button type="link" size="small" onClick={() => onTown(name)}>
              {name || inNone(level)}
            </Button>
          ),
        },
        ...tallyColumns<TownTally>(),
      ]}
    />
  );
}

/** How schools stand today, those with most to do first, and what changed around them; 变化 narrows to one. */
export function SchoolRanking({
  schools,
  level = TOWN_LEVEL,
  onSchool,
  rows = 50,
}: {
  level?: RegionLevel;
  schools: readonly SchoolTally[];
  onSchool: (id: number) => void;
  /** So many on a page. */
  rows?: number;
}) {
  const now = (title: string, key: 'violations' | 'undetermined' | 'openHazards') => ({
    title,
    key,
    width: 100,
    align: 'right' as const,
    className: 'number',
    sorter: (a: SchoolTally, b: SchoolTally) => a[key] - b[key],
    sortDirections: ['descend' as const, 'ascend' as const],
    render: (_: unknown, row: SchoolTally) => row[key] || '—',
  });
  return (
    <Table<SchoolTally>
      size="small"
      rowKey="id"
      dataSource={[...schools]}
      scroll={{ x: 1080 }}
      pagination={{ pageSize: rows, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        {
          title: '学校',
          key: 'name',
          render: (_, { id, name, town }) => <SchoolName id={id} name={name} town={town} level={level} />,
        },
        now('区内禁设', 'violations'),
        now('待实测', 'undetermined'),
        now('未结隐患', 'openHazards'),
        ...tallyColumns<SchoolTally>(),
        {
          title: '',
          key: 'changes',
          width: 64,
          render: (_, { id, name }) => (
            <Button type="link" size="small" aria-label={`${name}的变化`} onClick={() => onSchool(id)}>
              变化
            </Button>
          ),
        },
      ]}
    />
  );
}
