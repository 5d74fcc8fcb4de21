import { CodedError } from '#shared/contract/errors.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import type { PositionSource } from '#shared/zones/uncertainty.ts';
import { hold } from '../../db/queries/columns-held-by-hand.ts';
import { selectVenuesById } from '../../db/queries/unplaced.ts';
import { recordChange } from '../../db/queries/venue-changes.ts';
import { updateVenue } from '../../db/queries/venues.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { tellVenues } from './tell-changes.ts';

export interface NewPlace {
  readonly id: number;
  readonly position: LngLat;
  readonly source: PositionSource;
}

/**
 * Gives venues a position; one that was chosen by hand is held against later lists. Returns what they had before, which
 * edits keep by themselves. Errors: VENUE_UNKNOWN.
 */
export async function placeVenues(
  context: CommandContext,
  places: readonly NewPlace[],
  byHand: boolean,
): Promise<readonly unknown[]> {
  const { db, now, actor } = context;
  const ids = places.map(({ id }) => id);
  const rows = new Map((await selectVenuesById(db, ids)).map((row) => [row.id, row]));
  for (const { id, position, source } of places) {
    const before = rows.get(id);
    if (!before) throw new CodedError('VENUE_UNKNOWN', { id });
    const values = { lng: position[0], lat: position[1], positionSource: source };
    await updateVenue(db, id, { ...values, held: byHand ? hold(before, values) : before.held });
    await recordChange(db, { batch: null, at: now.toISOString(), actor }, id, before, values);
  }
  tellVenues(context, ids);
  return [...rows.values()].map(({ id, lng, lat, positionSource, held }) => ({
    id,
    lng,
    lat,
    positionSource,
    held,
  }));
}
