import { insertEditable } from '../../db/queries/editable-rows.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { findGate } from '../judging/find-gate.ts';
import { findRequirement } from '../judging/gate-gap.ts';

/**
 * Plans the facility that a gate lacks: it stands at the gate until somebody puts it in its place. The new row.
 * Errors: GATE_UNKNOWN, REQUIREMENT_UNKNOWN.
 */
export async function planFacility(context: CommandContext, gateId: number, requirementId: string) {
  const { gate } = await findGate(context, gateId);
  const { kinds, title } = findRequirement(context, requirementId);
  const [lng, lat] = gate.position;
  const kind = kinds[0] ?? title;
  const values = { kind, name: '', state: '规划', lng, lat, body: '', note: `${title}，位置待定` };
  const identity = `${kind}|规划 ${gateId} ${requirementId}`;
  const id = await insertEditable(context.db, 'facilities', { ...values, identity, contentHash: '' });
  return { ...values, id };
}
