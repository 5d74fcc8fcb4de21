import { sql, type Updateable } from 'kysely';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import type { NewRow, Read, Schema, Write } from '../schema/schema.ts';
import { readStored } from '../schema/stored-values.ts';
import { isAnswered } from './answered-stops.ts';
import { isCountedHazard } from './hazard-state.ts';

/** Sweeps with their counts, newest period first. */
export async function selectSweeps(db: Read, id?: number) {
  const all = db
    .selectFrom('sweeps')
    .selectAll()
    .select([
      sql<number>`(select count(*) from "stops" where "sweepId" = "sweeps"."id" and "skipped" = '')`.as(
        'stops',
      ),
      sql<number>`(select count(*) from "stops" where "sweepId" = "sweeps"."id" and "skipped" <> '')`.as(
        'skipped',
      ),
      sql<number>`(select count(*) from "stops" where "sweepId" = "sweeps"."id" and ${isAnswered})`.as(
        'visited',
      ),
      sql<number>`(select count(*) from "hazards" join "visits" on "visits"."id" = "hazards"."visitId"
        join "stops" on "stops"."id" = "visits"."stopId" where "stops"."sweepId" = "sweeps"."id"
        and ${isCountedHazard()})`.as('hazards'),
    ])
    .orderBy('period', 'desc')
    .orderBy('id', 'desc');
  const rows = await (id === undefined ? all : all.where('id', '=', id)).execute();
  return rows.map((row) => ({
    ...row,
    agencies: readStored('sweeps.agencies', row.agencies),
    focusTopics: readStored('sweeps.focusTopics', row.focusTopics),
    caps: readStored('sweeps.caps', row.caps),
  }));
}

/** A sweep as it is stored; undefined where there is none. */
export async function findSweep(db: Read, id: number) {
  return await db.selectFrom('sweeps').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Adds a sweep; its id. */
export async function insertSweep(db: Write, sweep: NewRow<'sweeps'>): Promise<number> {
  const { id } = await db.insertInto('sweeps').values(sweep).returning('id').executeTakeFirstOrThrow();
  return id;
}

export async function updateSweep(
  db: Write,
  id: number,
  values: Updateable<Schema['sweeps']>,
): Promise<void> {
  await db.updateTable('sweeps').set(values).where('id', '=', id).execute();
}

/** Sweeps that have a day in a span of days. */
export async function selectSweepsIn(db: Read, { from, to }: PeriodDates) {
  return await db
    .selectFrom('sweeps')
    .selectAll()
    .where('startsOn', '<=', to)
    .where('endsOn', '>=', from)
    .orderBy('id')
    .execute();
}

/** How much rests on a sweep: visits to its stops, and packets that left. */
export async function countOnSweep(db: Read, id: number): Promise<{ visits: number; packets: number }> {
  const { visits } = await db
    .selectFrom('visits')
    .innerJoin('stops', 'stops.id', 'visits.stopId')
    .select((select) => select.fn.countAll<number>().as('visits'))
    .where('stops.sweepId', '=', id)
    .executeTakeFirstOrThrow();
  const { packets } = await db
    .selectFrom('packets')
    .select((select) => select.fn.countAll<number>().as('packets'))
    .where('sweepId', '=', id)
    .executeTakeFirstOrThrow();
  return { visits, packets };
}

/** Removes a sweep with its stops, its teams and their members; nothing may rest on it. */
export async function deleteSweep(db: Write, id: number): Promise<void> {
  await db.deleteFrom('stops').where('sweepId', '=', id).execute();
  await db
    .deleteFrom('members')
    .where('teamId', 'in', (select) => select.selectFrom('teams').select('id').where('sweepId', '=', id))
    .execute();
  await db.deleteFrom('teams').where('sweepId', '=', id).execute();
  await db.deleteFrom('sweeps').where('id', '=', id).execute();
}
