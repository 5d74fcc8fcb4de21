import type { PositionSource } from '#shared/zones/uncertainty.ts';
import type { Read } from '../schema/schema.ts';

/** Positions too coarse to place anything else by. */
const coarse: readonly PositionSource[] = ['area', 'unknown'];

/** The standard addresses, by the key that addresses are compared by. */
export async function selectAddressTable(db: Read) {
  return await db.selectFrom('addresses').select(['address', 'key', 'lng', 'lat']).execute();
}

/** Venues whose place is known well enough to find others at their address. */
export async function selectPlacedAddresses(db: Read) {
  const rows = await db
    .selectFrom('venues')
    .select(['id', 'name', 'address', 'lng', 'lat'])
    .where('lng', 'is not', null)
    .where('address', '!=', '')
    .where('positionSource', 'not in', coarse)
    .execute();
  return rows.map(({ lng, lat, ...row }) => ({ ...row, lng: lng ?? 0, lat: lat ?? 0 }));
}
