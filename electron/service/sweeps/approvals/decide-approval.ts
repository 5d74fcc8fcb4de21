import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { type ApprovalState, type ApprovedCommand, approvalStateNames } from '#shared/ledger/approval.ts';
import { findApproval, updateApproval } from '../../db/queries/approvals.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { joinNote, recordStep, requireAnyHazard } from '../hazards/record-step.ts';
import { changesSince } from './basis.ts';

/**
 * Approves, which carries out what was asked for as a part of this command, or returns it. Errors: APPROVAL_UNKNOWN,
 * APPROVAL_DECIDED, APPROVAL_OWN, APPROVAL_REASON, APPROVAL_OVERTAKEN.
 */
export async function decideApproval(
  context: CommandContext,
  { id, command, approve, note }: ParsedInputOf<'approvals.decide'>,
): Promise<ApprovalState> {
  const { rights } = context.caller;
  const approval = await requireWaiting(context, id);
  // Who may decide was found out by what the caller said that it is.
  if (approval.command !== command) throw new CodedError('APPROVAL_UNKNOWN', { id });
  if (rights && approval.askerName === rights.name) throw new CodedError('APPROVAL_OWN');
  if (!approve && note === '') throw new CodedError('APPROVAL_REASON');
  if (approve) await refuseOvertaken(context, approval);
  const state = approve ? 'approved' : 'returned';
  await end(context, approval, state, note);
  if (approve) await carryOutAsked(context, command, approval.input);
  return state;
}

/** Takes back what one asked for oneself. Errors: APPROVAL_UNKNOWN, APPROVAL_DECIDED, APPROVAL_OTHERS. */
export async function withdrawApproval(context: CommandContext, id: number): Promise<void> {
  const { rights } = context.caller;
  const approval = await requireWaiting(context, id);
  if (rights && approval.askerName !== rights.name)
    throw new CodedError('APPROVAL_OTHERS', { asker: approval.asker });
  await end(context, approval, 'withdrawn', '');
}

async function requireWaiting({ db }: CommandContext, id: number) {
  const approval = await findApproval(db, id);
  if (!approval) throw new CodedError('APPROVAL_UNKNOWN', { id });
  if (approval.state !== 'waiting')
    throw new CodedError('APPROVAL_DECIDED', { state: approvalStateNames[approval.state] });
  return approval;
}
type Waiting = Awaited<ReturnType<typeof requireWaiting>>;

async function refuseOvertaken(
  { db, workspace }: CommandContext,
  { hazardId, basis }: Waiting,
): Promise<void> {
  if (hazardId === null) return;
  const hazard = await requireAnyHazard(db, hazardId);
  const reason = changesSince(basis, hazard, workspace.catalogue.categoryTitles);
  if (reason !== '') throw new CodedError('APPROVAL_OVERTAKEN', { reason });
}

async function carryOutAsked(
  context: CommandContext,
  command: ApprovedCommand,
  input: string,
): Promise<void> {
  try {
    await context.carryOut(command, JSON.parse(input));
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw new CodedError('APPROVAL_OVERTAKEN', { reason: error.message });
  }
}

/** Notes what was decided, beside what was asked for and in the history of the hazard. */
async function end(
  context: CommandContext,
  { id, hazardId, title, asker }: Waiting,
  state: ApprovalState,
  note: string,
): Promise<void> {
  const { db, now, actor, caller } = context;
  await updateApproval(db, id, {
    state,
    note,
    decidedAt: now.toISOString(),
    decider: actor,
    deciderName: caller.rights?.name ?? '',
  });
  if (hazardId === null) return;
  const hazard = await requireAnyHazard(db, hazardId);
  const told = joinNote([`${asker} 提交`, note]);
  await recordStep(context, hazard, { action: `${approvalStateNames[state]}：${title}`, note: told });
}
