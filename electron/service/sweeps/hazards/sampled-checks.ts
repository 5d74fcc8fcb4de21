import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { draw, seededRandom } from '#shared/sweeps/random.ts';
import { updateHazard } from '../../db/queries/hazards.ts';
import {
  findRecheck,
  insertRecheck,
  selectHazardsToSample,
  selectRechecks,
  updateRecheck,
} from '../../db/queries/rechecks.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readFlag, writeFlag } from '../../db/schema/stored-values.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { joinNote, recordStep, requireHazard } from './record-step.ts';

/** All sampled checks (抽样复核), open ones first. */
export async function listSampledChecks(db: Read): Promise<OutputOf<'rechecks.list'>> {
  return (await selectRechecks(db)).map((row) => ({ ...row, passed: readFlag(row.passed) }));
}

/** Draws a share of the hazards that are said to be dealt with, at least one. Errors: RECHECK_NONE. */
export async function drawSampledChecks(
  { db, today }: Pick<CommandContext, 'db' | 'today'>,
  { share, seed }: ParsedInputOf<'rechecks.draw'>,
): Promise<OutputOf<'rechecks.draw'>> {
  const pool = await selectHazardsToSample(db);
  if (pool.length === 0) throw new CodedError('RECHECK_NONE');
  const drawn = draw(pool, Math.max(1, Math.ceil(pool.length * share)), seededRandom(seed));
  for (const hazardId of drawn)
    await insertRecheck(db, { hazardId, drawnOn: today, seed, share, checkedOn: null, passed: null });
  return { drawn: drawn.length, pool: pool.length };
}

/** Records what a sampled check found. Errors: RECHECK_UNKNOWN, RECHECK_DONE. */
export async function recordSampledCheck(
  context: CommandContext,
  { id, passed, ...result }: ParsedInputOf<'rechecks.record'>,
): Promise<void> {
  const { db } = context;
  const check = await findRecheck(db, id);
  if (!check) throw new CodedError('RECHECK_UNKNOWN', { id });
  if (check.checkedOn !== null) throw new CodedError('RECHECK_DONE');
  const hazard = await requireHazard(db, check.hazardId);
  await updateRecheck(db, id, { ...result, passed: writeFlag(passed) });
  // What a check finds undone no longer counts as dealt with; a new visit registers it anew.
  if (!passed) await updateHazard(db, hazard.id, { outcome: null });
  const found = passed ? '抽查属实' : '抽查不属实，请现场检查并重新登记';
  await recordStep(context, hazard, {
    action: '抽样复核',
    note: joinNote([found, result.officers, result.note]),
  });
}
