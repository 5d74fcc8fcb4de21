import { CodedError } from '#shared/contract/errors.ts';
import { type HazardState, hazardStateNames, isCounted, isUnverified } from '#shared/ledger/hazard.ts';
import { insertHazardSteps } from '../../db/queries/hazard-steps.ts';
import { findHazard } from '../../db/queries/hazards.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { CommandContext } from '../../workspace/context.ts';

/** A hazard as it is stored, also one that was voided. Errors: HAZARD_UNKNOWN. */
export async function requireAnyHazard(db: Read, id: number) {
  const hazard = await findHazard(db, id);
  if (!hazard) throw new CodedError('HAZARD_UNKNOWN', { id });
  return hazard;
}
export type Hazard = Awaited<ReturnType<typeof requireAnyHazard>>;

/** A hazard that something can be done with. Errors: HAZARD_UNKNOWN, HAZARD_VOIDED, HAZARD_NOT_VERIFIED. */
export async function requireHazard(db: Read, id: number): Promise<Hazard> {
  const hazard = await requireAnyHazard(db, id);
  refuseUnverified(hazard);
  if (!isCounted(hazard.state)) throw new CodedError('HAZARD_VOIDED', { code: hazard.code });
  return hazard;
}

/** Nothing is done about what somebody only said. Errors: HAZARD_NOT_VERIFIED. */
export function refuseUnverified({ state, code }: Pick<Hazard, 'state' | 'code'>): void {
  if (isUnverified(state))
    throw new CodedError('HAZARD_NOT_VERIFIED', { code, state: hazardStateNames[state] });
}

/** Something that was done with a hazard. */
export interface HazardStep {
  readonly action: string;
  readonly note: string;
  /** The state that it led to; the state stays where none is given. */
  readonly toState?: HazardState;
  /** The re-inspection that it was, or that proves it. */
  readonly reinspectionId?: number | null;
}

/** Adds a step to the history of a hazard, which is given as it was before; the trail keeps that too. The number of the step. */
export async function recordStep(
  context: Pick<CommandContext, 'db' | 'now' | 'actor' | 'recordBefore'>,
  hazard: Hazard,
  { action, note, toState = hazard.state, reinspectionId = null }: HazardStep,
): Promise<number> {
  const { db, now, actor } = context;
  const at = now.toISOString();
  const [id = 0] = await insertHazardSteps(db, [
    {
      hazardId: hazard.id,
      at,
      actor,
      action,
      fromState: hazard.state,
      toState,
      note,
      visitId: null,
      reinspectionId,
    },
  ]);
  context.recordBefore(hazard);
  return id;
}

/** Several parts of a note as one text; empty ones are left out. */
export function joinNote(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('；');
}
