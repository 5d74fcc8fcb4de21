import { Button } from 'antd';
import { useMemo } from 'react';
import type { FindingRow } from '#shared/contract/findings.ts';
import type { WalkPath } from '#shared/contract/surveys.ts';
import { useService } from '../../client/queries.ts';
import { metres } from '../../components/format.ts';
import { Loading } from '../../components/states.tsx';
import { emptySketch, lineShape, type Sketch, sketchOf } from '../../map/sketch-style.ts';
import { goTo } from '../../routes/navigation.ts';
import { useSketch } from './map-tools.tsx';

/** The walk from the school to the venue: on the map, and stretch by stretch. */
export function WalkSection({ finding }: { finding: FindingRow }) {
  const walk = useService('walks.get', { schoolId: finding.schoolId, venueId: finding.venueId });
  useSketch(useMemo(() => sketchOfWalk(walk.data), [walk.data]));
  if (!walk.data) return <Loading label="正在查找步行路线" />;
  const { data } = walk;
  if (data.metres === null) return <p className="why why-undetermined">{data.reason}，没有步行路线。</p>;
  return (
    <section className="walk">
      <h2 className="list-title">
        步行路线 <span className="number">{metres(data.metres)}</span>
        <Button
          size="small"
          type="link"
          onClick={() => goTo({ name: 'walkDocument', schoolId: finding.schoolId, venueId: finding.venueId })}
        >
          打印
        </Button>
      </h2>
      <ol className="walk-segments">
        {data.segments.map((segment, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of a walk keep their order
          <li key={index}>
            <span>{segmentName(segment, index)}</span>
            <span className="number">{metres(segment.metres)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function segmentName({ kind, road }: WalkPath['segments'][number], index: number): string {
  if (kind === 'connector') return index === 0 ? '校门到道路' : '道路到出入口';
  return road === '' ? '无名道路' : road;
}

function sketchOfWalk(walk: WalkPath | undefined): Sketch {
  if (!walk) return emptySketch;
  return sketchOf(
    ...walk.segments.map(
      ({ kind, line }) => [kind === 'road' ? 'walk' : 'connector', lineShape(line)] as const,
    ),
  );
}
