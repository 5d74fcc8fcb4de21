import { toIdList } from '../schema/id-list.ts';
import type { NewRow, Read, Write } from '../schema/schema.ts';

/** Rounds of forms, the latest first. */
export async function selectCheckRounds(db: Read) {
  return await db.selectFrom('checkRounds').selectAll().orderBy('id', 'desc').execute();
}

export async function findCheckRound(db: Read, id: number) {
  return await db.selectFrom('checkRounds').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertCheckRound(db: Write, round: NewRow<'checkRounds'>): Promise<number> {
  const { id } = await db.insertInto('checkRounds').values(round).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** Forms that were read, the first one first. */
export async function selectSelfChecks(db: Read) {
  return await db.selectFrom('selfChecks').selectAll().orderBy('id').execute();
}

export async function insertSelfCheck(db: Write, check: NewRow<'selfChecks'>): Promise<void> {
  await db.insertInto('selfChecks').values(check).execute();
}

/** What a batch read of forms goes with it. */
export async function removeSelfChecks(db: Write, batchId: number): Promise<void> {
  await db.deleteFrom('selfChecks').where('batchId', '=', batchId).execute();
}

/** Names of the places that forms are for. */
export async function selectFormPlaces(db: Read, of: 'schools' | 'regions', ids: readonly number[]) {
  return of === 'schools'
    ? await db
        .selectFrom('schools')
        .select(['id', 'name'])
        .where('id', 'in', toIdList(ids))
        .orderBy('id')
        .execute()
    : await db
        .selectFrom('regions')
        .select(['id', 'name'])
        .where('id', 'in', toIdList(ids))
        .orderBy('id')
        .execute();
}

/** Everybody who can be given a form. */
export async function selectAllFormPlaces(db: Read, of: 'schools' | 'regions'): Promise<number[]> {
  const rows =
    of === 'schools'
      ? await db.selectFrom('schools').select('id').orderBy('id').execute()
      : await db.selectFrom('regions').select('id').where('level', '=', '社区').orderBy('id').execute();
  return rows.map(({ id }) => id);
}
