import { sql } from 'kysely';
import { likeText, listed } from '../schema/id-list.ts';
import type { Read } from '../schema/schema.ts';

/** Venues without a position, or whose address has changed since they were placed. */
function unplaced(db: Read) {
  return db
    .selectFrom('venues')
    .where((where) =>
      where.or([where('venues.lng', 'is', null), where('venues.positionSource', '=', 'unknown')]),
    );
}

export async function selectUnplaced(
  db: Read,
  categories: readonly string[],
  { text, limit, offset }: { text: string; limit: number; offset: number },
) {
  const like = likeText(text);
  const wanted =
    text === ''
      ? unplaced(db)
      : unplaced(db).where(sql<boolean>`(venues.name || ' ' || venues.address) like ${like} escape '\\'`);
  return await wanted
    .select(['id', 'name', 'address', 'category', 'lng', 'lat'])
    .orderBy(sql`venues.category in (select value from json_each(${JSON.stringify(categories)}))`, 'desc')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute();
}

export async function selectAllUnplaced(db: Read) {
  return await unplaced(db).select(['id', 'address']).orderBy('id').execute();
}

/** Venues whose present address no online service was asked for yet; governed categories first. */
export async function selectUnasked(db: Read, categories: readonly string[]) {
  return await unplaced(db)
    .leftJoin('geocodings', (join) =>
      join.onRef('geocodings.venueId', '=', 'venues.id').onRef('geocodings.address', '=', 'venues.address'),
    )
    .select(['venues.id', 'venues.address'])
    .where('geocodings.venueId', 'is', null)
    .where('venues.address', '!=', '')
    .orderBy(sql`venues.category in (select value from json_each(${JSON.stringify(categories)}))`, 'desc')
    .orderBy('venues.id')
    .execute();
}

export async function selectVenuesById(db: Read, ids: readonly number[]) {
  return await db.selectFrom('venues').selectAll().where('id', 'in', listed(ids)).execute();
}
