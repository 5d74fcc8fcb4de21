import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { type HazardState, hazardActionNames } from '#shared/ledger/hazard.ts';
import { type LeadVerdict, verdictNames, verdictsOn } from '#shared/ledger/lead.ts';
import { repeatedNames } from '#shared/ledger/repeated-hazard.ts';
import { dutyOf } from '#shared/rules/hazard-kinds.ts';
import { findStateBeforeVoiding } from '../../db/queries/hazard-steps.ts';
import { updateHazard } from '../../db/queries/hazards.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { hazardKindsOf, requireKind } from '../../workspace/hazard-kinds.ts';
import { noteAssigned } from '../handings/note-handing.ts';
import { findAlike } from './find-alike.ts';
import { findRepeatedHazard } from './find-repeated-hazard.ts';
import { type Hazard, joinNote, recordStep, requireAnyHazard } from './record-step.ts';
import { requireDue, requirePlaces } from './register-hazard.ts';

type Verification = ParsedInputOf<'hazards.verify'>;

/**
 * Says what became of a 线索; its state after it. One that is true is a hazard found today, because no figure may know of it
 * before. Errors: as `hazards.verify` tells.
 */
export async function verifyLead(context: CommandContext, said: Verification): Promise<HazardState> {
  const lead = await requireAnyHazard(context.db, said.id);
  if (!(await possibleVerdicts(context.db, lead)).includes(said.verdict))
    throw refused(lead, said.verdict, lead.lead === 1 ? '它现在的状态不允许' : '它不是线索');
  switch (said.verdict) {
    case 'true':
      return await accept(context, lead, said);
    case 'false':
      return await settle(context, lead, said, { state: 'refuted' });
    case 'joined':
      return await join(context, lead, said);
    case 'again':
      return await reopen(context, lead, said);
  }
}

/** What can be said of a 线索 now. */
export async function possibleVerdicts(
  db: Read,
  { id, lead, state }: Pick<Hazard, 'id' | 'lead' | 'state'>,
): Promise<LeadVerdict[]> {
  const was = state === 'voided' ? await findStateBeforeVoiding(db, id) : undefined;
  return verdictsOn({ lead: lead === 1, state, was });
}

async function accept(context: CommandContext, lead: Hazard, said: Verification): Promise<HazardState> {
  const { db, today } = context;
  const { hazard } = said;
  if (hazard === null) throw refused(lead, said.verdict, '没有写明隐患的种类、等级和期限');
  requireKind(context.workspace, hazard.kind, lead.kind);
  requireDue(hazard.dueOn, today);
  await requirePlaces(db, hazard);
  if (hazard.venueId === null && hazard.schoolId === null && lead.placeText === '')
    throw new CodedError('HAZARD_PLACE_REQUIRED');
  const duty = dutyOf(hazardKindsOf(context.workspace), hazard.kind);
  const found = { ...duty, ...hazard, placeText: lead.placeText, foundOn: today };
  const repeated = await findRepeatedHazard(db, found);
  const isAssigned = hazard.responsibleBody !== '' && hazard.responsiblePerson !== '';
  await settle(context, lead, said, {
    ...found,
    state: 'found',
    repeats: repeated?.id ?? null,
    repeatedBy: repeated?.by ?? null,
    note: repeated ? `屡犯：${repeatedNames[repeated.by]}此前已有同类隐患` : '',
  });
  if (!isAssigned) return 'found';
  await updateHazard(db, lead.id, { state: 'assigned' });
  const eventId = await recordStep(
    context,
    { ...lead, state: 'found' },
    {
      action: hazardActionNames.assign,
      note: `${hazard.responsibleBody} ${hazard.responsiblePerson}`,
      toState: 'assigned',
    },
  );
  const { responsibleBody: toBody, responsiblePerson: toPerson } = hazard;
  await noteAssigned(context, { hazardId: lead.id, eventId, matter: '', toBody, toPerson });
  context.recordBefore(lead);
  return 'assigned';
}

async function join(context: CommandContext, lead: Hazard, said: Verification): Promise<HazardState> {
  const alike = await findAlike(context.db, lead);
  if (!alike.some(({ id }) => id === said.into))
    throw refused(lead, said.verdict, '请选择同一地点、同一地址或同一负责人的隐患');
  const into = await requireAnyHazard(context.db, said.into ?? 0);
  await recordStep(context, into, { action: '并入线索', note: joinNote([`${lead.code} 并入`, said.note]) });
  return await settle(context, lead, said, {
    state: 'voided',
    voidReason: said.note,
    mergedInto: into.id,
    note: `并入 ${into.code}`,
  });
}

/** A 线索 waits again, as it was said. */
async function reopen(context: CommandContext, lead: Hazard, { note }: Verification): Promise<HazardState> {
  const after = {
    state: 'lead' as const,
    foundOn: lead.saidOn ?? lead.foundOn,
    ...{ dueOn: null, voidReason: '', mergedInto: null, repeats: null, repeatedBy: null },
    ...{ verifiedOn: null, verifiedBy: '', verification: '' },
  };
  await updateHazard(context.db, lead.id, after);
  await recordStep(context, lead, { action: verdictNames.again, note, toState: 'lead' });
  context.recordAfter(after);
  return 'lead';
}

/** Writes what was found, and by whom. */
async function settle(
  context: CommandContext,
  lead: Hazard,
  { verdict, note: verification }: Verification,
  { note = '', ...set }: Parameters<typeof updateHazard>[2] & { state: HazardState; note?: string },
): Promise<HazardState> {
  const { db, today, actor } = context;
  const after = { ...set, verifiedOn: today, verifiedBy: actor, verification };
  await updateHazard(db, lead.id, after);
  await recordStep(context, lead, {
    action: `核实：${verdictNames[verdict]}`,
    note: joinNote([note, verification]),
    toState: set.state,
  });
  context.recordAfter(after);
  return set.state;
}

function refused({ code }: Hazard, verdict: LeadVerdict, reason: string): CodedError {
  return new CodedError('LEAD_VERDICT_REFUSED', { code, verdict: verdictNames[verdict], reason });
}
