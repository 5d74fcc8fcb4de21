import { all } from '#shared/tables/conditions.ts';
import { type DistanceCondition, distanceFault, nearAnySchool } from '#shared/tables/distance-condition.ts';
import { type TableName, tableTitles } from '#shared/tables/table-columns.ts';
import { useService } from '../../../client/queries.ts';
import { useShowRows } from '../map-tools.tsx';
import './around.css';

/** What can lie around something, by the tables that list it. */
const tables: readonly TableName[] = ['venues', 'schools', 'gates', 'facilities', 'hazards'];

/** How much of each kind lies within a distance; a click shows it in its table. */
export function AroundCounts({ from, within }: { from: DistanceCondition['from']; within: number }) {
  return (
    <ul className="around" aria-label="范围内有什么">
      {tables.map((table) => (
        <li key={table}>
          <AroundCount table={table} condition={{ ...nearAnySchool, from, within }} />
        </li>
      ))}
    </ul>
  );
}

function AroundCount({ table, condition }: { table: TableName; condition: DistanceCondition }) {
  const show = useShowRows();
  const isSound = distanceFault(table, condition) === null;
  const count = (certainty: DistanceCondition['certainty']) =>
    isSound ? { table, query: all({ ...condition, certainty }), columns: [] } : null;
  const found = useService('tables.totals', count('possible'));
  const doubtful = useService('tables.totals', count('doubtful'));
  const [total, inDoubt] = [found.data?.total, doubtful.data?.total ?? 0];
  return (
    <button type="button" disabled={!total} onClick={() => show(table, all(condition))}>
      <span>{tableTitles[table]}</span>
      <span className="number around-count">
        {total === undefined ? '…' : total.toLocaleString('zh-CN')}
        {inDoubt > 0 && <small>存疑 {inDoubt.toLocaleString('zh-CN')}</small>}
      </span>
    </button>
  );
}
