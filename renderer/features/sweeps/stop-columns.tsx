import type { TableProps } from 'antd';
import type { CategoryTitle } from '#shared/classification/category.ts';
import type { SweepStop } from '#shared/contract/sweeps.ts';
import { POINT_FOR_CAMPUS } from '#shared/zones/measured-places.ts';
import { severities, severityIn, severityNames } from '#shared/zones/verdict.ts';
import { categoryTitle, metres } from '../../components/format.ts';
import { SeverityTag } from '../../components/tags.tsx';
import { placeRoute } from '../../routes/place-route.ts';
import { linkTo } from '../../routes/routes.ts';

/** Columns by which stops are sorted. */
export const sortable = ['placeName', 'category', 'severity', 'distance', 'visitedOn'] as const;

/** By what stops are sorted. */
export interface StopSort {
  readonly by: (typeof sortable)[number];
  readonly order: 'ascend' | 'descend';
}

/** Stops in the order that the reader asks for; those without a value come last, whichever way. */
export function sortedStops(stops: readonly SweepStop[], sort: StopSort | null): readonly SweepStop[] {
  if (!sort) return stops;
  const turn = sort.order === 'ascend' ? 1 : -1;
  return stops.toSorted((a, b) => {
    const [x, y] = [sortValue(a, sort.by), sortValue(b, sort.by)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    const order = typeof x === 'number' ? x - Number(y) : x.localeCompare(String(y), 'zh-CN');
    return turn * order;
  });
}

function sortValue(stop: SweepStop, by: StopSort['by']): string | number | null {
  if (by !== 'severity') return stop[by];
  const severity = severityIn(stop.severity);
  return severity ? severities.indexOf(severity) : null;
}

/** What a stop is; categories tell the title of its own. */
export function stopColumns(
  categories: readonly CategoryTitle[],
  sort: StopSort | null,
): NonNullable<TableProps<SweepStop>['columns']> {
  const sorted = (key: StopSort['by']) => ({
    key,
    sorter: true,
    sortOrder: sort?.by === key ? sort.order : null,
  });
  return [
    { title: '序', width: 40, render: (_, __, index) => index + 1 },
    {
      title: '检查点',
      dataIndex: 'placeName',
      ...sorted('placeName'),
      render: (name: string, stop) => (
        <span className="stop-line" title={stop.address}>
          <a href={linkTo(placeRoute(stop))}>{name}</a>
          <span className="quiet small stop-bodies">{stop.address}</span>
        </span>
      ),
    },
    {
      title: '类别',
      width: 88,
      ...sorted('category'),
      render: (_, stop) => categoryTitle(categories, stop.category),
    },
    {
      title: '判定',
      width: 112,
      ...sorted('severity'),
      render: (_, stop) => {
        const severity = severityIn(stop.severity);
        return severity ? <SeverityTag severity={severity} text={severityNames[severity]} /> : '—';
      },
    },
    {
      title: '学校、距离',
      dataIndex: 'schoolName',
      width: 132,
      ...sorted('distance'),
      render: (name: string | null, { distance, byPoint }) => (
        <span className="stop-line" title={byPoint ? POINT_FOR_CAMPUS : (name ?? '')}>
          {name ?? '—'}
          <span className="quiet small stop-bodies number">
            {metres(distance)}
            {byPoint && ` ${POINT_FOR_CAMPUS}`}
          </span>
        </span>
      ),
    },
    {
      title: '原因、单位',
      dataIndex: 'reason',
      render: (reason: string, { bodies, notes }) => (
        <span className="stop-line" title={[reason, ...notes, bodies.join('、')].join('\n')}>
          {reason}
          <span className="quiet small stop-bodies">
            {notes.length > 0 ? notes.join('；') : bodies.slice(0, 2).join('、')}
          </span>
        </span>
      ),
    },
    {
      title: '检查',
      width: 116,
      ...sorted('visitedOn'),
      render: (_, stop) => <Outcome stop={stop} />,
    },
  ];
}

/** What came of it; where it was found closed it is still to be visited. */
function Outcome({ stop: { skipped, done, visitedOn, result } }: { stop: SweepStop }) {
  if (skipped !== '') return <span className="quiet">略过：{skipped}</span>;
  if (!visitedOn) return <span className="quiet">未检查</span>;
  return (
    <>
      {visitedOn} {result}
      {!done && <span className="quiet small stop-bodies">改日再去</span>}
    </>
  );
}
