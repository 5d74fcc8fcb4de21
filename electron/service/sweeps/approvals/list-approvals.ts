import { approvalRules, isApprovedCommand } from '#shared/contract/approval-rules.ts';
import type { Approval } from '#shared/contract/approvals.ts';
import { procedureCapabilities } from '#shared/contract/procedure-capabilities.ts';
import { type ApprovedCommand, approvedCommands } from '#shared/ledger/approval.ts';
import type { Capability } from '#shared/office/capabilities.ts';
import { namesOfApproved, selectApprovals, selectWaiting } from '../../db/queries/approvals.ts';
import type { QueryContext } from '../../workspace/context.ts';

/**
 * What waits for the caller, what the caller asked for, and what the caller decided; everything where nobody has an
 * account.
 */
export async function listApprovals(
  context: Pick<QueryContext, 'db' | 'caller' | 'seenWith'>,
): Promise<Approval[]> {
  const {
    db,
    caller: { rights },
  } = context;
  const hazards = await namesOfApproved(db);
  const within = await decidableIds(context);
  const shown: Approval[] = [];
  for (const {
    command,
    askerName,
    deciderName,
    hazardId,
    input: _,
    basis: __,
    ...row
  } of await selectApprovals(db)) {
    if (!isApprovedCommand(command)) continue;
    const mine = rights !== undefined && askerName === rights.name;
    const decidable = row.state === 'waiting' && !mine && within.get(command)?.has(row.id) === true;
    if (rights && !mine && !decidable && deciderName !== rights.name) continue;
    const hazard = hazardId === null ? null : (hazards.get(hazardId) ?? null);
    shown.push({ ...row, command, hazard, mine, decidable });
  }
  return shown;
}

/**
 * What waits and the caller may decide about, by command: a role lets somebody decide about what that role sees, however
 * much another one shows.
 */
async function decidableIds({ seenWith }: Pick<QueryContext, 'seenWith'>) {
  const byApprover = new Map<Capability, ReadonlySet<number>>();
  const byCommand = new Map<ApprovedCommand, ReadonlySet<number>>();
  for (const command of approvedCommands) {
    const { approver } = approvalRules[command];
    const needed = [procedureCapabilities['approvals.decide'], approver];
    const ids = byApprover.get(approver) ?? new Set(await seenWith(needed, selectWaiting));
    byApprover.set(approver, ids);
    byCommand.set(command, ids);
  }
  return byCommand;
}
