import { Button, Popconfirm } from 'antd';
import type { PlaceCandidate } from '#shared/contract/review.ts';
import { positionSourceNames } from '#shared/zones/uncertainty.ts';

/** A place where the venue could be: looked at, taken, or found to be another record of the same venue. */
export function Candidate({
  number,
  candidate,
  onLook,
  onTake,
  onMerge,
}: {
  number: number;
  candidate: PlaceCandidate;
  onLook: () => void;
  onTake: () => void;
  /** Null where no venue stands there. */
  onMerge: ((venueId: number) => void) | null;
}) {
  return (
    <li>
      <span>
        <b>{number}</b> {candidate.title}
      </span>
      <span className="quiet small">
        {candidate.likeness === 1 ? '地址完全一致' : `相近程度 ${Math.round(candidate.likeness * 100)}%`} ·{' '}
        {positionSourceNames[candidate.source]}
        {!candidate.isAreaConfirmed && ' · 区划未能核对'}
      </span>
      <span>
        <Button size="small" onClick={onLook}>
          看
        </Button>{' '}
        <Button size="small" type="primary" ghost onClick={onTake}>
          采用
        </Button>{' '}
        {onMerge && candidate.venueId !== null && (
          <Popconfirm
            title="两条记录合并为一家？"
            description={`${candidate.title}。检查和隐患都归到它，可以撤销。`}
            okText="合并"
            cancelText="取消"
            onConfirm={() => candidate.venueId !== null && onMerge(candidate.venueId)}
          >
            <Button size="small">就是这家，合并</Button>
          </Popconfirm>
        )}
      </span>
    </li>
  );
}
