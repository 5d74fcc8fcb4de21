import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { insertScoreAdjustment, selectScoreAdjustments } from '../../db/queries/scores.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { requireScored } from './read-scores.ts';
import { requireScheme } from './schemes.ts';
import { keyOfSubject, scoreSubjectsOf } from './score-subjects.ts';

/** Keeps what somebody says instead of what is reckoned; its number. Errors: as `scores.adjust` tells. */
export async function adjustScore(
  context: CommandContext,
  { was, points, reason, ...wanted }: ParsedInputOf<'scores.adjust'>,
): Promise<number> {
  const { db, now, actor } = context;
  const { scheme: key, from, to } = wanted;
  if (from > to) throw new CodedError('SCORES_DATES');
  const { scheme } = await requireScheme(context, key);
  const subjects = await scoreSubjectsOf(context, scheme.of);
  const { indicator, subject } = requireScored({ scheme, subjects }, wanted);
  if (points !== null && points > indicator.points)
    throw new CodedError('SCORE_POINTS', { content: indicator.content, most: indicator.points });
  const last = (await selectScoreAdjustments(db, { scheme: key, from, to })).findLast(
    (each) => each.indicator === indicator.id && keyOfSubject(each) === keyOfSubject(subject),
  );
  if ((last?.id ?? null) !== was)
    throw new CodedError('SCORE_CHANGED', { by: last?.actor ?? '', content: indicator.content });
  context.recordBefore(last ?? {});
  return await insertScoreAdjustment(db, {
    ...{ scheme: key, from, to, indicator: indicator.id, points, reason },
    ...{ schoolId: subject.schoolId, name: subject.name, at: now.toISOString(), actor },
  });
}
