import { Button, type TableProps } from 'antd';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import type { Query } from '#shared/tables/query.ts';
import {
  countOfReason,
  reasonTitle,
  type WatchDays,
  type WatchedCounts,
  type WatchedFigureName,
  type WatchReason,
  type WatchWeights,
  watchedFigure,
  watchReasons,
  worseWords,
} from '#shared/watch/watched-figures.ts';
import { goTo } from '../../../routes/navigation.ts';

interface Counted {
  readonly name: string;
  readonly counts: WatchedCounts;
}

/** What narrows the rows of a figure to one line of the table. */
export type Narrowing = Query['parts'][number];

export const ofSchool = (name: string): Narrowing => ({
  column: 'schoolName',
  operator: 'equals',
  operands: [name],
});
export const ofTown = (name: string): Narrowing =>
  name === ''
    ? { column: TOWN_LEVEL, operator: 'empty', operands: [] }
    : { column: TOWN_LEVEL, operator: 'oneOf', operands: [name] };

/** The reasons as columns, each with its weight above and its rows behind it. */
export function reasonColumns<Row extends Counted>(
  days: WatchDays,
  weights: WatchWeights | null,
  narrowed: (row: Row) => Narrowing,
): NonNullable<TableProps<Row>['columns']> {
  return watchReasons.map((reason) => ({
    title: (
      <span title={reason === 'worse' ? worseWords.explained : watchedFigure(reason).explained}>
        {reasonTitle(reason)}
        {weights && <span className="watch-weight number">×{weights[reason]}</span>}
      </span>
    ),
    key: reason,
    width: 112,
    align: 'right' as const,
    className: 'number',
    sorter: (a: Row, b: Row) => countOfReason(a.counts, reason) - countOfReason(b.counts, reason),
    sortDirections: ['descend' as const, 'ascend' as const],
    render: (_: unknown, row: Row) => (
      <ReasonCell reason={reason} counts={row.counts} name={row.name} days={days} narrowed={narrowed(row)} />
    ),
  }));
}

function ReasonCell({
  reason,
  counts,
  name,
  days,
  narrowed,
}: {
  reason: WatchReason;
  counts: WatchedCounts;
  name: string;
  days: WatchDays;
  narrowed: Narrowing;
}) {
  if (reason === 'worse') return countOfReason(counts, reason) || '—';
  const { now, before } = counts[reason];
  if (now === 0 && !before) return <span className="watch-count">—</span>;
  return (
    <span className="watch-count">
      {now === 0 ? (
        '0'
      ) : (
        <Button
          type="link"
          size="small"
          aria-label={`${name || '辖区外'}${reasonTitle(reason)} ${now}，打开`}
          onClick={() => goTo(rowsOf(reason, days, narrowed))}
        >
          {now}
        </Button>
      )}
      <Compared now={now} before={before} />
    </span>
  );
}

function rowsOf(reason: WatchedFigureName, days: WatchDays, narrowed: Narrowing) {
  const { table, now } = watchedFigure(reason);
  const query: Query = { match: 'all', parts: [now(days), narrowed] };
  return { name: 'table' as const, table, query };
}

/** How many there were; nothing where nobody knows. */
function Compared({ now, before }: { now: number; before: number | null }) {
  if (before === null) return null;
  const isWorse = now > before;
  return (
    <span className={isWorse ? 'watch-worse small' : 'quiet small'} title={`上季度 ${before}，现在 ${now}`}>
      {now === before ? '＝' : isWorse ? `▲${now - before}` : `▼${before - now}`}
    </span>
  );
}
