import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { GATE_SOURCE } from '#shared/ledger/source.ts';
import { basisLine } from '#shared/rules/basis.ts';
import { kindFor } from '#shared/rules/hazard-kinds.ts';
import { selectGapHazards } from '../../db/queries/gates.ts';
import { findGate } from '../../places/judging/find-gate.ts';
import { describeGap, findRequirement } from '../../places/judging/gate-gap.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { hazardKindsOf } from '../../workspace/hazard-kinds.ts';
import { openHazard } from './open-hazard.ts';

/**
 * Puts into the ledger, as a hazard of the school, what a gate lacks of a requirement. Errors: GATE_UNKNOWN,
 * REQUIREMENT_UNKNOWN, GAP_KNOWN, HAZARD_DUE_INVALID, and those of `describeGap`.
 */
export async function openGapHazard(
  context: CommandContext,
  { gateId, requirementId, responsibleBody, responsiblePerson, dueOn }: ParsedInputOf<'gaps.toHazard'>,
): Promise<{ id: number; code: string }> {
  const { db, today } = context;
  const { school, gate } = await findGate(context, gateId);
  const requirement = findRequirement(context, requirementId);
  const known = (await selectGapHazards(db)).get(`${gateId} ${requirementId}`);
  if (known) throw new CodedError('GAP_KNOWN', { code: known.code });
  if (dueOn < today) throw new CodedError('HAZARD_DUE_INVALID', { dueOn, foundOn: today });
  const gap = await describeGap(context, school, gate, requirement);
  return await openHazard(
    context,
    {
      visitId: null,
      venueId: null,
      schoolId: school.id,
      kind: kindFor(hazardKindsOf(context.workspace), 'gap'),
      level: '一般',
      description: `${gate.name}${requirement.title}：${gap}`,
      responsibleBody,
      responsiblePerson,
      foundOn: today,
      dueOn,
      basis: requirement.basis.map(basisLine).join('、'),
      gateId,
      requirementId,
      source: GATE_SOURCE,
    },
    { note: '由设施缺口登记' },
  );
}
