import type { TableProps } from 'antd';
import type { CategoryTitle } from '#shared/classification/category.ts';
import type { SweepStop } from '#shared/contract/sweeps.ts';
import { POINT_FOR_CAMPUS } from '#shared/zones/measured-places.ts';
import { severities, severityIn, severityNames } from '#shared/zones/verdict.ts';
import { categoryTitle, metres } from '../../components/format.ts';
import { SeverityTag } from '../../components/tags.tsx';
import { placeRoute } from '../../routes/place-route.ts';
import { linkTo } from '../../routes/routes.ts';

/** By what stops are sorted. */
export interface StopSort {
  readonly by: 'placeName' | 'category' | 'severity' | 'schoolName' | 'distance' | 'visitedOn';
  readonly order: 'ascend' | 'descend';
}

/** Stops in the order that the reader asks for; those without a value come last, whichever way. */
export function sortedStops(stops: readonly SweepStop[], sort: StopSort | null): readonly SweepStop[] {
  if (!sort) return stops;
  const turn = sort.order === 'ascend' ? 1 : -1;
  return stops.toSorted((a, b) => {
    const [x, y] = [valueOf(a, sort.by), valueOf(b, sort.by)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    const order = typeof x === 'number' ? x - Number(y) : x.localeCompare(String(y), 'zh-CN');
    return turn * order;
  });
}

function valueOf(stop: SweepStop, by: StopSort['by']): string | number | null {
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
    { title: '序', width: 44, render: (_, __, index) => index + 1 },
    {
      title: '检查点',
      dataIndex: 'placeName',
      width: 156,
      ...sorted('placeName'),
      render: (name: string, stop) => <a href={linkTo(placeRoute(stop))}>{name}</a>,
    },
    {
      title: '类别',
      width: 84,
      ...sorted('category'),
      responsive: ['lg'],
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
      title: '学校',
      dataIndex: 'schoolName',
      width: 128,
      ...sorted('schoolName'),
      responsive: ['lg'],
      render: (name: string | null) => name ?? '—',
    },
    {
      title: '距离',
      width: 84,
      ...sorted('distance'),
      responsive: ['lg'],
      className: 'number',
      render: (_, stop) => metres(stop.distance),
    },
    {
      title: '加入原因、需要单位',
      dataIndex: 'reason',
      render: (reason: string, { bodies, byPoint }) => (
        <>
          {reason}
          {byPoint && <span className="small stop-bodies">{POINT_FOR_CAMPUS}</span>}
          <span className="quiet small stop-bodies">{bodies.slice(0, 2).join('、')}</span>
        </>
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
