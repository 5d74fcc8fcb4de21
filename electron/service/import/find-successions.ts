import type { PlaceSuccession } from '#shared/contract/place-changes.ts';
import { hasEnded } from '#shared/registry/status.ts';
import { pairSuccessions } from '#shared/registry/successions.ts';
import { isCoarse, type PositionSource } from '#shared/zones/uncertainty.ts';
import { loadSettledPairs } from '../db/queries/merged-venues.ts';
import { positionOf } from '../db/queries/places.ts';
import { selectComparedVenues } from '../db/queries/venues.ts';
import type { Read } from '../db/schema/schema.ts';

/** Ids of a vanished and a new venue that are likely one, and why. */
export type FoundSuccession = Omit<PlaceSuccession, 'before' | 'after'> & {
  readonly before: number;
  readonly after: number;
};

/** Pairs of vanished and new venues that are likely one, the likeliest first; what has ended by its status is in none. */
export async function findSuccessions(
  db: Read,
  vanished: readonly number[],
  opened: readonly number[],
): Promise<FoundSuccession[]> {
  if (vanished.length === 0 || opened.length === 0) return [];
  const [gone, come] = [new Set(vanished), new Set(opened)];
  const venues = (await selectComparedVenues(db))
    .filter(({ status }) => !hasEnded(status))
    .map((row) => ({ ...row, position: exactPosition(row) }));
  const pairs = pairSuccessions(
    {
      vanished: venues.filter(({ id }) => gone.has(id)),
      opened: venues.filter(({ id }) => come.has(id)),
      standing: venues.filter(({ id, vanishedIn }) => !gone.has(id) && !come.has(id) && vanishedIn === null),
    },
    await loadSettledPairs(db),
  );
  return pairs.map(({ before, after, kind, reasons, apart }) => ({
    before: before.id,
    after: after.id,
    kind,
    reasons: [...reasons],
    apart,
  }));
}

/** Where a venue is; null where its point stands for an area: nothing is known to be near it. */
function exactPosition(row: Parameters<typeof positionOf>[0] & { positionSource: PositionSource | null }) {
  return row.positionSource === null || isCoarse(row.positionSource) ? null : positionOf(row);
}
