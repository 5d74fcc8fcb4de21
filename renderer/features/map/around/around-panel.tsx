import { useState } from 'react';
import { type DistanceCondition, FURTHEST, nearAnySchool } from '#shared/tables/distance-condition.ts';
import { metreWords } from '#shared/written/number.ts';
import { NumberSetting } from '../../../components/fields/number-field.tsx';
import { AroundCounts } from './around-counts.tsx';

/** Within which distance one looks around something. */
export function AroundDistance({ within, onChange }: { within: number; onChange: (within: number) => void }) {
  return (
    <div className="around-distance">
      周边
      <span className="around-metres">
        <NumberSetting
          size="small"
          label="周边距离"
          unit="米"
          units={metreWords}
          min={1}
          max={FURTHEST.straight}
          value={within}
          onChange={onChange}
        />
      </span>
      以内
    </div>
  );
}

/** What lies around a school or a place, as a part of its panel: asked only when it is opened. */
export function AroundSection({ from }: { from: DistanceCondition['from'] }) {
  const [isOpen, setOpen] = useState(false);
  const [within, setWithin] = useState(nearAnySchool.within);
  return (
    <details className="around-section" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>周边有什么</summary>
      {isOpen && (
        <>
          <AroundDistance within={within} onChange={setWithin} />
          <AroundCounts from={from} within={within} />
          <p className="quiet small">
            {from.kind === 'shape' && '含本场所。'}误差跨过边缘的算在内，记为存疑。点一行在下方列出。
          </p>
        </>
      )}
    </details>
  );
}
