import { useEffect, useRef } from 'react';
import type { UnplacedVenue } from '#shared/contract/locating.ts';
import { unplacedReasonNames } from '#shared/registry/unplaced.ts';
import { useService } from '../../../client/queries.ts';
import { categoryTitle } from '../../../components/format.ts';
import { ConsequenceTag } from '../queue/consequence-tag.tsx';
import type { LocatingQueue } from './use-locating.ts';

/** So many are drawn before and behind the one in hand: drawing a thousand anew would be felt with each key. */
const [BEFORE, BEHIND] = [10, 60];

/** Venues that wait about the one in hand, which is kept in sight. */
export function UnplacedList({ queue }: { queue: LocatingQueue }) {
  const { waiting, current, at, isReading } = queue;
  const start = Math.max(0, at - BEFORE);
  const shown = waiting.slice(start, at + BEHIND);
  const behind = waiting.length - start - shown.length;
  const workspace = useService('workspace.describe', {});
  const categories = workspace.data?.categories ?? [];
  const list = useRef<HTMLUListElement>(null);
  const id = current?.id;
  useEffect(() => {
    if (id !== undefined)
      list.current?.querySelector('[aria-pressed=true]')?.scrollIntoView({ block: 'nearest' });
  }, [id]);
  if (waiting.length === 0)
    return <p className="quiet">{isReading ? '正在取下一批…' : '没有符合条件的场所'}</p>;
  return (
    <ul data-testid="unplaced" ref={list}>
      {start > 0 && <li className="quiet small">前面还有 {start} 家</li>}
      {shown.map((venue) => (
        <li key={venue.id}>
          <button type="button" aria-pressed={venue.id === id} onClick={() => queue.choose(venue)}>
            <b>{venue.name}</b>
            <span className="quiet small">
              {categoryTitle(categories, venue.category)} · {venue.address || '没有地址'}
            </span>
            <Reason venue={venue} />
          </button>
        </li>
      ))}
      {behind > 0 && <li className="quiet small">后面还有 {behind} 家，处理后再列，也可以查找</li>}
    </ul>
  );
}

function Reason({ venue: { reason, consequence, candidates } }: { venue: UnplacedVenue }) {
  return (
    <span className="small">
      {unplacedReasonNames[reason]}
      {candidates.length > 0 && `，候选 ${candidates.length} 处`}{' '}
      <ConsequenceTag severity={consequence?.severity ?? null} />
    </span>
  );
}
