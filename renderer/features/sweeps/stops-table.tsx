import { Button, Popconfirm, Table, type TableProps } from 'antd';
import type { CategoryTitle } from '#shared/classification/category.ts';
import type { SweepStop } from '#shared/contract/sweeps.ts';
import { POINT_FOR_CAMPUS } from '#shared/zones/measured-places.ts';
import { severityIn, severityNames } from '#shared/zones/verdict.ts';
import { useCommand } from '../../client/queries.ts';
import { categoryTitle, metres } from '../../components/format.ts';
import { useNotify } from '../../components/notify.ts';
import { EmptyState } from '../../components/states.tsx';
import { SeverityTag } from '../../components/tags.tsx';
import { placeRoute } from '../../routes/place-route.ts';
import { linkTo } from '../../routes/routes.ts';

/** The stops of a sweep in their order: why each is there, and what came of it. */
export function StopsTable({
  stops,
  categories,
  onChooseTargets,
  onVisit,
  onLook,
}: {
  stops: readonly SweepStop[];
  categories: readonly CategoryTitle[];
  onChooseTargets: () => void;
  onVisit: (stopId: number) => void;
  onLook: (visitId: number | null) => void;
}) {
  return (
    <Table<SweepStop>
      size="middle"
      rowKey="id"
      dataSource={stops}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      locale={{
        emptyText: (
          <EmptyState
            title="还没有检查点"
            action={
              <Button type="primary" onClick={onChooseTargets}>
                选取检查对象
              </Button>
            }
          >
            按研判结果、未结隐患和随机抽查选取；也可以在地图上选中场所，点“加入整治”。
          </EmptyState>
        ),
      }}
      columns={[
        ...columnsWith(categories),
        {
          title: '操作',
          width: 150,
          render: (_, stop) => (
            <StopActions stop={stop} onVisit={() => onVisit(stop.id)} onLook={() => onLook(stop.visitId)} />
          ),
        },
      ]}
    />
  );
}

/** What a stop is; categories tell the title of its own. */
function columnsWith(categories: readonly CategoryTitle[]): NonNullable<TableProps<SweepStop>['columns']> {
  return [
    { title: '序', width: 44, render: (_, __, index) => index + 1 },
    {
      title: '检查点',
      dataIndex: 'placeName',
      width: 156,
      render: (name: string, stop) => <a href={linkTo(placeRoute(stop))}>{name}</a>,
    },
    {
      title: '类别',
      width: 76,
      responsive: ['lg'],
      render: (_, stop) => categoryTitle(categories, stop.category),
    },
    {
      title: '判定',
      width: 112,
      render: (_, stop) => {
        const severity = severityIn(stop.severity);
        return severity ? <SeverityTag severity={severity} text={severityNames[severity]} /> : '—';
      },
    },
    {
      title: '学校',
      dataIndex: 'schoolName',
      width: 128,
      responsive: ['lg'],
      render: (name: string | null) => name ?? '—',
    },
    {
      title: '距离',
      width: 76,
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
      render: (_, stop) =>
        stop.visitedOn ? `${stop.visitedOn} ${stop.result}` : <span className="quiet">未检查</span>,
    },
  ];
}

/** A stop that was visited is never removed: what was found there stays. */
function StopActions({
  stop,
  onVisit,
  onLook,
}: {
  stop: SweepStop;
  onVisit: () => void;
  onLook: () => void;
}) {
  const remove = useCommand('sweeps.removeStop');
  const notify = useNotify();
  return (
    <span className="row-actions">
      <Button size="small" type={stop.visitedOn ? 'default' : 'primary'} onClick={onVisit}>
        {stop.visitedOn ? '再次检查' : '记录检查'}
      </Button>
      {stop.visitedOn ? (
        <Button size="small" type="text" onClick={onLook}>
          查看
        </Button>
      ) : (
        <Popconfirm
          title={`把“${stop.placeName}”移出本行动？`}
          okText="移出"
          cancelText="取消"
          onConfirm={() => remove.mutateAsync({ input: { stopId: stop.id } }).catch(notify.failed)}
        >
          <Button size="small" type="text">
            移出
          </Button>
        </Popconfirm>
      )}
    </span>
  );
}
