import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { hazardActionNames, isOpen, transition } from '#shared/ledger/hazard.ts';
import { updateHazard } from '../../db/queries/hazards.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { noteAssigned } from '../handings/note-handing.ts';
import { type Hazard, recordStep, requireAnyHazard } from './record-step.ts';

type Assignment = Omit<ParsedInputOf<'hazards.assignMany'>, 'ids'>;

/**
 * Names who is responsible for some hazards. Those that are closed or voided, or found only after the due day, are
 * skipped. Errors: HAZARD_UNKNOWN.
 */
export async function assignHazards(
  context: CommandContext,
  { ids, ...assignment }: ParsedInputOf<'hazards.assignMany'>,
): Promise<OutputOf<'hazards.assignMany'>> {
  const counts = { assigned: 0, changed: 0, skipped: 0 };
  const before: Hazard[] = [];
  for (const id of ids) {
    const hazard = await requireAnyHazard(context.db, id);
    const { dueOn } = assignment;
    if (!isOpen(hazard.state) || (dueOn !== null && dueOn < hazard.foundOn)) {
      counts.skipped += 1;
      continue;
    }
    counts[await assignHazard(context, hazard, assignment)] += 1;
    before.push(hazard);
  }
  // The trail keeps all of them, not only the last.
  context.recordBefore(before);
  return counts;
}

/** Whether the hazard was assigned by it, or had been before and only changed hands. */
async function assignHazard(
  context: CommandContext,
  hazard: Hazard,
  { responsibleBody, responsiblePerson, dueOn }: Assignment,
): Promise<'assigned' | 'changed'> {
  const moved = transition({ state: hazard.state, action: 'assign' });
  const state = 'state' in moved ? moved.state : hazard.state;
  await updateHazard(context.db, hazard.id, {
    responsibleBody,
    responsiblePerson,
    ...(dueOn ? { dueOn } : {}),
    state,
  });
  const eventId = await recordStep(context, hazard, {
    action: state === hazard.state ? '变更责任' : hazardActionNames.assign,
    note: `${responsibleBody} ${responsiblePerson}${dueOn ? `，期限 ${dueOn}` : ''}`,
    toState: state,
  });
  const handed = { hazardId: hazard.id, eventId, matter: dueOn ? `期限 ${dueOn}` : '' };
  await noteAssigned(context, { ...handed, toBody: responsibleBody, toPerson: responsiblePerson });
  return state === hazard.state ? 'changed' : 'assigned';
}
