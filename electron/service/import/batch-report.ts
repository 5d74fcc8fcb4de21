import { CodedError } from '#shared/contract/errors.ts';
import type { FieldChange, ImportReport, ListedPlace } from '#shared/contract/import.ts';
import { distance } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { hasEnded } from '#shared/registry/status.ts';
import { selectAddedIn, selectChangesOfBatch, selectVanishedIn } from '../db/queries/batch-report.ts';
import { findBatch } from '../db/queries/batch-undo.ts';
import { toldChange } from '../db/queries/venue-changes.ts';
import { selectListedPlaces } from '../db/queries/venues-with-worst-finding.ts';
import type { Read } from '../db/schema/schema.ts';

/** How much of each list is told; totals are of all. */
const SHOWN = 500;

/** What a batch of venues opened, closed, moved and renamed, and what it came without. Errors: BATCH_UNKNOWN. */
export async function reportBatch(db: Read, batch: number): Promise<ImportReport> {
  const known = await findBatch(db, batch);
  if (!known) throw new CodedError('BATCH_UNKNOWN', { id: batch });
  const isVenues = known.kind === 'venues';
  const changes = isVenues ? await selectChangesOfBatch(db, batch) : [];
  const of = (...fields: string[]) => changes.filter(({ field }) => fields.includes(field));
  const ended = of('status').filter(({ before, after }) => hasEnded(after) && !hasEnded(before));
  const told = {
    opened: isVenues ? await selectListedPlaces(db, await selectAddedIn(db, batch)) : [],
    closed: await selectListedPlaces(db, [...new Set(ended.map(({ venueId }) => venueId))]),
    moved: await withChange(db, of('position', 'address').filter(isMove)),
    renamed: await withChange(db, of('name')),
    vanished: isVenues ? await selectListedPlaces(db, await selectVanishedIn(db, batch)) : [],
  };
  return {
    batch,
    fileName: known.fileName,
    importedAt: known.importedAt,
    opened: told.opened.slice(0, SHOWN),
    closed: told.closed.slice(0, SHOWN),
    moved: told.moved.slice(0, SHOWN),
    renamed: told.renamed.slice(0, SHOWN),
    vanished: told.vanished.slice(0, SHOWN),
    totals: {
      opened: told.opened.length,
      openedInZone: told.opened.filter(({ severity }) => severity !== null && severity !== 'outside').length,
      closed: told.closed.length,
      moved: told.moved.length,
      renamed: told.renamed.length,
      vanished: told.vanished.length,
    },
  };
}

/** A place that is corrected by less than this, in metres, has not moved. */
const MOVED = 30;

function isMove({ field, before, after }: { field: string; before: string; after: string }): boolean {
  const [from, to] = [placeIn(before), placeIn(after)];
  return field === 'address' || !from || !to || distance(from, to) >= MOVED;
}

/** The coordinates that a change of position begins with. */
function placeIn(text: string): LngLat | null {
  const [, lng, lat] = /^(-?[\d.]+),(-?[\d.]+)/.exec(text) ?? [];
  return lng === undefined ? null : [Number(lng), Number(lat)];
}

/** Venues with the first of their changes; an address says more than a position. */
async function withChange(
  db: Read,
  rows: readonly { venueId: number; field: string; before: string; after: string }[],
): Promise<(ListedPlace & { change: FieldChange })[]> {
  const byVenue = new Map<number, FieldChange>();
  for (const { venueId, ...change } of rows)
    if (!byVenue.has(venueId) || change.field === 'address') byVenue.set(venueId, toldChange(change));
  const places = await selectListedPlaces(db, [...byVenue.keys()]);
  return places.flatMap((place) => {
    const change = byVenue.get(place.id);
    return change ? [{ ...place, change }] : [];
  });
}
