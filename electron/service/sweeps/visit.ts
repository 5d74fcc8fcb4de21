import type { OutputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { HazardDraft, VisitDraft } from '#shared/contract/sweeps.ts';
import { CLOSED_TODAY } from '#shared/sweeps/visit-rules.ts';
import { selectHazardsOfVisit } from '../db/queries/hazards.ts';
import type { PlaceOfRecord } from '../db/queries/place-of-record.ts';
import { findLatestVisit, findVisitWithPlace, insertVisit, officerNames } from '../db/queries/visits.ts';
import { readStored, writeStored } from '../db/schema/stored-values.ts';
import type { CommandContext, QueryContext } from '../workspace/context.ts';
import { requireKind } from '../workspace/hazard-kinds.ts';
import { findRepeatedHazard } from './hazards/find-repeated-hazard.ts';
import { openHazard } from './hazards/open-hazard.ts';
import { putRightOnSpot } from './hazards/put-right-on-spot.ts';
import { requireCapReason } from './joint/frequency.ts';
import { refusePowerless, rememberOfficers, requireOfficers } from './officers.ts';
import { requirePlaceName } from './place-name.ts';
import { requireStop, requireSweep } from './require-record.ts';
import { putBack, settledStatus } from './settle-venue.ts';
import { requireTimeOnSite } from './time-on-site.ts';

/** A visit as it was recorded, with the points of the checklist as texts. Errors: VISIT_UNKNOWN. */
export async function readVisit(
  { db, workspace }: Pick<QueryContext, 'db' | 'workspace'>,
  id: number,
): Promise<OutputOf<'visits.get'>> {
  const visit = await findVisitWithPlace(db, id);
  if (!visit) throw new CodedError('VISIT_UNKNOWN', { id });
  const answers = readStored('visits.checklist', visit.checklist);
  const texts = new Map(workspace.catalogue.checklist.map((item) => [item.id, item.text]));
  return {
    ...visit,
    officers: readStored('visits.officers', visit.officers),
    corrections: readStored('visits.corrections', visit.corrections),
    settles: await settledStatus(db, visit),
    checklist: Object.entries(answers).map(([item, answer]) => ({ text: texts.get(item) ?? item, answer })),
    hazards: await selectHazardsOfVisit(db, id),
  };
}

/**
 * Records a visit to a stop and puts the hazards that it found into the ledger; the ids of all. Errors:
 * STOP_UNKNOWN, those of `requireOfficers`, `checkTime`, `checkVisit`, `requireCapReason` and `tellMeanwhile`.
 */
export async function recordVisit(
  context: CommandContext,
  draft: VisitDraft,
): Promise<OutputOf<'visits.record'>> {
  const { db, now } = context;
  const { hazards, officers, checklist, knownVisitId: _, alongside: __, ...said } = draft;
  const stop = await requireStop(db, draft.stopId);
  const { venueId, schoolId, sweepId } = stop;
  await checkTime(context, draft, sweepId);
  checkVisit(context, draft);
  const capReason = await requireCapReason(context, stop, draft);
  await tellMeanwhile(context, draft, { venueId, schoolId });
  const visitId = await insertVisit(db, {
    ...said,
    capReason,
    venueId,
    schoolId,
    officers: writeStored('visits.officers', officers),
    checklist: writeStored('visits.checklist', checklist),
    recordedAt: now.toISOString(),
  });
  await rememberOfficers(db, officers);
  if (draft.result === CLOSED_TODAY) await putBack(context, stop, dayOf(draft));
  const foundOn = dayOf(draft);
  return {
    id: visitId,
    settles: await settledStatus(db, { ...draft, venueId }),
    hazards: await openHazards(context, hazards, { visitId, venueId, schoolId, foundOn }, draft),
  };
}

/**
 * Puts the hazards that a visit found into the ledger; their ids. What was put right on the spot is closed at once, by the
 * look of those who made the visit. Errors: HAZARD_KIND_UNKNOWN, those of `putRightOnSpot`.
 */
export async function openHazards(
  context: CommandContext,
  hazards: readonly HazardDraft[],
  at: PlaceOfRecord & { readonly visitId: number; readonly foundOn: string },
  visit: Pick<VisitDraft, 'officers' | 'startedAt' | 'endedAt'>,
): Promise<number[]> {
  const ids: number[] = [];
  for (const { onSpot: account, ...hazard } of hazards) {
    requireKind(context.workspace, hazard.kind);
    const found = { ...hazard, ...at };
    const repeated = await findRepeatedHazard(context.db, found);
    const { id } = await openHazard(context, found, { repeated });
    if (account !== '') await putRightOnSpot(context, id, { ...visit, account });
    ids.push(id);
  }
  return ids;
}

/** A visit is not made before its sweep begins. Errors: those of `requireTimeOnSite`, VISIT_BEFORE_SWEEP. */
async function checkTime({ db, now }: CommandContext, time: VisitDraft, sweepId: number): Promise<void> {
  requireTimeOnSite(time, now);
  const { startsOn } = await requireSweep(db, sweepId);
  if (time.startedAt.slice(0, 10) < startsOn) throw new CodedError('VISIT_BEFORE_SWEEP', { startsOn });
}

/**
 * Checks what the law and common sense require of a visit: officers, and hazards that match the result. Errors:
 * VISIT_HAZARD_REQUIRED, HAZARD_DUE_INVALID.
 */
function checkVisit({ workspace, caller }: CommandContext, draft: VisitDraft): void {
  refusePowerless(caller, workspace.pack);
  requireOfficers(draft.officers, workspace.pack);
  if (draft.result === '发现隐患' && draft.hazards.length === 0)
    throw new CodedError('VISIT_HAZARD_REQUIRED');
  const foundOn = dayOf(draft);
  const late = draft.hazards.find((hazard) => hazard.dueOn < foundOn);
  if (late) throw new CodedError('HAZARD_DUE_INVALID', { dueOn: late.dueOn, foundOn });
}

/** Errors: VISIT_MEANWHILE where somebody recorded a visit to the stop while the form was open, and nobody said that both stay. */
async function tellMeanwhile(
  { db }: CommandContext,
  { stopId, knownVisitId, alongside }: VisitDraft,
  place: PlaceOfRecord,
): Promise<void> {
  if (knownVisitId === undefined || alongside) return;
  const latest = await findLatestVisit(db, stopId);
  if (!latest || latest.id === knownVisitId) return;
  throw new CodedError('VISIT_MEANWHILE', {
    name: await requirePlaceName(db, place),
    at: latest.startedAt.replace('T', ' '),
    officers: officerNames(latest.officers).join('、'),
  });
}

function dayOf({ startedAt }: VisitDraft): string {
  return startedAt.slice(0, 10);
}
