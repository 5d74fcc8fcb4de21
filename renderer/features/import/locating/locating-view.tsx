import { useRef, useState } from 'react';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { GeocoderPanel } from './geocoder-panel.tsx';
import { LocatingFilters } from './locating-filters.tsx';
import { Placing } from './placing.tsx';
import { SurePlacesDialog } from './sure-places.tsx';
import { UnplacedList } from './unplaced-list.tsx';
import { useLocating } from './use-locating.ts';

/** Venues without a position one after another, those first that a rule would be about: placed with a key each. */
export function LocatingView() {
  const locating = useLocating();
  const { queue, counts, filter, error, narrow, readAnew } = locating;
  const [isSureOpen, openSure] = useState(false);
  const finder = useRef<HTMLSpanElement>(null);
  if (error) return <ErrorState error={error} />;
  if (!counts) return <Loading label="正在比对地址" />;
  if (counts.total === 0 && counts.elsewhere === 0 && queue.decided === 0)
    return (
      <section className="card">
        <h2>待定位（0 家）</h2>
        <EmptyState title="没有待定位的场所">
          每家场所都有位置。名单里没有坐标的场所、地址变了而没有新坐标的场所会列在这里。
        </EmptyState>
      </section>
    );
  return (
    <div className="locating">
      <aside className="locating-list">
        <LocatingFilters
          {...{ counts, filter, finder, queue }}
          onNarrow={narrow}
          onDone={readAnew}
          onSure={() => openSure(true)}
        />
        <GeocoderPanel />
        <UnplacedList queue={queue} />
      </aside>
      <Placing
        {...{ queue, filter, readAnew }}
        onFind={() => finder.current?.querySelector('input')?.focus()}
        onSure={() => counts.sure > 0 && openSure(true)}
      />
      {isSureOpen && <SurePlacesDialog onClose={() => openSure(false)} onDone={readAnew} />}
    </div>
  );
}
