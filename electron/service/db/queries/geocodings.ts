import { toIdList } from '../schema/id-list.ts';
import type { NewRow, Read, Write } from '../schema/schema.ts';

/** In place of a service's answer: a person has said that the address does not lie in this district. */
const ELSEWHERE = { provider: 'person', level: 'elsewhere', lng: null, lat: null } as const;

/** Remembers what an online service answered about a venue's address, in place of an earlier answer. */
export async function saveGeocoding(db: Write, answer: NewRow<'geocodings'>): Promise<void> {
  const { venueId: _, ...values } = answer;
  await db
    .insertInto('geocodings')
    .values(answer)
    .onConflict((conflict) => conflict.column('venueId').doUpdateSet(values))
    .execute();
}

/** Venues whose present address a person has said to lie elsewhere; a new address asks anew. */
export function selectElsewhere(db: Read) {
  return db
    .selectFrom('geocodings')
    .innerJoin('venues', (join) =>
      join.onRef('venues.id', '=', 'geocodings.venueId').onRef('venues.address', '=', 'geocodings.address'),
    )
    .select('venues.id')
    .where('geocodings.provider', '=', ELSEWHERE.provider);
}

/** Keeps for venues that their present address lies elsewhere, or takes it back. */
export async function saveElsewhere(
  db: Write,
  venues: readonly { readonly id: number; readonly address: string }[],
  isElsewhere: boolean,
  at: string,
): Promise<void> {
  if (isElsewhere)
    for (const { id, address } of venues) await saveGeocoding(db, { venueId: id, address, ...ELSEWHERE, at });
  else {
    const ids = venues.map(({ id }) => id);
    await db
      .deleteFrom('geocodings')
      .where('venueId', 'in', toIdList(ids))
      .where('provider', '=', ELSEWHERE.provider)
      .execute();
  }
}
