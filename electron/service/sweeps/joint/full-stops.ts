import { capsOf, overCap } from '#shared/sweeps/visit-caps.ts';
import { selectStops } from '../../db/queries/stops.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { requireSweep } from '../require-record.ts';
import { readStopLimits } from './stop-limits.ts';

/**
 * Names of the places of a sweep's stops that are still to be visited and may be visited once more today at most. Errors:
 * SWEEP_UNKNOWN.
 */
export async function findFullStops(
  context: Pick<QueryContext, 'db' | 'workspace' | 'today'>,
  sweepId: number,
): Promise<string[]> {
  const { db, today, workspace } = context;
  const { caps } = await requireSweep(db, sweepId);
  // Most sweeps have no limits: nothing of their stops is read then.
  if (Object.values(capsOf(workspace.pack, readStored('sweeps.caps', caps))).every((cap) => cap === null))
    return [];
  const limits = await readStopLimits(context, sweepId);
  return (await selectStops(db, sweepId)).flatMap(({ id, venueId, placeName }) => {
    if (venueId === null || !limits.task(id)) return [];
    const days = limits.visitsTo(venueId).map(({ day }) => day);
    // A venue that nobody has visited is not near its limit, however low that is.
    if (days.length === 0) return [];
    return overCap(limits.caps, [...days, today], today) ? [placeName ?? ''] : [];
  });
}
