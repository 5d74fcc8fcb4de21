import { z } from 'zod';
import { type VerdictChange, verdictChangeSchema } from '#shared/contract/findings.ts';
import type { ImportKind } from '#shared/contract/import.ts';
import { firstLists } from '#shared/registry/first-lists.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import { toIdList } from '../schema/id-list.ts';
import type { Read } from '../schema/schema.ts';
import { readStored, type StoredRow } from '../schema/stored-values.ts';
import { isCountedHazard } from './hazard-state.ts';
import { listingOutcome } from './imports.ts';
import { hazardPlaceName, hazardsWithPlaces, placeColumns } from './place-of-record.ts';

/** From one moment until before another, as the trail writes them. */
export interface Moments {
  readonly from: string;
  readonly before: string;
}

const flipsSchema = z.object({ flips: z.array(verdictChangeSchema) });

/** What commands flipped, by the trail, the earliest first. */
export async function selectFlips(
  db: Read,
  { from, before }: Moments,
): Promise<{ at: string; actor: string; flips: readonly VerdictChange[] }[]> {
  const rows = await db
    .selectFrom('audit')
    .select(['at', 'actor', 'after'])
    .where('at', '>=', from)
    .where('at', '<', before)
    .where('after', 'like', '%"flips":[%')
    .orderBy('id')
    .execute();
  return rows.flatMap(({ after, ...row }) => {
    const told = flipsSchema.safeParse(JSON.parse(after));
    return told.success ? [{ ...row, flips: told.data.flips }] : [];
  });
}

/** A list as what it changed is told with it. */
export interface ToldList {
  readonly name: string;
  /** One that the workspace began with: what was new to the workspace was none in the district. */
  readonly isFirst: boolean;
}

/** Lists by the moment at which they were imported: a command that imported one has that moment in the trail. */
export async function selectToldLists(db: Read, { from, before }: Moments): Promise<Map<string, ToldList>> {
  const all = await db
    .selectFrom('batches')
    .select(['importedAt', 'fileName', 'kind', 'source', 'undoneAt'])
    .where('importedAt', '<', before)
    .orderBy('id')
    .execute();
  const firsts = firstLists(all);
  const told = new Map<string, ToldList>();
  for (const list of all) {
    const { importedAt, fileName } = list;
    if (importedAt < from) continue;
    // A mixed list is several at one moment: it is a first one where each of them is.
    const isFirst = firsts.has(list) && (told.get(importedAt)?.isFirst ?? true);
    told.set(importedAt, { name: fileName, isFirst });
  }
  return told;
}

/** What lists and people changed of venues, one row a field, the earliest first. */
export async function selectVenueChangesBetween(db: Read, { from, before }: Moments) {
  return await db
    .selectFrom('venueChanges')
    .selectAll()
    .where('at', '>=', from)
    .where('at', '<', before)
    .orderBy('id')
    .execute();
}

/** A row that an edit or a list changed, as it was before; null where it was not there. */
export interface RowEvent {
  readonly rowId: number;
  readonly at: string;
  readonly by: string;
  readonly before: StoredRow | null;
}

type RowTable = 'schools' | 'gates' | 'venues';
const kindsOfLists: Record<Exclude<RowTable, 'venues'>, readonly ImportKind[]> = {
  schools: ['schools', 'campuses'],
  gates: ['gates'],
};

/** Rows that edits changed which still stand, the earliest first. */
export async function selectEditEvents(
  db: Read,
  table: RowTable,
  { from, before }: Moments,
): Promise<RowEvent[]> {
  const rows = await db
    .selectFrom('editRows')
    .innerJoin('edits', 'edits.id', 'editRows.editId')
    .select(['rowId', 'at', 'actor as by', 'before'])
    .where('table', '=', table)
    .where('undoneAt', 'is', null)
    .where('at', '>=', from)
    .where('at', '<', before)
    .orderBy('edits.id')
    .orderBy('place')
    .execute();
  return rows.map((row) => ({ ...row, before: readStored('editRows.before', row.before) }));
}

