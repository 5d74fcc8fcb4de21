import { addDays } from '#shared/calendar/days.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { VisitDraft } from '#shared/contract/sweeps.ts';
import { capsOf, frequencyDoubts } from '#shared/sweeps/visit-caps.ts';
import type { findStop } from '../../db/queries/stops.ts';
import { selectVisitsSince } from '../../db/queries/venue-tasks.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { requirePlaceName } from '../place-name.ts';
import { requireSweep } from '../require-record.ts';

type Context = Pick<QueryContext, 'db' | 'workspace'>;
type StoredStop = NonNullable<Awaited<ReturnType<typeof findStop>>>;

/** How often the venue of a stop is visited in the year of a day, and how often it may be; null at a school. */
export async function readFrequency(
  { db, workspace }: Context,
  { venueId, sweepId, capReason }: StoredStop,
  day: string,
): Promise<OutputOf<'visits.earlier'>['frequency']> {
  // The cap is on visits to businesses; a school is none.
  if (venueId === null) return null;
  const { caps } = await requireSweep(db, sweepId);
  // A week may begin in the year before.
  const visits = await selectVisitsSince(db, [venueId], addDays(`${day.slice(0, 4)}-01-01`, -7));
  return {
    caps: capsOf(workspace.pack, readStored('sweeps.caps', caps)),
    reason: capReason,
    visits: visits.map(({ day: on, certificates, hasFound }) => ({ day: on, certificates, hasFound })),
  };
}

/**
 * The reason that a visit has for being one too many: the one that it gives, else the plan's. Errors: VISIT_CAP_REASON
 * where it wants one and has none.
 */
export async function requireCapReason(
  context: Context,
  stop: StoredStop,
  { startedAt, result, officers, capReason }: VisitDraft,
): Promise<string> {
  const day = startedAt.slice(0, 10);
  const frequency = await readFrequency(context, stop, day);
  if (!frequency || capReason !== '') return capReason;
  const [doubt] = frequencyDoubts(frequency, { day, result, officers });
  if (doubt === undefined || stop.capReason !== '') return doubt === undefined ? '' : stop.capReason;
  throw new CodedError('VISIT_CAP_REASON', { name: await requirePlaceName(context.db, stop), reason: doubt });
}
