import { Table } from 'antd';
import type { Watched } from '#shared/contract/watch.ts';
import { inNone, TOWN_LEVEL } from '#shared/regions/levels.ts';
import { linkTo } from '../../../routes/routes.ts';
import { SchoolName } from '../school-name.tsx';
import { ofSchool, ofTown, reasonColumns } from './watch-columns.tsx';

type WatchedSchool = Watched['schools'][number];
type WatchedTown = Watched['towns'][number];
type WatchedPlace = Watched['places'][number];

const pages = { pageSize: 50, hideOnSinglePage: true, showSizeChanger: false } as const;

/** Schools to watch, the highest score first, each reason with its rows behind it. */
export function WatchedSchools({ watched: { schools, days, weights } }: { watched: Watched }) {
  return (
    <Table<WatchedSchool>
      size="small"
      rowKey="id"
      dataSource={schools}
      scroll={{ x: 1180 }}
      pagination={pages}
      columns={[
        {
          title: '学校',
          key: 'name',
          render: (_, { id, name, town }) => <SchoolName id={id} name={name} town={town} />,
        },
        {
          title: <span title="各理由的数乘以权重，加在一起">得分</span>,
          dataIndex: 'score',
          width: 76,
          align: 'right',
          className: 'number watch-score',
          sorter: (a, b) => a.score - b.score,
          sortDirections: ['descend', 'ascend'],
        },
        ...reasonColumns<WatchedSchool>(days, weights, ({ name }) => ofSchool(name)),
      ]}
    />
  );
}

/** What got worse town by town. */
export function WatchedTowns({ watched: { towns, days } }: { watched: Watched }) {
  return (
    <Table<WatchedTown>
      size="small"
      rowKey="name"
      dataSource={towns}
      scroll={{ x: 1100 }}
      pagination={pages}
      locale={{ emptyText: '各镇街都没有要看的：没有区内·禁设、未结隐患和群众反映' }}
      columns={[
        { title: TOWN_LEVEL, key: 'name', render: (_, { name }) => name || inNone(TOWN_LEVEL) },
        ...reasonColumns<WatchedTown>(days, null, ({ name }) => ofTown(name)),
      ]}
    />
  );
}

/** Complaints place by place. */
export function WatchedPlaces({ watched: { places } }: { watched: Watched }) {
  const count = (title: string, key: 'now' | 'before') => ({
    title,
    dataIndex: key,
    width: 110,
    align: 'right' as const,
    className: 'number',
    sorter: (a: WatchedPlace, b: WatchedPlace) => a[key] - b[key],
    render: (value: number) => value || '—',
  });
  return (
    <Table<WatchedPlace>
      size="small"
      rowKey={({ name, venueId, schoolId }) => `${venueId}/${schoolId}/${name}`}
      dataSource={places}
      pagination={pages}
      locale={{ emptyText: '本季度和上季度都没有已核实的群众反映（12345热线、舆情）' }}
      columns={[
        {
          title: '地点',
          key: 'name',
          render: (_, { name, venueId, schoolId }) =>
            venueId !== null ? (
              <a href={linkTo({ name: 'venue', id: venueId })}>{name}</a>
            ) : schoolId !== null ? (
              <a href={linkTo({ name: 'school', id: schoolId })}>{name}</a>
            ) : (
              name
            ),
        },
        { title: '学校', dataIndex: 'schoolName' },
        count('本季度', 'now'),
        count('上季度同期', 'before'),
      ]}
    />
  );
}
