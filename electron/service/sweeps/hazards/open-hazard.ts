import { hazardActionNames } from '#shared/ledger/hazard.ts';
import { type Repeated, repeatedNames } from '#shared/ledger/repeated-hazard.ts';
import { dutyOf } from '#shared/rules/hazard-kinds.ts';
import { periodOf } from '#shared/sweeps/period.ts';
import { insertHazardSteps } from '../../db/queries/hazard-steps.ts';
import { insertHazard } from '../../db/queries/hazards.ts';
import { nextCode } from '../../db/queries/next-code.ts';
import type { NewRecord } from '../../db/schema/schema.ts';
import { hazardKindsOf } from '../../workspace/hazard-kinds.ts';
import { type HandingContext, noteAssigned } from '../handings/note-handing.ts';

type Step = Pick<NewRecord<'hazardEvents'>, 'action' | 'fromState' | 'toState' | 'note'>;
type Found = Omit<NewRecord<'hazards'>, 'code' | 'state' | 'closedOn' | 'repeats' | 'repeatedBy'>;

/** Puts a hazard into the ledger, assigned at once where somebody is named; its id and code. A 线索 (`isLead`) waits to be verified. */
export async function openHazard(
  context: HandingContext,
  found: Found,
  {
    note = '',
    repeated = null,
    isLead = false,
  }: { note?: string; repeated?: { id: number; by: Repeated } | null; isLead?: boolean } = {},
): Promise<{ id: number; code: string }> {
  const { db, now, actor, workspace } = context;
  const { foundOn, responsibleBody, responsiblePerson, visitId = null } = found;
  const isAssigned = !isLead && responsibleBody !== '' && responsiblePerson !== '';
  const first = isLead ? 'lead' : 'found';
  const opened = await insertHazard(db, {
    ...dutyOf(hazardKindsOf(workspace), found.kind),
    ...found,
    code: await nextCode(db, 'hazards', `YH-${periodOf(foundOn)}-`),
    state: isAssigned ? 'assigned' : first,
    closedOn: null,
    repeats: repeated?.id ?? null,
    repeatedBy: repeated?.by ?? null,
  });
  const step = (what: Step): NewRecord<'hazardEvents'> => ({
    ...{ hazardId: opened.id, at: now.toISOString(), actor, visitId },
    ...what,
  });
  const said = repeated ? `屡犯：${repeatedNames[repeated.by]}此前已有同类隐患` : note;
  const action = isLead ? '登记线索' : '发现登记';
  const registered = step({ action, fromState: '', toState: first, note: said });
  const assigned = step({
    action: hazardActionNames.assign,
    fromState: 'found',
    toState: 'assigned',
    note: `${responsibleBody} ${responsiblePerson}`,
  });
  const steps = await insertHazardSteps(db, isAssigned ? [registered, assigned] : [registered]);
  if (isAssigned) await noteOpened(context, opened.id, steps, found);
  return opened;
}

/** The body that answers for it signs for it. */
async function noteOpened(
  context: HandingContext,
  hazardId: number,
  [, eventId = 0]: readonly number[],
  { responsibleBody: toBody, responsiblePerson: toPerson }: Found,
): Promise<void> {
  await noteAssigned(context, { hazardId, eventId, matter: '', toBody, toPerson });
}