/** Rows of schools or gates that lists added or overwrote, the earliest first; of one batch where it is named. */
export async function selectListEvents(
  db: Read,
  table: Exclude<RowTable, 'venues'>,
  { from, before }: Moments,
  batch: number | null = null,
): Promise<RowEvent[]> {
  let batches = db
    .selectFrom('batches')
    .select(['id', 'importedAt as at', 'fileName as by'])
    .where('kind', 'in', kindsOfLists[table])
    .where('undoneAt', 'is', null)
    .where('importedAt', '>=', from)
    .where('importedAt', '<', before)
    .orderBy('id');
  if (batch !== null) batches = batches.where('id', '=', batch);
  const events: RowEvent[] = [];
  for (const { id, at, by } of await batches.execute()) {
    const added = await db
      .selectFrom('listings')
      .select('placeId as rowId')
      .where('batchId', '=', id)
      .where('outcome', '=', listingOutcome.added)
      .execute();
    events.push(...added.map(({ rowId }) => ({ rowId, at, by, before: null })));
    const overwritten = await db
      .selectFrom('batchRows')
      .select(['rowId', 'before'])
      .where('batchId', '=', id)
      .execute();
    for (const { rowId, before: was } of overwritten)
      events.push({ rowId, at, by, before: readStored('batchRows.before', was) });
  }
  return events;
}

/** By which of some lists venues were added, or are missing since. */
export async function selectWhenListed(
  db: Read,
  batches: readonly number[],
): Promise<Map<number, { readonly at: string; readonly by: string }>> {
  const added = db
    .selectFrom('listings')
    .select(['placeId as id', 'batchId'])
    .where('outcome', '=', listingOutcome.added)
    .where('batchId', 'in', toIdList(batches));
  const vanished = db
    .selectFrom('venues')
    .select(['id', 'vanishedIn as batchId'])
    .where('vanishedIn', 'in', toIdList(batches));
  const told = await db
    .selectFrom('batches')
    .select(['id', 'importedAt as at', 'fileName as by'])
    .where('id', 'in', toIdList(batches))
    .execute();
  const byBatch = new Map(told.map(({ id, ...origin }) => [id, origin]));
  const listed = new Map<number, { at: string; by: string }>();
  for (const { id, batchId } of [...(await added.execute()), ...(await vanished.execute())]) {
    const origin = byBatch.get(batchId ?? 0);
    if (origin) listed.set(id, origin);
  }
  return listed;
}

/** Where venues lie. */
export async function selectPositions(db: Read, ids: readonly number[]) {
  return await db
    .selectFrom('venues')
    .select(['id', 'name', 'category', 'lng', 'lat'])
    .where('id', 'in', toIdList(ids))
    .execute();
}

/** Schools that venues have to do with today. */
export async function selectSchoolsOfVenues(db: Read, ids: readonly number[]) {
  return await db
    .selectFrom('findings')
    .select(['venueId', 'schoolId'])
    .where('isPrimary', '=', 1)
    .where('severity', '!=', 'outside')
    .where('venueId', 'in', toIdList(ids))
    .orderBy('severityRank')
    .orderBy('distance')
    .execute();
}

/** Hazards that count and were found or closed in some days, or that came with one list. */
export async function selectHazardsOf(db: Read, of: PeriodDates | { readonly batch: number }) {
  const all = hazardsWithPlaces(db)
    .select([
      'hazards.id',
      'hazards.code',
      'hazards.kind',
      'hazards.level',
      'hazards.state',
      'hazards.foundOn',
      'hazards.closedOn',
      'hazards.registrar',
      'hazards.source',
      'hazards.venueId',
      'hazards.schoolId',
      'schools.name as schoolName',
      hazardPlaceName.as('placeName'),
      placeColumns.mainCategory.as('category'),
      placeColumns.lng.as('lng'),
      placeColumns.lat.as('lat'),
    ])
    .where(isCountedHazard())
    .orderBy('hazards.id');
  if ('batch' in of) return await all.where('hazards.batchId', '=', of.batch).execute();
  const { from, to } = of;
  return await all
    .where(({ or, and, eb }) =>
      or([
        and([eb('foundOn', '>=', from), eb('foundOn', '<=', to)]),
        and([eb('closedOn', '>=', from), eb('closedOn', '<=', to)]),
      ]),
    )
    .execute();
}
