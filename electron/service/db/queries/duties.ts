import type { Selectable } from 'kysely';
import { toIdList } from '../schema/id-list.ts';
import type { NewRow, Read, Schema, Write } from '../schema/schema.ts';
import { readStored } from '../schema/stored-values.ts';

/** Posts of a gate, or of all gates, in the order of the day. */
export async function selectDuties(db: Read, gateId?: number) {
  const all = db.selectFrom('duties').selectAll().orderBy('period').orderBy('from').orderBy('id');
  const rows = await (gateId === undefined ? all : all.where('gateId', '=', gateId)).execute();
  return rows.map(toDuty);
}

function toDuty({ weekdays, ...duty }: Selectable<Schema['duties']>) {
  return { ...duty, weekdays: readStored('duties.weekdays', weekdays) };
}

/** One post as it is stored; undefined where there is none with this id. */
export async function selectDuty(db: Read, id: number) {
  return await db.selectFrom('duties').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Who stands at some posts, or stands in, by the ids of the posts; those that are gone have nobody. */
export async function selectPersonsById(
  db: Read,
  ids: readonly number[],
  column: 'person' | 'substitute',
): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('duties')
    .select(['id', `${column} as name`])
    .where('id', 'in', toIdList(ids))
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Adds a post; its id. */
export async function insertDuty(db: Write, duty: NewRow<'duties'>): Promise<number> {
  const { id } = await db.insertInto('duties').values(duty).returning('id').executeTakeFirstOrThrow();
  return id;
}

export async function updateDuty(db: Write, id: number, duty: NewRow<'duties'>): Promise<void> {
  await db.updateTable('duties').set(duty).where('id', '=', id).execute();
}

export async function removeDuty(db: Write, id: number): Promise<void> {
  await db.deleteFrom('duties').where('id', '=', id).execute();
}
