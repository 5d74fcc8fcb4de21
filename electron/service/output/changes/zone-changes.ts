import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import { type Moments, selectFlips, selectToldLists } from '../../db/queries/changes-since.ts';
import { type Change, type ChangesContext, momentsOf, townsOf } from './changes-context.ts';
import { findingChanges } from './finding-changes.ts';
import { VenuePlaces } from './venue-places.ts';

/** What findings came, went or became others in some days, both included: what 变化 tells of them, without the rest. */
export async function readZoneChanges(
  context: ChangesContext,
  days: { readonly from: string; readonly to: string },
): Promise<Change[]> {
  return await readZoneChangesIn(context, momentsOf(days));
}

/** The same from one moment until before another. */
export async function readZoneChangesIn(context: ChangesContext, moments: Moments): Promise<Change[]> {
  const { db } = context;
  const flipped = await selectFlips(db, moments);
  if (flipped.length === 0) return [];
  const towns = await townsOf(context, TOWN_LEVEL);
  const places = new VenuePlaces(
    db,
    towns,
    flipped.flatMap(({ flips }) => flips),
  );
  return await findingChanges(flipped, places, towns, await selectToldLists(db, moments));
}
