import { CodedError } from '#shared/contract/errors.ts';
import type { GatePlace, SchoolPlace } from '#shared/zones/measured-places.ts';
import type { QueryContext } from '../../workspace/context.ts';

/** A gate and its school. Errors: GATE_UNKNOWN. */
export async function findGate(
  { workspace }: Pick<QueryContext, 'workspace'>,
  id: number,
): Promise<{ school: SchoolPlace; gate: GatePlace }> {
  for (const school of (await workspace.places.schools()).values()) {
    const gate = school.gates.find((each) => each.id === id);
    if (gate) return { school, gate };
  }
  throw new CodedError('GATE_UNKNOWN', { id });
}
