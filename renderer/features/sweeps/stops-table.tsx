import { Button, Popconfirm, Table } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import type { CategoryTitle } from '#shared/classification/category.ts';
import type { SweepStop } from '#shared/contract/sweeps.ts';
import { useCommand } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { useNotify } from '../../components/notify.ts';
import { EmptyState } from '../../components/states.tsx';
import { everyStop, nextStop, type StopChoice, shownStops } from './shown-stops.ts';
import { type StopSort, sortable, sortedStops, stopColumns } from './stop-columns.tsx';
import { StopsBar } from './stops-bar.tsx';
import { useStopComments } from './use-stop-comments.tsx';

const PAGE = 50;

/** The stops of a sweep as a list to be worked off: found, sorted, given to teams, visited one after the other. */
export function StopsTable({
  sweepId,
  stops,
  categories,
  visited,
  commented,
  onChooseTargets,
  onVisit,
  onLook,
}: {
  sweepId: number;
  stops: readonly SweepStop[];
  categories: readonly CategoryTitle[];
  /** The stop whose visit was recorded last: the focus goes to the one after it. */
  visited: number | null;
  /** The stop whose comments are shown at first. */
  commented: number | null;
  /** Null for who may not. */
  onChooseTargets: (() => void) | null;
  onVisit: ((stopId: number) => void) | null;
  onLook: (visitId: number | null) => void;
}) {
  const may = useMayCall();
  const [choice, setChoice] = useState<StopChoice>(everyStop);
  const [sort, setSort] = useState<StopSort | null>(null);
  const comments = useStopComments(sweepId, stops, commented);
  const [page, setPage] = useState(1);
  const [picked, setPicked] = useState<readonly number[]>([]);
  const rows = sortedStops(shownStops(stops, choice), sort);
  const shownIds = new Set(rows.map(({ id }) => id));
  const chosen = picked.filter((id) => shownIds.has(id));
  // The one that was visited may have left the list by it: the next is looked for among all, in their order.
  const next = nextStop(rows, visited) ?? nextStop(sortedStops(stops, sort), visited);
  useFocusOn(visited, next?.id, (id) => setPage(pageOf(rows, id)));
  return (
    <>
      <StopsBar
        sweepId={sweepId}
        stops={stops}
        shown={rows.length}
        categories={categories}
        choice={choice}
        onChoose={(chosenNow) => {
          setChoice(chosenNow);
          setPage(1);
        }}
        picked={chosen}
        onDone={() => setPicked([])}
        onNext={next && onVisit ? () => onVisit(next.id) : null}
      />
      <Table<SweepStop>
        size="small"
        tableLayout="fixed"
        rowKey="id"
        scroll={{ x: 980 }}
        dataSource={[...rows]}
        pagination={{
          pageSize: PAGE,
          current: page,
          onChange: setPage,
          hideOnSinglePage: true,
          showSizeChanger: false,
        }}
        {...(may('routes.assign') && {
          rowSelection: {
            selectedRowKeys: [...chosen],
            onChange: (keys: readonly unknown[]) => setPicked(keys.map(Number)),
            columnWidth: 36,
          },
        })}
        onChange={(_, __, sorter, { action }) => {
          if (action === 'sort' && !Array.isArray(sorter)) setSort(sortOf(sorter.columnKey, sorter.order));
        }}
        locale={{ emptyText: <NoStops none={stops.length === 0} onChooseTargets={onChooseTargets} /> }}
        columns={[
          ...stopColumns(categories, sort),
          {
            title: '操作',
            width: 190,
            render: (_, stop) => (
              <StopActions
                stop={stop}
                onVisit={onVisit && (() => onVisit(stop.id))}
                onLook={() => onLook(stop.visitId)}
              >
                {comments.buttonOf(stop)}
              </StopActions>
            ),
          },
        ]}
      />
      {comments.dialog}
    </>
  );
}

function sortOf(key: unknown, order: unknown): StopSort | null {
  const by = sortable.find((each) => each === key);
  return by && (order === 'ascend' || order === 'descend') ? { by, order } : null;
}

function pageOf(rows: readonly SweepStop[], id: number): number {
  return (
    Math.floor(
      Math.max(
        0,
        rows.findIndex((row) => row.id === id),
      ) / PAGE,
    ) + 1
  );
}

const visitButtonId = (stopId: number) => `visit-stop-${stopId}`;

/** Who opened a dialog meanwhile may be writing in it: the letters would go where the focus goes. */
function isDialogOpen(): boolean {
  return [...document.querySelectorAll('[role="dialog"]')].some((dialog) => dialog.checkVisibility());
}

/** Once a visit was recorded the focus goes to the button of the next stop. */
function useFocusOn(visited: number | null, next: number | undefined, turnTo: (id: number) => void) {
  const [from, setFrom] = useState<number | null>(null);
  useEffect(() => {
    if (visited === null || visited === from || next === undefined) return;
    setFrom(visited);
    turnTo(next);
    // The dialog gives the focus back to where it was opened; the next stop has it after that.
    requestAnimationFrame(() => {
      if (!isDialogOpen()) document.getElementById(visitButtonId(next))?.focus();
    });
  }, [visited, from, next, turnTo]);
}

function NoStops({ none, onChooseTargets }: { none: boolean; onChooseTargets: (() => void) | null }) {
  if (!none) return <EmptyState title="没有符合条件的检查点">换个条件或清除查找再看。</EmptyState>;
  return (
    <EmptyState
      title="还没有检查点"
      action={
        onChooseTargets && (
          <Button type="primary" onClick={onChooseTargets}>
            选取检查对象
          </Button>
        )
      }
    >
      {onChooseTargets
        ? '按研判结果、未结隐患和随机抽查选取；也可以在地图上选中场所，点“加入整治”。'
        : '牵头协调单位选取检查对象后，会列在这里。'}
    </EmptyState>
  );
}

/** A stop that was visited is never removed: what was found there stays. */
function StopActions({
  stop,
  onVisit,
  onLook,
  children,
}: {
  stop: SweepStop;
  children: ReactNode;
  onVisit: (() => void) | null;
  onLook: () => void;
}) {
  const remove = useCommand('sweeps.removeStop');
  const may = useMayCall();
  const notify = useNotify();
  return (
    <span className="row-actions">
      {onVisit && (
        <Button
          size="small"
          id={visitButtonId(stop.id)}
          type={stop.done || stop.skipped !== '' ? 'default' : 'primary'}
          onClick={onVisit}
        >
          {stop.done ? '再次检查' : '记录检查'}
        </Button>
      )}
      {stop.visitedOn ? (
        <Button size="small" type="text" onClick={onLook}>
          查看
        </Button>
      ) : (
        may('sweeps.removeStop') && (
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
        )
      )}
      {children}
    </span>
  );
}
