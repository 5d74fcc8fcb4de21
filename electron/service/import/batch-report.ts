import { CodedError } from '#shared/contract/errors.ts';
import type { FieldChange, ImportReport, ListedPlace } from '#shared/contract/import.ts';
import { distance } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { hasEnded } from '#shared/registry/status.ts';
import { listingOutcome } from '../db/queries/imports.ts';
import { toldChange } from '../db/queries/venue-changes.ts';
import { selectListedPlaces } from '../db/queries/venues-with-worst-finding.ts';
import type { Read } from '../db/schema/schema.ts';

/** How much of each list is told; totals are of all. */
const SHOWN = 500;

/** What a batch of venues opened, closed, moved and renamed, and what it came without. Errors: BATCH_UNKNOWN. */
export async function reportBatch(db: Read, batch: number): Promise<ImportReport> {
  const known = await db.selectFrom('batches').selectAll().where('id', '=', batch).executeTakeFirst();
  if (!known) throw new CodedError('BATCH_UNKNOWN', { id: batch });
  const isVenues = known.kind === 'venues';
  const changes = isVenues
    ? await db.selectFrom('venueChanges').selectAll().where('batchId', '=', batch).execute()
    : [];
  const opened = isVenues ? await selectListedPlaces(db, await addedIn(db, batch)) : [];
  const ids = (rows: readonly { venueId: number }[]) => [...new Set(rows.map(({ venueId }) => venueId))];
  const of = (...fields: string[]) => changes.filter(({ field }) => fields.includes(field));
  const closed = await selectListedPlaces(
    db,
    ids(of('status').filter(({ before, after }) => hasEnded(after) && !hasEnded(before))),
  );
  const moved = await withChange(db, of('position', 'address').filter(isMove));
  const renamed = await withChange(db, of('name'));
  const vanished = isVenues
    ? await selectListedPlaces(
        db,
        (await db.selectFrom('venues').select('id').where('vanishedIn', '=', batch).execute()).map(
          ({ id }) => id,
        ),
      )
    : [];
  return {
    batch,
    fileName: known.fileName,
    importedAt: known.importedAt,
    opened: opened.slice(0, SHOWN),
    closed: closed.slice(0, SHOWN),
    moved: moved.slice(0, SHOWN),
    renamed: renamed.slice(0, SHOWN),
    vanished: vanished.slice(0, SHOWN),
    totals: {
      opened: opened.length,
      openedInZone: opened.filter(({ severity }) => severity !== null && severity !== 'outside').length,
      closed: closed.length,
      moved: moved.length,
      renamed: renamed.length,
      vanished: vanished.length,
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

async function addedIn(db: Read, batch: number): Promise<number[]> {
  const rows = await db
    .selectFrom('listings')
    .select('placeId')
    .where('batchId', '=', batch)
    .where('outcome', '=', listingOutcome.added)
    .execute();
  return rows.map(({ placeId }) => placeId);
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
