import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { isCounted } from '#shared/ledger/hazard.ts';
import { correctedVisit } from '#shared/sweeps/visit-correction.ts';
import { selectHazardsOfVisit, selectOpenHazardsAt } from '../db/queries/hazards.ts';
import { findVisit, officerNames, selectVisitsAt, updateVisit } from '../db/queries/visits.ts';
import { readStored, writeStored } from '../db/schema/stored-values.ts';
import type { CommandContext, QueryContext } from '../workspace/context.ts';
import { readFrequency } from './joint/frequency.ts';
import { requireStop } from './require-record.ts';
import { openHazards } from './visit.ts';

/**
 * Puts a visit right by an addition: the visit says what is so now, and keeps with it what was said before, by whom and
 * why it was changed. Errors: VISIT_UNKNOWN, VISIT_HAZARD_REQUIRED, VISIT_HAZARDS_STAND, HAZARD_DUE_INVALID.
 */
export async function correctVisit(
  context: CommandContext,
  { id, reason, hazards, formId: _, ...after }: ParsedInputOf<'visits.correct'>,
): Promise<OutputOf<'visits.correct'>> {
  const { db, now, actor } = context;
  const visit = await findVisit(db, id);
  if (!visit) throw new CodedError('VISIT_UNKNOWN', { id });
  const foundOn = visit.startedAt.slice(0, 10);
  const standing = (await selectHazardsOfVisit(db, id)).filter(({ state }) => isCounted(state));
  const { result } = after;
  if (result === '发现隐患' && standing.length + hazards.length === 0)
    throw new CodedError('VISIT_HAZARD_REQUIRED');
  if (result !== '发现隐患' && standing.length + hazards.length > 0)
    throw new CodedError('VISIT_HAZARDS_STAND', {
      codes: standing.map(({ code }) => code).join('、'),
      result,
    });
  const late = hazards.find(({ dueOn }) => dueOn < foundOn);
  if (late) throw new CodedError('HAZARD_DUE_INVALID', { dueOn: late.dueOn, foundOn });
  const changes = correctedVisit(visit, after);
  const corrections = readStored('visits.corrections', visit.corrections);
  const added = { at: now.toISOString(), actor, reason, changes };
  await updateVisit(db, id, {
    ...after,
    corrections: writeStored('visits.corrections', [...corrections, added]),
  });
  const { venueId, schoolId } = visit;
  const at = { visitId: id, venueId, schoolId, foundOn };
  const officers = readStored('visits.officers', visit.officers);
  const ids = await openHazards(context, hazards, at, { ...visit, officers });
  context.recordBefore(visit);
  return { hazards: ids };
}

/** What is on record of the place of a stop. Errors: STOP_UNKNOWN. */
export async function readEarlier(
  context: Pick<QueryContext, 'db' | 'workspace' | 'today'>,
  stopId: number,
): Promise<OutputOf<'visits.earlier'>> {
  const { db, today } = context;
  const stop = await requireStop(db, stopId);
  const visits = await selectVisitsAt(db, stop);
  return {
    visits: visits.map(({ officers, hazards, ...visit }) => ({
      ...visit,
      officers: officerNames(officers),
      hazards: hazards ?? 0,
    })),
    hazards: await selectOpenHazardsAt(db, stop),
    frequency: await readFrequency(context, stop, today),
  };
}
