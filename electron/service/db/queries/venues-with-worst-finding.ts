import { sql } from 'kysely';
import type { ListedPlace } from '#shared/contract/place-changes.ts';
import { toIdList } from '../schema/id-list.ts';
import type { Read } from '../schema/schema.ts';
import { kindsOfVenue } from './venue-kinds.ts';

/** Venues by id with the weightiest of their findings; ids of other things are left out. */
export async function selectListedPlaces(db: Read, ids: readonly number[]): Promise<ListedPlace[]> {
  const rows = await db
    .selectFrom('venues')
    .select(['venues.id', 'venues.name', 'venues.address', 'venues.status', 'vanishedIn'])
    .select(kindsOfVenue.as('category'))
    .select((select) =>
      select
        .selectFrom('findings')
        .select('severity')
        .whereRef('findings.venueId', '=', 'venues.id')
        .where('isPrimary', '=', 1)
        .orderBy('severityRank')
        .limit(1)
        .as('severity'),
    )
    .where('venues.id', 'in', toIdList(ids))
    .orderBy(
      sql`(select min("severityRank") from "findings" f where f."venueId" = "venues"."id" and f."isPrimary" = 1) nulls last`,
    )
    .execute();
  return rows.map(({ vanishedIn, ...row }) => ({ ...row, vanished: vanishedIn !== null }));
}
