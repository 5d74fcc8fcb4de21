import { approvalRules, isApprovedCommand } from '#shared/contract/approval-rules.ts';
import type { Approval } from '#shared/contract/approvals.ts';
import { capabilitiesOf } from '#shared/office/rights.ts';
import { namesOfApproved, selectApprovals } from '../../db/queries/approvals.ts';
import type { QueryContext } from '../../workspace/context.ts';

/**
 * What waits for the caller, what the caller asked for, and what the caller decided; everything where nobody has an
 * account.
 */
export async function listApprovals({
  db,
  caller: { rights },
}: Pick<QueryContext, 'db' | 'caller'>): Promise<Approval[]> {
  const may = rights && capabilitiesOf(rights);
  const hazards = await namesOfApproved(db);
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
    const isAllowed = may === undefined || may.has(approvalRules[command].approver);
    const decidable = row.state === 'waiting' && !mine && isAllowed;
    if (rights && !mine && !decidable && deciderName !== rights.name) continue;
    const hazard = hazardId === null ? null : (hazards.get(hazardId) ?? null);
    shown.push({ ...row, command, hazard, mine, decidable });
  }
  return shown;
}
