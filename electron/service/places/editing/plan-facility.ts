import { addByHand } from '../../db/queries/editable-rows.ts';
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
  const said = { kind, note: `${title}，位置待定` };
  // The position and the state are only assumed: a list that has the facility may change them.
  const assumed = { name: '', state: '规划', lng, lat, body: '' };
  const id = await addByHand(context.db, 'facilities', said, assumed);
  return { ...said, ...assumed, id };
}
