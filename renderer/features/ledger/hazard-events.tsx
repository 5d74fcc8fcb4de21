import { Button, Timeline } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { localMoment } from '../../components/format.ts';
import { VisitView } from '../../components/visit/visit-view.tsx';

/** What happened to a hazard, in order; a visit among it can be opened. */
export function HazardEvents({ events }: { events: OutputOf<'hazards.get'>['events'] }) {
  const [looked, setLooked] = useState<number | null>(null);
  return (
    <>
      <Timeline
        items={events.map((event) => ({
          content: (
            <>
              <strong>{event.action}</strong>{' '}
              <span className="quiet">
                {localMoment(event.at)} · {event.actor}
              </span>
              {event.note && <p>{event.note}</p>}
              {event.visitId !== null && (
                <Button
                  type="link"
                  size="small"
                  className="hazard-visit"
                  onClick={() => setLooked(event.visitId)}
                >
                  检查记录
                </Button>
              )}
            </>
          ),
        }))}
      />
      {looked !== null && <VisitView visitId={looked} onClose={() => setLooked(null)} />}
    </>
  );
}
