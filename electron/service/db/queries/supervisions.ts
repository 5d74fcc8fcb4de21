import type { Updateable } from 'kysely';
import { newUid } from '../../platform/new-uid.ts';
import type { NewRecord, Read, Schema, Write } from '../schema/schema.ts';

/** Every time that a hazard was put under 挂牌督办, the latest first. */
export async function selectSupervisions(db: Read, hazardId: number) {
  return await db
    .selectFrom('supervisions')
    .selectAll()
    .where('hazardId', '=', hazardId)
    .orderBy('id', 'desc')
    .execute();
}

/** The 挂牌督办 that a hazard is under now; undefined where it is under none. */
export async function findStandingSupervision(db: Read, hazardId: number) {
  return await db
    .selectFrom('supervisions')
    .selectAll()
    .where('hazardId', '=', hazardId)
    .where('delistedOn', 'is', null)
    .executeTakeFirst();
}

/** How many hazards are under 挂牌督办 now. */
export async function countSupervised(db: Read): Promise<number> {
  const row = await db
    .selectFrom('supervisions')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('delistedOn', 'is', null)
    .executeTakeFirstOrThrow();
  return row.n;
}

export async function insertSupervision(db: Write, supervision: NewRecord<'supervisions'>): Promise<void> {
  await db
    .insertInto('supervisions')
    .values({ ...supervision, uid: newUid() })
    .execute();
}

export async function updateSupervision(
  db: Write,
  id: number,
  values: Updateable<Schema['supervisions']>,
): Promise<void> {
  await db.updateTable('supervisions').set(values).where('id', '=', id).execute();
}
