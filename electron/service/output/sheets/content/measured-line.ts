import type { LngLat } from '#shared/geodesy/units.ts';
import { readWalk } from '../../../places/judging/read-survey.ts';
import type { QueryContext } from '../../../workspace/context.ts';

/** The way that a distance was measured: along the roads for a walk, else straight. Degrees. */
export async function measuredLine(
  context: QueryContext,
  { method, schoolId, venueId }: { method: string; schoolId: number; venueId: number },
  from: LngLat | null,
  to: LngLat,
): Promise<LngLat[]> {
  if (method === 'walking') {
    const walk = await readWalk(context, schoolId, venueId);
    if (walk.segments.length > 0) return walk.segments.flatMap((segment) => segment.line);
  }
  return from ? [from, to] : [to];
}
