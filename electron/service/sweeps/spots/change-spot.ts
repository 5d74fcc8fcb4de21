import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import {
  earliestDay,
  stepsFrom,
  type TroubleSpotStep,
  troubleSpotState,
  troubleSpotStateNames,
  troubleSpotStepNames,
} from '#shared/ledger/trouble-spot.ts';
import { hasRow } from '../../db/queries/scope-places.ts';
import {
  putToSpot,
  selectPutRecords,
  takeFromSpot,
  updateTroubleSpot,
} from '../../db/queries/trouble-spots.ts';
import type { RowChanges } from '../../db/schema/schema.ts';
import { requireSpot } from '../../places/editing/save-trouble-spot.ts';
import type { CommandContext } from '../../workspace/context.ts';

/** 挂牌, 摘牌, or the end without either. Errors: TROUBLE_SPOT_UNKNOWN, TROUBLE_SPOT_STEP, TROUBLE_SPOT_DAY, TROUBLE_SPOT_EVALUATION. */
export async function stepSpot(
  context: CommandContext,
  { id, step, on, grade, evaluation }: ParsedInputOf<'troubleSpots.step'>,
): Promise<void> {
  const { db, today } = context;
  const spot = await requireSpot(context, id);
  const state = troubleSpotState(spot);
  const name = troubleSpotStepNames[step];
  if (!stepsFrom(state).includes(step))
    throw new CodedError('TROUBLE_SPOT_STEP', {
      ...{ name: spot.name, state: troubleSpotStateNames[state], step: name },
      ...(stepsFrom(state).length === 0 && { again: '是' }),
    });
  const from = earliestDay(spot);
  if (on < from || on > today) throw new CodedError('TROUBLE_SPOT_DAY', { on, from, to: today });
  const said = evaluation || spot.evaluation;
  if (step !== 'list' && said === '') throw new CodedError('TROUBLE_SPOT_EVALUATION', { step: name });
  context.recordBefore(spot);
  await updateTroubleSpot(db, id, {
    ...dayOfStep(step, on),
    ...(step === 'list' ? { grade } : { evaluation: said }),
  });
}

function dayOfStep(step: TroubleSpotStep, on: string): RowChanges<'troubleSpots'> {
  if (step === 'list') return { listedOn: on };
  return step === 'delist' ? { delistedOn: on } : { settledOn: on };
}

/** Puts a hazard or a visit to it, or takes it back. Errors: TROUBLE_SPOT_UNKNOWN, HAZARD_UNKNOWN, VISIT_UNKNOWN. */
export async function putRecord(
  context: CommandContext,
  { id, kind, recordId, belongs }: ParsedInputOf<'troubleSpots.put'>,
): Promise<void> {
  const { db } = context;
  await requireSpot(context, id);
  const isHazard = kind === 'hazard';
  if (belongs) {
    if (!(await hasRow(db, isHazard ? 'hazards' : 'visits', recordId)))
      throw new CodedError(isHazard ? 'HAZARD_UNKNOWN' : 'VISIT_UNKNOWN', { id: recordId });
    await putToSpot(db, {
      spotId: id,
      hazardId: isHazard ? recordId : null,
      visitId: isHazard ? null : recordId,
    });
    return;
  }
  const known = (await selectPutRecords(db, id)).find(
    (put) => (isHazard ? put.hazardId : put.visitId) === recordId,
  );
  if (!known) return;
  context.recordBefore(known);
  await takeFromSpot(db, known.id);
}
