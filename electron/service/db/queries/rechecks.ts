import type { Updateable } from 'kysely';
import type { NewRow, Read, Schema, Write } from '../schema/schema.ts';
import { isCountedHazard } from './hazard-state.ts';
import { hazardPlaceName } from './place-of-record.ts';

/** Sampled checks with the code, class and place of their hazard: open ones first, then by the day of the check. */
export async function selectRechecks(db: Read) {
  return await db
    .selectFrom('rechecks')
    .innerJoin('hazards', 'hazards.id', 'rechecks.hazardId')
    .leftJoin('venues', 'venues.id', 'hazards.venueId')
    .leftJoin('schools', 'schools.id', 'hazards.schoolId')
    .where(isCountedHazard())
    .selectAll('rechecks')
    .select(['hazards.code as code', 'hazards.outcome as outcome', hazardPlaceName.as('placeName')])
    .orderBy('rechecks.checkedOn', 'asc')
    .orderBy('rechecks.id', 'desc')
    .execute();
}

/** A sampled check as it is stored; undefined where there is none. */
export async function findRecheck(db: Read, id: number) {
  return await db.selectFrom('rechecks').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Ids of the hazards that a sample can be drawn from: said to be dealt with, and drawn for no open check. */
export async function selectHazardsToSample(db: Read): Promise<number[]> {
  const rows = await db
    .selectFrom('hazards')
    .select('id')
    .where('outcome', 'in', ['resolved', 'resolving'])
    .where(isCountedHazard())
    .where('id', 'not in', (select) =>
      select.selectFrom('rechecks').select('hazardId').where('checkedOn', 'is', null),
    )
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

export async function insertRecheck(db: Write, recheck: NewRow<'rechecks'>): Promise<void> {
  await db.insertInto('rechecks').values(recheck).execute();
}

export async function updateRecheck(
  db: Write,
  id: number,
  values: Updateable<Schema['rechecks']>,
): Promise<void> {
  await db.updateTable('rechecks').set(values).where('id', '=', id).execute();
}
