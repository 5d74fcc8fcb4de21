import { sql } from 'kysely';
import { toIdList } from '../schema/id-list.ts';
import type { Read } from '../schema/schema.ts';
import { selectElsewhere } from './geocodings.ts';
import { suggestedOf } from './venue-particulars.ts';

/**
 * Venues without a position, or whose address has changed since they were placed: those that wait for one, or those
 * that a person has said to lie elsewhere.
 */
function unplaced(db: Read, elsewhere: boolean) {
  return db
    .selectFrom('venues')
    .where((where) =>
      where.or([where('venues.lng', 'is', null), where('venues.positionSource', '=', 'unknown')]),
    )
    .where('venues.id', elsewhere ? 'in' : 'not in', selectElsewhere(db));
}

/** All of them, with what tells of what kind they could be. */
export async function selectAllUnplaced(db: Read, elsewhere = false) {
  const rows = await unplaced(db, elsewhere)
    .select([
      'id',
      'name',
      'address',
      'category',
      'categorySuggested',
      'lng',
      'lat',
      'status',
      'establishedOn',
    ])
    .orderBy('id')
    .execute();
  return rows.map(({ categorySuggested, ...row }) => ({ ...row, suggested: suggestedOf(categorySuggested) }));
}
export type UnplacedRow = Awaited<ReturnType<typeof selectAllUnplaced>>[number];

export async function countUnplaced(db: Read): Promise<number> {
  return await count(unplaced(db, false));
}

export async function countElsewhere(db: Read): Promise<number> {
  return await count(unplaced(db, true));
}

async function count(venues: ReturnType<typeof unplaced>): Promise<number> {
  const { n } = await venues
    .select((select) => select.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

/** Venues whose present address no online service was asked for yet; governed categories first. */
export async function selectUnasked(db: Read, categories: readonly string[]) {
  return await unplaced(db, false)
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
  return await db.selectFrom('venues').selectAll().where('id', 'in', toIdList(ids)).execute();
}
