import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import {
  type HazardState,
  hazardActionNames,
  hazardStateNames,
  type TransitionFacts,
  type TransitionRefusal,
  transition,
} from '#shared/ledger/hazard.ts';
import { updateHazard } from '../../db/queries/hazards.ts';
import { findVisit, officerNames } from '../../db/queries/visits.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { type Hazard, recordStep, requireHazard } from './record-step.ts';

/**
 * Carries out an action that changes the state of a hazard; the new state. Errors: HAZARD_UNKNOWN,
 * HAZARD_RESPONSIBLE_REQUIRED, HAZARD_REINSPECTION_OTHER, those of `refusalError`.
 */
export async function changeState(
  context: CommandContext,
  { id, action, note, visitId, ...responsible }: ParsedInputOf<'hazards.transition'>,
): Promise<HazardState> {
  const { db, today } = context;
  const hazard = await requireHazard(db, id);
  const responsibleBody = responsible.responsibleBody ?? hazard.responsibleBody;
  const responsiblePerson = responsible.responsiblePerson ?? hazard.responsiblePerson;
  if (action === 'assign' && (responsibleBody === '' || responsiblePerson === ''))
    throw new CodedError('HAZARD_RESPONSIBLE_REQUIRED');
  const facts: TransitionFacts = {
    state: hazard.state,
    action,
    responsiblePerson,
    reinspection: visitId === null ? null : await reinspectionBy(db, hazard, visitId),
  };
  const result = transition(facts);
  if ('refusal' in result) throw refusalError(result.refusal, facts);
  const { state } = result;
  const after = { state, responsibleBody, responsiblePerson, closedOn: state === 'closed' ? today : null };
  await updateHazard(db, id, after);
  await recordStep(context, hazard, { action: hazardActionNames[action], note, toState: state, visitId });
  context.recordAfter(after);
  return state;
}

/** A visit as the re-inspection of a hazard. Errors: HAZARD_REINSPECTION_OTHER where it was to another place. */
async function reinspectionBy(
  db: Read,
  hazard: Hazard,
  visitId: number,
): Promise<TransitionFacts['reinspection']> {
  const visit = await findVisit(db, visitId);
  const isSamePlace =
    visit?.venueId === hazard.venueId && (hazard.venueId !== null || visit.schoolId === hazard.schoolId);
  if (!visit || !isSamePlace) throw new CodedError('HAZARD_REINSPECTION_OTHER');
  const officers = officerNames(visit.officers);
  if (hazard.visitId === null) return { officers, afterFound: visit.startedAt >= hazard.foundOn };
  const finding = await findVisit(db, hazard.visitId);
  const foundAt = finding?.startedAt ?? hazard.foundOn;
  return { officers, afterFound: visit.id > hazard.visitId && visit.startedAt >= foundAt };
}

/** Errors: HAZARD_ACTION_REFUSED, HAZARD_REINSPECTION_REQUIRED, HAZARD_REINSPECTION_EARLY, HAZARD_REINSPECTION_SELF. */
function refusalError(
  refusal: TransitionRefusal,
  { state, action, responsiblePerson }: TransitionFacts,
): CodedError {
  switch (refusal) {
    case 'actionNotAllowed':
      return new CodedError('HAZARD_ACTION_REFUSED', {
        state: hazardStateNames[state],
        action: hazardActionNames[action],
      });
    case 'reinspectionRequired':
      return new CodedError('HAZARD_REINSPECTION_REQUIRED');
    case 'reinspectionTooEarly':
      return new CodedError('HAZARD_REINSPECTION_EARLY');
    case 'reinspectedByResponsible':
      return new CodedError('HAZARD_REINSPECTION_SELF', { person: responsiblePerson });
  }
}
