import { sql } from 'kysely';
import { newUid } from '../../platform/new-uid.ts';
import { toTextList } from '../schema/id-list.ts';
import type { NewRecord, Read, RowChanges, Write } from '../schema/schema.ts';
import { isOpenHazard } from './hazard-state.ts';

/** Of the hazard, else of what is about none; beside the school what somebody said of the place. */
const handingPlaceName = sql<string>`coalesce("venues"."name",
  nullif(coalesce("hazards"."placeText", "handings"."placeText"), ''), "schools"."name", '')`;

/** What was handed over, with the hazard and the meeting that it is about, the latest first; urges are told of what they urge. */
function handingsWithThings(db: Read) {
  return db
    .selectFrom('handings')
    .leftJoin('hazards', 'hazards.id', 'handings.hazardId')
    .leftJoin('venues', (join) =>
      join.onRef('venues.id', '=', sql`coalesce("hazards"."venueId", "handings"."venueId")`),
    )
    .leftJoin('schools', (join) =>
      join.onRef('schools.id', '=', sql`coalesce("hazards"."schoolId", "handings"."schoolId")`),
    )
    .leftJoin('meetings', 'meetings.id', 'handings.meetingId')
    .selectAll('handings')
    .select([
      'hazards.code as code',
      'hazards.state as state',
      handingPlaceName.as('placeName'),
      'schools.name as schoolName',
      'hazards.description as description',
      'meetings.title as meeting',
    ])
    .where('handings.kind', '!=', 'urge')
    .orderBy('handings.handedAt', 'desc')
    .orderBy('handings.id', 'desc');
}
export type ListedHanding = Awaited<ReturnType<ReturnType<typeof handingsWithThings>['execute']>>[number];

/** What was handed over about a hazard, or all of it; `standing` alone what has not ended, about hazards that are open. */
export async function selectHandings(
  db: Read,
  { hazardId, standing }: { readonly hazardId: number | null; readonly standing: boolean },
): Promise<ListedHanding[]> {
  let rows = handingsWithThings(db);
  if (hazardId !== null) rows = rows.where('handings.hazardId', '=', hazardId);
  if (standing)
    rows = rows
      .where('ended', '=', '')
      .where(({ or, eb }) => or([eb('handings.hazardId', 'is', null), isOpenHazard()]));
  return await rows.execute();
}

/** What waits for some bodies and is not theirs to put right as a whole: whistles, help, decisions; by their numbers. */
export async function selectWaitingAt(db: Read, bodies: readonly string[]): Promise<number[]> {
  const rows = await db
    .selectFrom('handings')
    .leftJoin('hazards', 'hazards.id', 'handings.hazardId')
    .select('handings.id')
    .where('handings.toBody', 'in', toTextList(bodies))
    .where('handings.kind', 'in', ['whistle', 'assist', 'task'])
    .where('handings.ended', '=', '')
    .where(({ or, eb }) => or([eb('handings.hazardId', 'is', null), isOpenHazard()]))
    .orderBy('handings.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Every handing about a hazard, urges among them, the first one first. */
export async function selectHandingsOf(db: Read, hazardId: number) {
  return await db.selectFrom('handings').selectAll().where('hazardId', '=', hazardId).orderBy('id').execute();
}

/** Every handing about a school itself and no hazard, the first one first. */
export async function selectHandingsAt(db: Read, schoolId: number) {
  return await db
    .selectFrom('handings')
    .selectAll()
    .where('schoolId', '=', schoolId)
    .where('hazardId', 'is', null)
    .orderBy('id')
    .execute();
}

/** How often what was handed over was urged, and when last, by its number. */
export async function countUrges(db: Read): Promise<Map<number, { urges: number; urgedAt: string }>> {
  const rows = await db
    .selectFrom('handings')
    .select([
      'about',
      ({ fn }) => fn.countAll<number>().as('urges'),
      ({ fn }) => fn.max('handedAt').as('urgedAt'),
    ])
    .where('about', 'is not', null)
    .$narrowType<{ about: number }>()
    .groupBy('about')
    .execute();
  return new Map(rows.map(({ about, urges, urgedAt }) => [about, { urges, urgedAt }]));
}

/** What was handed over, with the state of the hazard that it is about, null where it is about none; undefined where there is no such thing. */
export async function findHanding(db: Read, id: number) {
  return await db
    .selectFrom('handings')
    .leftJoin('hazards', 'hazards.id', 'handings.hazardId')
    .selectAll('handings')
    .select('hazards.state as state')
    .where('handings.id', '=', id)
    .executeTakeFirst();
}
export type FoundHanding = NonNullable<Awaited<ReturnType<typeof findHanding>>>;

export async function insertHandings(db: Write, rows: readonly NewRecord<'handings'>[]): Promise<number[]> {
  const added = await db
    .insertInto('handings')
    .values(rows.map((row) => ({ ...row, uid: newUid() })))
    .returning('id')
    .execute();
  return added.map(({ id }) => id);
}

export async function updateHanding(db: Write, id: number, values: RowChanges<'handings'>): Promise<void> {
  await db.updateTable('handings').set(values).where('id', '=', id).execute();
}

export async function removeHanding(db: Write, id: number): Promise<void> {
  await db.deleteFrom('handings').where('id', '=', id).execute();
}

/** What meetings decided, in the order in which it was written down. */
export async function selectDecisions(db: Read) {
  return await db
    .selectFrom('handings')
    .leftJoin('hazards', 'hazards.id', 'handings.hazardId')
    .selectAll('handings')
    .select(['hazards.code as code', 'hazards.state as state'])
    .where('handings.kind', '=', 'task')
    .orderBy('handings.id')
    .execute();
}
export type SelectedDecision = Awaited<ReturnType<typeof selectDecisions>>[number];
