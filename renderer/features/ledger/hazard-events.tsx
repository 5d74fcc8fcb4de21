import { Button, Timeline } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { chinaMoment, lateText } from '../../components/handings/handing-words.ts';
import { Tag } from '../../components/tags.tsx';
import { VisitView } from '../../components/visit/visit-view.tsx';

/** What happened to a hazard and what was handed about, in order; a visit among it can be opened. */
export function HazardEvents({ timeline }: { timeline: OutputOf<'hazards.get'>['timeline'] }) {
  const [looked, setLooked] = useState<number | null>(null);
  return (
    <>
      <Timeline
        items={timeline.map(({ key, at, actor, action, bodies, dueAt, hoursLate, note, visitId }) => ({
          key,
          content: (
            <>
              <strong>{action}</strong>{' '}
              <span className="quiet">
                {chinaMoment(at)} · {actor}
              </span>{' '}
              {hoursLate !== null && <Tag tone="violation">{lateText(hoursLate)}</Tag>}
              {bodies !== '' && (
                <p>
                  {bodies}
                  {dueAt !== null && `，限 ${chinaMoment(dueAt)} 前`}
                </p>
              )}
              {note && <p>{note}</p>}
              {visitId !== null && (
                <Button type="link" size="small" className="hazard-visit" onClick={() => setLooked(visitId)}>
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
