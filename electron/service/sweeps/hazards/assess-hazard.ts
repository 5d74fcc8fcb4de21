import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { type OutcomeRefusal, outcomeNames, outcomeRefusal } from '#shared/ledger/assessment.ts';
import { type ExtensionRefusal, extensionRefusal } from '#shared/ledger/due-dates.ts';
import { updateHazard } from '../../db/queries/hazards.ts';
import { writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { joinNote, recordStep, requireHazard } from './record-step.ts';

/** Moves the due day of a hazard to a later one. Errors: HAZARD_UNKNOWN, HAZARD_EXTENSION_REFUSED. */
export async function extendHazard(
  context: CommandContext,
  { id, dueOn, reason }: ParsedInputOf<'hazards.extend'>,
): Promise<void> {
  const hazard = await requireHazard(context.db, id);
  const refusal = extensionRefusal({ state: hazard.state, dueOn: hazard.dueOn, wanted: dueOn, reason });
  if (refusal) throw new CodedError('HAZARD_EXTENSION_REFUSED', { reason: extensionReasons[refusal] });
  await updateHazard(context.db, id, { dueOn });
  await recordStep(context, hazard, {
    action: '延期',
    note: `${hazard.dueOn ?? '未定'} → ${dueOn}：${reason}`,
  });
}

/** Says on what a hazard is based, what is done about it (五落实) and until it is closed, and who else has to do with it. Errors: HAZARD_UNKNOWN. */
export async function describeHazard(
  context: CommandContext,
  { id, basis, fiveItems, ...said }: ParsedInputOf<'hazards.describe'>,
): Promise<void> {
  const hazard = await requireHazard(context.db, id);
  const { subject = hazard.subject, helpingBodies = hazard.helpingBodies } = said;
  const { temporaryMeasures = hazard.temporaryMeasures } = said;
  const told = { subject, helpingBodies, temporaryMeasures };
  const filled = Object.entries(fiveItems).filter(([, text]) => text !== '');
  await updateHazard(context.db, id, {
    basis,
    fiveItems: writeStored('hazards.fiveItems', Object.fromEntries(filled)),
    ...told,
  });
  const items = filled.map(([item, text]) => `${item}：${text}`);
  await recordStep(context, hazard, {
    action: '落实措施',
    note: joinNote([
      basis && `依据：${basis}`,
      ...items,
      subject && `责任主体：${subject}`,
      helpingBodies && `配合部门：${helpingBodies}`,
      temporaryMeasures && `临时强化防范措施：${temporaryMeasures}`,
    ]),
  });
}

/** Says how far a hazard has been dealt with (评估). Errors: HAZARD_UNKNOWN, HAZARD_OUTCOME_REFUSED. */
export async function assessHazard(
  context: CommandContext,
  { id, outcome, dueOn, meetingOn, reportedTo, note }: ParsedInputOf<'hazards.classify'>,
): Promise<void> {
  const hazard = await requireHazard(context.db, id);
  const due = dueOn ?? hazard.dueOn;
  const refusal = outcomeRefusal({ state: hazard.state, outcome, dueOn: due, meetingOn, reportedTo });
  if (refusal)
    throw new CodedError('HAZARD_OUTCOME_REFUSED', {
      outcome: outcomeNames[outcome],
      reason: outcomeReasons[refusal],
    });
  await updateHazard(context.db, id, { outcome, dueOn: due, meetingOn, reportedTo });
  await recordStep(context, hazard, {
    action: '评估',
    note: joinNote([
      outcomeNames[outcome],
      outcome === 'resolving' ? `时限 ${due}` : '',
      meetingOn ? `专题研商 ${meetingOn}` : '',
      reportedTo ? `报 ${reportedTo}` : '',
      note,
    ]),
  });
}

const extensionReasons: Record<ExtensionRefusal, string> = {
  closed: '隐患已销号',
  noReason: '没有写明理由',
  notLater: '新期限不晚于原期限',
};
const outcomeReasons: Record<OutcomeRefusal, string> = {
  notClosed: '隐患还没有经复查销号',
  closed: '隐患已销号',
  dueRequired: '没有明确完成时限',
  meetingRequired: '没有专题研商的日期',
  reportRequired: '没有写明报送哪位领导或上级单位',
};
