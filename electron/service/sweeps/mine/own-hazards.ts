import type { HazardRow } from '#shared/contract/ledger.ts';
import type { Rights } from '#shared/office/rights.ts';
import { roleOf } from '#shared/office/roles.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { listHazardsDue } from '../hazards/read-hazards.ts';

/** Hazards due that whoever asks has to do with. */
export async function readOwnHazards(
  context: Pick<QueryContext, 'db' | 'today' | 'caller'>,
): Promise<HazardRow[]> {
  return await listHazardsDue(context, answeringBody(context.caller.rights));
}

/**
 * The body whose hazards are wanted. Who sees more than a body's ledger, as a township or the committee, is told of all
 * that is seen: then it is null.
 */
function answeringBody(rights: Rights | undefined): string | null {
  if (rights === undefined) return null;
  const seeing = rights.roles.filter(({ role }) => roleOf(role).capabilities.includes('see.ledger'));
  return seeing.every(({ role }) => roleOf(role).scopedBy === 'body') ? rights.body : null;
}
