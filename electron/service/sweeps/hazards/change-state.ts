import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import {
  type HazardState,
  hazardActionNames,
  hazardStateNames,
  type TransitionRefusal,
  transition,
} from '#shared/ledger/hazard.ts';
import { closingRefusal, type ReinspectionRefusal } from '#shared/ledger/reinspection.ts';
import { updateHazard } from '../../db/queries/hazards.ts';
import { judged, selectReinspections } from '../../db/queries/reinspections.ts';
import { findVisit } from '../../db/queries/visits.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { noteAssigned, noteReported } from '../handings/note-handing.ts';
import { type Hazard, joinNote, recordStep, requireHazard } from './record-step.ts';

/**
 * Carries out an action that changes the state of a hazard; the new state. Errors: HAZARD_UNKNOWN,
 * HAZARD_RESPONSIBLE_REQUIRED, HAZARD_REPORT_TO_REQUIRED, HAZARD_REINSPECTION_OTHER, those of `refusalError`.
 */
export async function changeState(
  context: CommandContext,
  { id, action, note, reinspectionId, reportedTo, ...responsible }: ParsedInputOf<'hazards.transition'>,
): Promise<HazardState> {
  const { db, today } = context;
  const hazard = await requireHazard(db, id);
  const responsibleBody = responsible.responsibleBody ?? hazard.responsibleBody;
  const responsiblePerson = responsible.responsiblePerson ?? hazard.responsiblePerson;
  if (action === 'assign' && (responsibleBody === '' || responsiblePerson === ''))
    throw new CodedError('HAZARD_RESPONSIBLE_REQUIRED');
  if (action === 'escalate' && !reportedTo) throw new CodedError('HAZARD_REPORT_TO_REQUIRED');
  const result = transition({
    state: hazard.state,
    action,
    ...(reinspectionId !== null && { refusal: await refusalOf(db, hazard, reinspectionId) }),
  });
  if ('refusal' in result) throw refusalError(result.refusal, { ...hazard, action });
  const { state } = result;
  const after = {
    state,
    responsibleBody,
    responsiblePerson,
    closedOn: state === 'closed' ? today : null,
    ...(action === 'escalate' && { reportedTo }),
  };
  await updateHazard(db, id, after);
  const eventId = await recordStep(context, hazard, {
    action: hazardActionNames[action],
    note: joinNote([action === 'escalate' ? `报 ${reportedTo}` : '', note]),
    toState: state,
    reinspectionId,
  });
  const handed = { hazardId: id, eventId, matter: note };
  if (action === 'assign')
    await noteAssigned(context, { ...handed, toBody: responsibleBody, toPerson: responsiblePerson });
  if (action === 'escalate') await noteReported(context, { ...handed, toBody: reportedTo ?? '' });
  context.recordAfter(after);
  return state;
}

/** What speaks against closing a hazard by a re-inspection. Errors: HAZARD_REINSPECTION_OTHER where it is of another one. */
async function refusalOf(
  db: Read,
  hazard: Hazard,
  reinspectionId: number,
): Promise<ReinspectionRefusal | null> {
  const reinspections = (await selectReinspections(db, hazard.id)).map(judged);
  const chosen = reinspections.find(({ id }) => id === reinspectionId);
  if (!chosen) throw new CodedError('HAZARD_REINSPECTION_OTHER');
  return closingRefusal(chosen, { ...hazard, foundAt: await foundAt(db, hazard), reinspections });
}

/** When a hazard was found: the local time of the visit, else the day. */
export async function foundAt(db: Read, hazard: Pick<Hazard, 'visitId' | 'foundOn'>): Promise<string> {
  const finding = hazard.visitId === null ? undefined : await findVisit(db, hazard.visitId);
  return finding?.startedAt ?? hazard.foundOn;
}

/**
 * Errors: HAZARD_ACTION_REFUSED, HAZARD_REINSPECTION_REQUIRED, HAZARD_REINSPECTION_EARLY, HAZARD_REINSPECTION_FAILED,
 * HAZARD_REINSPECTION_OVERTAKEN, HAZARD_REINSPECTION_SELF.
 */
export function refusalError(
  refusal: TransitionRefusal,
  {
    state,
    action,
    responsiblePerson,
  }: Pick<Hazard, 'state' | 'responsiblePerson'> & { action: keyof typeof hazardActionNames },
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
    case 'reinspectionNotPassed':
      return new CodedError('HAZARD_REINSPECTION_FAILED');
    case 'reinspectionOvertaken':
      return new CodedError('HAZARD_REINSPECTION_OVERTAKEN');
    case 'reinspectedByResponsible':
      return new CodedError('HAZARD_REINSPECTION_SELF', { person: responsiblePerson });
  }
}
