import { toIdList } from '../schema/id-list.ts';
import type { Read, RowChanges, Write } from '../schema/schema.ts';

/** The name and the position of a venue; undefined where there is none with this id. */
export async function selectLocatedVenue(db: Read, id: number) {
  return await db.selectFrom('venues').select(['name', 'lng', 'lat']).where('id', '=', id).executeTakeFirst();
}

/** A venue with all its columns; undefined where there is none with this id. */
export async function selectVenue(db: Read, id: number) {
  return await db.selectFrom('venues').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Venues with some columns that a duplicate is told by, and the file that each came from last. */
export async function selectComparedVenues(db: Read) {
  return await db
    .selectFrom('venues')
    .leftJoin('batches', 'batches.id', 'venues.batchId')
    .select(['venues.id', 'name', 'uscc', 'regNo', 'address', 'category', 'legalPerson', 'phone', 'status'])
    .select(['establishedOn', 'lng', 'lat', 'positionSource', 'vanishedIn', 'batches.fileName'])
    .execute();
}

/** Changes columns of a venue. */
export async function updateVenue(db: Write, id: number, values: RowChanges<'venues'>): Promise<void> {
  await db.updateTable('venues').set(values).where('id', '=', id).execute();
}

/** Name, address, category and position of some venues, by id. */
export async function selectShortVenues(db: Read, ids: readonly number[]) {
  const rows = await db
    .selectFrom('venues')
    .select(['id', 'name', 'address', 'category', 'lng', 'lat'])
    .where('id', 'in', toIdList(ids))
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Some venues after one, by id, with what decides their category. */
export async function selectClassifiedVenues(db: Read, after: number, limit: number) {
  return await classifiedVenues(db).where('id', '>', after).orderBy('id').limit(limit).execute();
}

export type ClassifiedVenue = Awaited<ReturnType<typeof selectClassifiedVenues>>[number];

/** The same of some venues. */
export async function selectClassifiedById(db: Read, ids: readonly number[]): Promise<ClassifiedVenue[]> {
  return await classifiedVenues(db).where('id', 'in', toIdList(ids)).orderBy('id').execute();
}

function classifiedVenues(db: Read) {
  return db
    .selectFrom('venues')
    .select(['id', 'name', 'listedCategory', 'scope', 'industryCode', 'category', 'categoryScore'])
    .select(['categoryReason', 'categorySuggested', 'furtherKinds', 'held']);
}
