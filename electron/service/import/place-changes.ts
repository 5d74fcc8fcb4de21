import { dayEnd } from '#shared/calendar/china-time.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type {
  FieldChange,
  ListedPlace,
  PlaceChanges,
  PlaceSuccession,
} from '#shared/contract/place-changes.ts';
import { distance } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { hasEnded } from '#shared/registry/status.ts';
import { findBatch } from '../db/queries/batch-undo.ts';
import { selectMerges } from '../db/queries/merged-venues.ts';
import {
  mergedSuccessions,
  selectAddedIn,
  selectChangesOfBatches,
  selectVanishedIn,
  selectVenueBatches,
} from '../db/queries/place-changes.ts';
import { toldChange } from '../db/queries/venue-changes.ts';
import { selectListedPlaces } from '../db/queries/venues-with-worst-finding.ts';
import type { Read } from '../db/schema/schema.ts';
import { findSuccessions } from './find-successions.ts';

/** How much of each list is told on a screen; totals are of all. */
const SHOWN = 500;

/** A list that changed venues. */
export interface ChangingBatch {
  readonly batch: number;
  readonly fileName: string;
  readonly importedAt: string;
}

/** A batch by its number. Errors: BATCH_UNKNOWN. */
export async function requireBatch(db: Read, batch: number): Promise<ChangingBatch & { isVenues: boolean }> {
  const known = await findBatch(db, batch);
  if (!known) throw new CodedError('BATCH_UNKNOWN', { id: batch });
  const { fileName, importedAt, kind } = known;
  return { batch, fileName, importedAt, isVenues: kind === 'venues' };
}

/** Batches of venues after one day until the end of another, without those taken back. Errors: REPORT_DATES. */
export async function batchesBetween(db: Read, from: string, to: string): Promise<ChangingBatch[]> {
  if (from > to) throw new CodedError('REPORT_DATES');
  return await selectVenueBatches(db, dayEnd(from).toISOString(), dayEnd(to).toISOString());
}

/**
 * All that batches changed of venues, from before the first to after the last; `rows` are the changes of fields, where
 * others than those of the batches count as well.
 */
export async function gatherChanges(
  db: Read,
  batches: readonly number[],
  rows?: readonly VenueChange[],
): Promise<PlaceChanges> {
  const [added, gone] = [await selectAddedIn(db, batches), await selectVanishedIn(db, batches)];
  const [addedIds, goneIds] = [new Set(added), new Set(gone)];
  // A venue that was both added and missing within the span counts as neither.
  const pairs = await findSuccessions(
    db,
    gone.filter((id) => !addedIds.has(id)),
    added.filter((id) => !goneIds.has(id)),
  );
  const paired = new Set(pairs.flatMap(({ before, after }) => [before, after]));
  const isAlone = (id: number) => !paired.has(id) && !(addedIds.has(id) && goneIds.has(id));
  const changes = [
    ...acrossBatches(rows ?? (await selectChangesOfBatches(db, batches))),
    ...(await changesByMerging(db, batches)),
  ].filter(({ venueId }) => !addedIds.has(venueId));
  const of = (...fields: string[]) => changes.filter(({ field }) => fields.includes(field));
  const ended = of('status').filter(({ before, after }) => hasEnded(after) && !hasEnded(before));
  const told = {
    opened: await selectListedPlaces(db, added.filter(isAlone)),
    closed: await selectListedPlaces(
      db,
      ended.map(({ venueId }) => venueId),
    ),
    moved: await withChange(db, of('position', 'address').filter(isMove)),
    renamed: await withChange(db, of('name')),
    vanished: await selectListedPlaces(db, gone.filter(isAlone)),
    paired: await withPlaces(db, pairs),
  };
  return { ...told, totals: totalsOf(told) };
}

/** As much of the changes as a screen shows. */
export function cutChanges(changes: PlaceChanges): PlaceChanges {
  const ofKind = (wanted: PlaceSuccession['kind']) =>
    changes.paired.filter(({ kind }) => kind === wanted).slice(0, SHOWN);
  return {
    opened: changes.opened.slice(0, SHOWN),
    closed: changes.closed.slice(0, SHOWN),
    moved: changes.moved.slice(0, SHOWN),
    renamed: changes.renamed.slice(0, SHOWN),
    vanished: changes.vanished.slice(0, SHOWN),
    paired: [...ofKind('renamed'), ...ofKind('moved')],
    totals: changes.totals,
  };
}

function totalsOf({ opened, paired, ...lists }: Omit<PlaceChanges, 'totals'>): PlaceChanges['totals'] {
  const pairedRenamed = paired.filter(({ kind }) => kind === 'renamed').length;
  return {
    opened: opened.length,
    openedInZone: opened.filter(({ severity }) => severity !== null && severity !== 'outside').length,
    closed: lists.closed.length,
    moved: lists.moved.length,
    renamed: lists.renamed.length,
    vanished: lists.vanished.length,
    pairedRenamed,
    pairedMoved: paired.length - pairedRenamed,
  };
}

/** A place that is corrected by less than this, in metres, has not moved. */
const MOVED = 30;

interface VenueChange {
  readonly venueId: number;
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** Each field of a venue once: as it was before the first change and after the last, where that differs. */
export function acrossBatches(rows: readonly VenueChange[]): VenueChange[] {
  const changes = new Map<string, VenueChange>();
  for (const { venueId, field, before, after } of rows) {
    const key = `${venueId}/${field}`;
    changes.set(key, { venueId, field, before: changes.get(key)?.before ?? before, after });
  }
  return [...changes.values()].filter(({ before, after }) => before !== after);
}

/** What a person confirmed: a vanished venue was merged with the new one that it became. */
async function changesByMerging(db: Read, batches: readonly number[]): Promise<VenueChange[]> {
  const merges = mergedSuccessions(await selectMerges(db), batches);
  return merges.flatMap(({ keptId, kept, removed }) =>
    ['name', 'address'].flatMap((field) => {
      const [before, after] = [String(kept[field] ?? ''), String(removed[field] ?? '')];
      return after === '' || before === after ? [] : [{ venueId: keptId, field, before, after }];
    }),
  );
}

function isMove({ field, before, after }: VenueChange): boolean {
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
  rows: readonly VenueChange[],
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

async function withPlaces(
  db: Read,
  pairs: Awaited<ReturnType<typeof findSuccessions>>,
): Promise<PlaceSuccession[]> {
  const places = await selectListedPlaces(
    db,
    pairs.flatMap(({ before, after }) => [before, after]),
  );
  const byId = new Map(places.map((place) => [place.id, place]));
  return pairs.flatMap((pair) => {
    const [before, after] = [byId.get(pair.before), byId.get(pair.after)];
    return before && after ? [{ ...pair, before, after }] : [];
  });
}
