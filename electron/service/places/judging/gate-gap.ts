import { CodedError } from '#shared/contract/errors.ts';
import type { Requirement } from '#shared/facilities/facility.ts';
import type { GatePlace, SchoolPlace } from '#shared/zones/measured-places.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { judgeGates, provisionGround } from './gate-provisions.ts';
import { requirementsOf } from './requirements.ts';

/** Errors: REQUIREMENT_UNKNOWN. */
export function findRequirement({ workspace }: Pick<QueryContext, 'workspace'>, id: string): Requirement {
  const requirement = requirementsOf(workspace).find((each) => each.id === id);
  if (!requirement) throw new CodedError('REQUIREMENT_UNKNOWN', { id });
  return requirement;
}

/**
 * What a gate lacks of a requirement, or may lack, in words. Errors: GAP_NONE where it lacks nothing, GAP_UNSURVEYED where nobody
 * looked.
 */
export async function describeGap(
  context: Pick<QueryContext, 'db' | 'workspace'>,
  school: SchoolPlace,
  gate: GatePlace,
  requirement: Requirement,
): Promise<string> {
  const ground = await provisionGround(context);
  const judged = judgeGates(context, ground, school)
    .find((each) => each.gate.id === gate.id)
    ?.evaluated.find((each) => each.requirementId === requirement.id);
  if (judged?.provision === 'unsurveyed')
    throw new CodedError('GAP_UNSURVEYED', { title: requirement.title });
  if (judged?.provision !== 'missing' && judged?.provision !== 'doubtful')
    throw new CodedError('GAP_NONE', { title: requirement.title });
  return judged.note;
}
