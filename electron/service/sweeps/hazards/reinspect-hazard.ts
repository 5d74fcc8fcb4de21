import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { transition } from '#shared/ledger/hazard.ts';
import { hasFailed } from '#shared/ledger/reinspection.ts';
import { updateHazard } from '../../db/queries/hazards.ts';
import { insertReinspection } from '../../db/queries/reinspections.ts';
import { writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { refusePowerless, rememberOfficers, requireOfficers } from '../officers.ts';
import { requireTimeOnSite } from '../time-on-site.ts';
import { foundAt } from './change-state.ts';
import { joinNote, recordStep, requireHazard } from './record-step.ts';

/**
 * Records a re-inspection (复查) of a hazard. One that failed sends a hazard that waits for it back to 整改中; no result
 * makes another hazard, and none closes it by itself. Errors: HAZARD_UNKNOWN, HAZARD_CLOSED,
 * HAZARD_REINSPECTION_EARLY, those of `requireOfficers` and `requireTimeOnSite`.
 */
export async function recordReinspection(
  context: CommandContext,
  { hazardId, officers, ...said }: ParsedInputOf<'hazards.reinspect'>,
): Promise<OutputOf<'hazards.reinspect'>> {
  const { db, now, workspace, caller } = context;
  refusePowerless(caller, workspace.pack);
  const hazard = await requireHazard(db, hazardId);
  if (hazard.state === 'closed') throw new CodedError('HAZARD_CLOSED', { code: hazard.code });
  requireOfficers(officers, workspace.pack);
  requireTimeOnSite(said, now);
  if (said.startedAt < (await foundAt(db, hazard))) throw new CodedError('HAZARD_REINSPECTION_EARLY');
  const id = await insertReinspection(db, {
    ...said,
    hazardId,
    visitId: null,
    officers: writeStored('visits.officers', officers),
    recordedAt: now.toISOString(),
  });
  await rememberOfficers(db, officers);
  const failed = hasFailed(said.result)
    ? transition({ state: hazard.state, action: 'failReinspection' })
    : { refusal: 'actionNotAllowed' };
  const state = 'state' in failed ? failed.state : hazard.state;
  if (state !== hazard.state) await updateHazard(db, hazardId, { state });
  await recordStep(context, hazard, {
    action: '复查',
    note: joinNote([`${said.result}（${officers.map(({ name }) => name).join('、')}）`, said.facts]),
    toState: state,
    reinspectionId: id,
  });
  return { id, state };
}
