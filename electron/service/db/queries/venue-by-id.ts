import type { Read } from '../schema/schema.ts';

/** The name and the position of a venue; undefined where there is none with this id. */
export async function selectLocatedVenue(db: Read, id: number) {
  return await db.selectFrom('venues').select(['name', 'lng', 'lat']).where('id', '=', id).executeTakeFirst();
}

/** A venue with all its columns; undefined where there is none with this id. */
export async function selectVenue(db: Read, id: number) {
  return await db.selectFrom('venues').selectAll().where('id', '=', id).executeTakeFirst();
}
