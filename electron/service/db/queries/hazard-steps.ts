import { newUid } from '../../platform/new-uid.ts';
import type { NewRecord, Read, Write } from '../schema/schema.ts';

/** The history of a hazard: the steps taken on it, the first one first. */
export async function selectHazardSteps(db: Read, hazardId: number) {
  return await db
    .selectFrom('hazardEvents')
    .selectAll()
    .where('hazardId', '=', hazardId)
    .orderBy('id')
    .execute();
}

/** Adds steps to the history of hazards, in their order. */
export async function insertHazardSteps(
  db: Write,
  steps: readonly NewRecord<'hazardEvents'>[],
): Promise<void> {
  await db
    .insertInto('hazardEvents')
    .values(steps.map((step) => ({ ...step, uid: newUid() })))
    .execute();
}
