import { FunnelPlotOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { oneOf } from '#shared/tables/conditions.ts';
import { everything, isDistance, type Query } from '#shared/tables/query.ts';
import { type TableName, tableColumns } from '#shared/tables/table-columns.ts';
import { useService } from '../../../client/queries.ts';
import { LongWait } from '../../../components/long-wait.tsx';
import { QueryDialog } from '../../../components/query/query-dialog.tsx';
import { QueryWords } from '../../../components/query/query-words.tsx';
import { ErrorState, Loading } from '../../../components/states.tsx';
import type { TableState } from '../map-state.ts';
import { useCounting } from './counting/use-counting.ts';
import { DockBar } from './dock-bar.tsx';
import { NoRows } from './no-rows.tsx';
import type { TableDockProps } from './table-dock-props.ts';
import { type Arrangement, useArrangement } from './use-arrangement.ts';
import './dock.css';

// The code of the grid is the largest of the screen, so it is loaded after the map.
const TableRows = lazy(async () => ({ default: (await import('./table-rows.tsx')).TableRows }));

const CountingPanel = lazy(async () => ({
  default: (await import('./counting/counting-panel.tsx')).CountingPanel,
}));

/** What may have to walk from every school first. */
const waitedFor = [
  ...(['tables.rows', 'tables.totals', 'tables.groups', 'tables.values', 'tables.ids'] as const),
  ...(['tables.place', 'map.tile'] as const),
];

/** Tables of everything, beneath the map. Selecting a row selects its mark on the map, and the other way round. */
export function TableDock(props: TableDockProps) {
  const { table, state, onState } = props;
  const [editing, setEditing] = useState(false);
  const arrangement = useArrangement(table, state.query);
  const counting = useCounting(table);
  const totals = useTotals(table, state, arrangement);
  return (
    <div className="dock">
      <DockBar
        {...props}
        arrangement={arrangement}
        counting={counting}
        total={totals.data?.total}
        onFilter={() => setEditing(true)}
      />
      {state.query.parts.length > 0 && (
        <div className="dock-query">
          <FunnelPlotOutlined aria-hidden />
          <QueryWords
            table={table}
            query={state.query}
            onChange={(query) => onState({ ...state, query })}
            onEdit={() => setEditing(true)}
          />
          {table === 'venues' && <UnplacedNote {...props} />}
          {table === 'venues' && <OnMapButton {...props} />}
          <Button type="link" size="small" onClick={() => onState({ query: everything, text: '' })}>
            显示全部
          </Button>
        </div>
      )}
      <LongWait of={waitedFor} onCancel={() => props.onMap && props.onOnMap(null)} />
      <div className="dock-body">
        {counting.isOpen && props.ready && (
          <Suspense fallback={<Loading />}>
            <CountingPanel key={table} {...props} counting={counting} />
          </Suspense>
        )}
        <div className="dock-rows">
          <DockRows {...props} arrangement={arrangement} totals={totals} />
        </div>
      </div>
      {editing && (
        <QueryDialog
          table={table}
          query={state.query}
          onClose={() => setEditing(false)}
          onApply={(query) => {
            onState({ ...state, query });
            setEditing(false);
          }}
        />
      )}
    </div>
  );
}

/** Venues that no distance condition can say anything of, for nobody knows where they are: a click lists them. */
function UnplacedNote({ state: { query, text }, onState }: TableDockProps) {
  const rest = query.parts.filter((part) => !isDistance(part));
  const isAsked = rest.length < query.parts.length && (query.match === 'all' || rest.length === 0);
  const unplaced: Query = { match: 'all', parts: [...rest, oneOf('severity', 'unlocated')] };
  const count = useService(
    'tables.totals',
    isAsked ? { table: 'venues', query: unplaced, text, columns: [] } : null,
  );
  if (!count.data || count.data.total === 0) return null;
  return (
    <Button type="link" size="small" onClick={() => onState({ query: unplaced, text })}>
      另有 {count.data.total.toLocaleString('zh-CN')} 家待定位，未比距离
    </Button>
  );
}

/** Leaves on the map only the venues that the table shows, or all of them again. */
function OnMapButton({ state: { query }, onMap, onOnMap }: TableDockProps) {
  const isOn = JSON.stringify(onMap) === JSON.stringify(query);
  return (
    <Button type="link" size="small" aria-pressed={isOn} onClick={() => onOnMap(isOn ? null : query)}>
      {isOn ? '地图恢复全部场所' : '地图只显示这些'}
    </Button>
  );
}

/** How many rows there are, and what the columns of numbers come to. */
function useTotals(table: TableName, { query, text }: TableState, { columns }: Arrangement) {
  const numbers = columns
    .map(({ key }) => key)
    .filter((key) => tableColumns[table].some((column) => column.key === key && column.type === 'number'));
  return useService('tables.totals', { table, query, text, columns: numbers });
}

const noTotals = { total: 0, columns: [] };

interface DockRowsProps extends TableDockProps {
  readonly arrangement: Arrangement;
  readonly totals: ReturnType<typeof useTotals>;
}

/** The rows, or what stands in their place. */
function DockRows({ ready, arrangement, totals, ...props }: DockRowsProps) {
  if (!ready) return <Loading />;
  if (totals.data?.total === 0) return <NoRows {...props} />;
  if (totals.error) return <ErrorState error={totals.error} onRetry={() => void totals.refetch()} />;
  return (
    <Suspense fallback={<Loading />}>
      <TableRows
        key={`${props.table}/${arrangement.build}`}
        {...props}
        arrangement={arrangement}
        totals={totals.data ?? noTotals}
        version={totals.dataUpdatedAt}
      />
    </Suspense>
  );
}
