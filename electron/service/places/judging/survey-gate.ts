import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { insertGateSurvey } from '../../db/queries/gate-surveys.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { findGate } from './find-gate.ts';
import { findRequirement } from './gate-gap.ts';

/**
 * Records what somebody saw at a gate of what it is to have; the id of the walk. Errors: GATE_UNKNOWN,
 * REQUIREMENT_UNKNOWN, GATE_SURVEY_EMPTY, GATE_SURVEY_FUTURE.
 */
export async function surveyGate(
  context: CommandContext,
  survey: ParsedInputOf<'gates.survey'>,
): Promise<number> {
  const { db, now, today, actor } = context;
  const { gateId, answers, surveyedOn, surveyors, note } = survey;
  await findGate(context, gateId);
  const seen = Object.keys(answers);
  if (seen.length === 0) throw new CodedError('GATE_SURVEY_EMPTY');
  for (const id of seen) findRequirement(context, id);
  if (surveyedOn > today) throw new CodedError('GATE_SURVEY_FUTURE', { on: surveyedOn, today });
  return await insertGateSurvey(db, {
    gateId,
    surveyedOn,
    surveyors,
    answers,
    note,
    recordedAt: now.toISOString(),
    recordedBy: actor,
  });
}
