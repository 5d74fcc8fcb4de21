import { everything } from '#shared/tables/query.ts';
import type { Call } from './calls.ts';

/** All venues of a workspace by their names: what tells them apart, and where they are. */
export async function listVenues(call: Call) {
  const { ids } = await call('tables.ids', { table: 'venues', query: everything });
  const venues = await Promise.all(ids.map(async (id) => await call('venues.get', { id })));
  return venues
    .map(({ id, name, category, address, status, uscc, position }) => ({
      id,
      name,
      category,
      address,
      status,
      uscc,
      position,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** How many venues a workspace has. */
export async function countVenues(call: Call): Promise<number> {
  return (await call('tables.ids', { table: 'venues', query: everything })).ids.length;
}
