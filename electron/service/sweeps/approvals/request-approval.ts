import { approvalOf } from '#shared/contract/approval-rules.ts';
import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { Capability } from '#shared/office/capabilities.ts';
import { titlesWith } from '#shared/office/roles.ts';
import { findWaiting, insertApproval } from '../../db/queries/approvals.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { recordStep, requireHazard } from '../hazards/record-step.ts';
import { basisOf } from './basis.ts';

/**
 * Asks for what a command would do; `paper` is the title of the paper that it would make, empty where it makes none.
 * Errors: APPROVAL_NOT_NEEDED, APPROVAL_NOBODY, APPROVAL_WAITING, and those of a command about a hazard, which has to be possible now.
 */
export async function requestApproval(
  context: CommandContext,
  { command, input: { formId: _, ...input } }: ParsedInputOf<'approvals.request'>['wanted'],
  paper: string,
): Promise<number> {
  const { db, now, actor, caller } = context;
  const rule = approvalOf(command, input);
  if (!rule) throw new CodedError('APPROVAL_NOT_NEEDED', { name: command });
  refuseWithoutApprover(context, rule);
  const hazardId = rule.hazardOf(input);
  const title = `${rule.title}${paper === '' ? '' : `《${paper}》`}`;
  const text = JSON.stringify(input);
  const waiting = await findWaiting(db, command, hazardId, text);
  if (waiting) throw new CodedError('APPROVAL_WAITING', { title, asker: waiting.asker });
  const hazard = hazardId === null ? null : await requireHazard(db, hazardId);
  // A paper takes a number and writes a file: it is made when it is signed.
  if (rule.templateOf === undefined) await context.tryOut(command, input);
  const summary = rule.tells(input);
  if (hazard) await recordStep(context, hazard, { action: `提交审批：${title}`, note: summary });
  return await insertApproval(db, {
    command,
    input: text,
    hazardId,
    title,
    summary,
    basis: hazard ? JSON.stringify(basisOf(hazard)) : '',
    askerName: caller.rights?.name ?? '',
    asker: actor,
    askedAt: now.toISOString(),
    state: 'waiting',
    decidedAt: null,
  });
}

/** Nothing is left to wait for somebody who is not there. Errors: APPROVAL_NOBODY with whose account is missing. */
function refuseWithoutApprover(
  { caller }: CommandContext,
  { title, approver }: { readonly title: string; readonly approver: Capability },
): void {
  if (caller.othersHave?.(approver) === false)
    throw new CodedError('APPROVAL_NOBODY', { title, roles: titlesWith(approver) });
}
