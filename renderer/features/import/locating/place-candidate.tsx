import { Button } from 'antd';
import type { PlaceCandidate } from '#shared/contract/locating.ts';
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
  onMerge: () => void;
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
          <kbd>{number}</kbd> 采用
        </Button>{' '}
        {candidate.venueId !== null && (
          <Button size="small" title={`检查和隐患都归到${candidate.title}，可以撤销`} onClick={onMerge}>
            <kbd>⇧{number}</kbd> 就是这家，合并
          </Button>
        )}
      </span>
    </li>
  );
}
