import { CodedError } from '#shared/contract/errors.ts';
import { type HazardAction, type HazardState, hazardActionNames, transition } from '#shared/ledger/hazard.ts';
import { closingRefusal } from '#shared/ledger/reinspection.ts';
import type { Officer } from '#shared/sweeps/visit-rules.ts';
import { insertHazardSteps } from '../../db/queries/hazard-steps.ts';
import { updateHazard } from '../../db/queries/hazards.ts';
import { insertReinspection } from '../../db/queries/reinspections.ts';
import { writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { refusalError } from './change-state.ts';
import { joinNote, requireHazard } from './record-step.ts';

/** What was seen on the spot: by whom, between which local times, and how the hazard was put right. */
interface SeenOnSpot {
  readonly officers: readonly Officer[];
  readonly startedAt: string;
  readonly endedAt: string;
  readonly account: string;
}

/** The way to 待复查, after which the look that the officers took closes it. */
const STEPS = ['startRectifying', 'submitForReinspection'] as const satisfies readonly HazardAction[];

/**
 * 当场整改: a hazard that was put right while the officers stood by goes its whole way at once, each step on record, and is
 * closed by their look at the end of the visit. The same holds as elsewhere: somebody is responsible, and is none of those
 * who looked; what is grave is looked at again another day. Errors: HAZARD_ON_SPOT_GRAVE, HAZARD_RESPONSIBLE_REQUIRED,
 * those of `refusalError`.
 */
export async function putRightOnSpot(
  { db, now, actor }: Pick<CommandContext, 'db' | 'now' | 'actor'>,
  id: number,
  { officers, startedAt, endedAt, account }: SeenOnSpot,
): Promise<void> {
  const hazard = await requireHazard(db, id);
  if (hazard.level === '重大') throw new CodedError('HAZARD_ON_SPOT_GRAVE');
  if (hazard.state === 'found') throw new CodedError('HAZARD_RESPONSIBLE_REQUIRED');
  const look = { startedAt: endedAt, endedAt, result: '已整改' as const, facts: account };
  const reinspectionId = await insertReinspection(db, {
    ...look,
    hazardId: id,
    visitId: null,
    officers: writeStored('visits.officers', [...officers]),
    recordedAt: now.toISOString(),
  });
  const seen = { id: reinspectionId, ...look, officers: officers.map(({ name }) => name) };
  const refusal = closingRefusal(seen, { ...hazard, foundAt: startedAt, reinspections: [seen] });
  const step = { hazardId: id, at: now.toISOString(), actor, visitId: null };
  let state: HazardState = hazard.state;
  for (const action of [...STEPS, 'close' as const]) {
    const next = transition({ state, action, refusal });
    if ('refusal' in next) throw refusalError(next.refusal, { ...hazard, state, action });
    const isLook = action === 'close';
    await insertHazardSteps(db, [
      {
        ...step,
        action: hazardActionNames[action],
        fromState: state,
        toState: next.state,
        note: isLook ? joinNote(['当场整改', account]) : '当场整改',
        reinspectionId: isLook ? reinspectionId : null,
      },
    ]);
    state = next.state;
  }
  await updateHazard(db, id, { state, closedOn: endedAt.slice(0, 10) });
}
