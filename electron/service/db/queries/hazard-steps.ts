import type { HazardState } from '#shared/ledger/hazard.ts';
import { newUid } from '../../platform/new-uid.ts';
import { toIdList } from '../schema/id-list.ts';
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

/** The state that a hazard had when it was voided last; undefined where it never was. */
export async function findStateBeforeVoiding(db: Read, hazardId: number): Promise<HazardState | undefined> {
  const step = await db
    .selectFrom('hazardEvents')
    .select('fromState')
    .where('hazardId', '=', hazardId)
    .where('toState', '=', 'voided')
    .where('fromState', 'not in', ['', 'voided'])
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return step?.fromState === '' ? undefined : step?.fromState;
}

/** What the history of a hazard begins with that a list brought. */
export const LISTED_STEP = '台账导入';

/** Forgets that a list brought hazards, which go with it; what people did since stays, and keeps them. */
export async function removeListedSteps(db: Write, hazardIds: readonly number[]): Promise<void> {
  await db
    .deleteFrom('hazardEvents')
    .where('hazardId', 'in', toIdList(hazardIds))
    .where('action', '=', LISTED_STEP)
    .execute();
}

/** Adds steps to the history of hazards, in their order; their numbers. */
export async function insertHazardSteps(
  db: Write,
  steps: readonly NewRecord<'hazardEvents'>[],
): Promise<number[]> {
  const rows = await db
    .insertInto('hazardEvents')
    .values(steps.map((step) => ({ ...step, uid: newUid() })))
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
