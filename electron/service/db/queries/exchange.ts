import { toIdList } from '../schema/id-list.ts';
import type { NewRow, Read, Write } from '../schema/schema.ts';
import { hazardPlaceName, hazardsWithPlaces, placeColumns } from './place-of-record.ts';

/** Hazards and 线索 as other systems are told of them, by their numbers. */
export async function selectEventRows(db: Read) {
  return await hazardsWithPlaces(db)
    .selectAll('hazards')
    .select([
      hazardPlaceName.as('placeName'),
      placeColumns.address.as('address'),
      placeColumns.lng.as('lng'),
      placeColumns.lat.as('lat'),
      'schools.name as schoolName',
      'schools.schoolCode as schoolCode',
    ])
    .orderBy('hazards.id')
    .execute();
}
export type EventRow = Awaited<ReturnType<typeof selectEventRows>>[number];

/** What the last re-inspection of each hazard found, by its number. */
export async function selectLastFacts(db: Read): Promise<Map<number, string>> {
  const rows = await db.selectFrom('reinspections').select(['hazardId', 'facts']).orderBy('id').execute();
  return new Map(rows.map(({ hazardId, facts }) => [hazardId, facts]));
}

/** What a system was told last, by hazard. */
export async function selectSent(db: Read, system: string) {
  const rows = await db.selectFrom('exchangeSent').selectAll().where('system', '=', system).execute();
  return new Map(rows.map((row) => [row.hazardId, row]));
}

/** Keeps what a system was told of a hazard. */
export async function putSent(db: Write, sent: NewRow<'exchangeSent'>): Promise<void> {
  const { revision, contentHash, sentAt } = sent;
  await db
    .insertInto('exchangeSent')
    .values(sent)
    .onConflict((conflict) =>
      conflict.columns(['system', 'hazardId']).doUpdateSet({ revision, contentHash, sentAt }),
    )
    .execute();
}

/** Events that a system told, the latest version of each number last. */
export async function selectReceived(db: Read, system: string) {
  return await db
    .selectFrom('exchangeEvents')
    .selectAll()
    .where('system', '=', system)
    .orderBy('id')
    .execute();
}
export type ReceivedEvent = Awaited<ReturnType<typeof selectReceived>>[number];

export async function insertReceived(db: Write, event: NewRow<'exchangeEvents'>): Promise<void> {
  await db.insertInto('exchangeEvents').values(event).execute();
}

/** What systems said of hazards and waits for a person, the earliest first. */
export async function selectWaitingReplies(db: Read) {
  return await db
    .selectFrom('exchangeEvents')
    .innerJoin('hazards', 'hazards.id', 'exchangeEvents.hazardId')
    .leftJoin('venues', 'venues.id', 'hazards.venueId')
    .leftJoin('schools', 'schools.id', 'hazards.schoolId')
    .select([
      'exchangeEvents.id as id',
      'hazardId',
      'hazards.code as code',
      hazardPlaceName.as('placeName'),
      'system',
      'number',
      'receivedAt',
      'content',
      'hazards.state as here',
    ])
    .where('reply', '=', 'waiting')
    .orderBy('exchangeEvents.id')
    .execute();
}

export async function findReceived(db: Read, id: number) {
  return await db.selectFrom('exchangeEvents').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function settleReceived(
  db: Write,
  id: number,
  settled: { reply: 'confirmed' | 'refused'; settledAt: string; settledBy: string; settledNote: string },
): Promise<void> {
  await db.updateTable('exchangeEvents').set(settled).where('id', '=', id).execute();
}

/** The events that a batch brought. */
export async function selectEventsOfBatch(db: Read, batchId: number) {
  return await db
    .selectFrom('exchangeEvents')
    .select(['id', 'hazardId', 'eventId', 'reply'])
    .where('batchId', '=', batchId)
    .execute();
}

/** How many of some hazards have steps after the given ones: somebody went on with them. */
export async function countGoneOn(
  db: Read,
  steps: readonly { readonly hazardId: number; readonly eventId: number | null }[],
): Promise<number> {
  let count = 0;
  for (const { hazardId, eventId } of steps) {
    if (eventId === null) continue;
    const later = await db
      .selectFrom('hazardEvents')
      .select('id')
      .where('hazardId', '=', hazardId)
      .where('id', '>', eventId)
      .limit(1)
      .executeTakeFirst();
    if (later) count += 1;
  }
  return count;
}

/** Forgets the events of a batch, and the steps by which they were told. */
export async function removeEventsOfBatch(
  db: Write,
  batchId: number,
  steps: readonly number[],
): Promise<void> {
  await db.deleteFrom('exchangeEvents').where('batchId', '=', batchId).execute();
  await db.deleteFrom('hazardEvents').where('id', 'in', toIdList(steps)).execute();
}
