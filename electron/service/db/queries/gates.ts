import type { Read, Write } from '../schema/schema.ts';
import { isOpenHazard } from './hazard-state.ts';

/** Open hazards that stand for gaps: by gate and requirement. */
export async function selectGapHazards(db: Read): Promise<Map<string, { id: number; code: string }>> {
  const rows = await db
    .selectFrom('hazards')
    .select(['id', 'code', 'gateId', 'requirementId'])
    .where('gateId', 'is not', null)
    .where(isOpenHazard())
    .execute();
  return new Map(
    rows.map(({ id, code, gateId, requirementId }) => [`${gateId} ${requirementId}`, { id, code }]),
  );
}

export async function selectGatePlan(db: Read, gateId: number) {
  return await db.selectFrom('gatePlans').selectAll().where('gateId', '=', gateId).executeTakeFirst();
}

export async function saveGatePlan(
  db: Write,
  plan: {
    gateId: number;
    restrictions: string;
    oneWay: string;
    waiting: string;
    note: string;
    updatedAt: string;
    updatedBy: string;
  },
): Promise<void> {
  const { gateId: _, ...values } = plan;
  await db
    .insertInto('gatePlans')
    .values(plan)
    .onConflict((conflict) => conflict.column('gateId').doUpdateSet(values))
    .execute();
}

/** A gate with all its columns; undefined where there is none with this id. */
export async function selectGate(db: Read, id: number) {
  return await db.selectFrom('gates').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Gates of a school, main ones first. */
export async function selectGatesOfSchool(db: Read, schoolId: number) {
  return await db
    .selectFrom('gates')
    .selectAll()
    .where('schoolId', '=', schoolId)
    .orderBy('isMain', 'desc')
    .execute();
}

/** Removes a gate; findings that were measured from it wait to be measured again. */
export async function removeGate(db: Write, id: number): Promise<void> {
  await db.updateTable('findings').set({ gateId: null }).where('gateId', '=', id).execute();
  await db.deleteFrom('gates').where('id', '=', id).execute();
}
