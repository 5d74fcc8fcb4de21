import { sql } from 'kysely';
import { toIdList } from '../schema/id-list.ts';
import type { Read } from '../schema/schema.ts';
import { listingOutcome } from './imports.ts';
import {
  broughtIdsSchema,
  broughtRowsSchema,
  type PlaceState,
  partedAfterSchema,
  partedBeforeSchema,
  sideSchema,
  stateOf,
  toldRow,
} from './taken-back-lists.ts';

/** A row as it was before something happened at a moment; null where it was not there. */
export interface PlaceEvent {
  readonly id: number;
  readonly at: string;
  readonly before: PlaceState | null;
}

export type PastTable = 'venues' | 'schools';

const stateColumns = (table: PastTable) =>
  [
    'lng',
    'lat',
    table === 'venues' ? sql<string>`"status"`.as('status') : sql<string>`''`.as('status'),
  ] as const;

/** Places as they are, of some ids or all that have a position. */
export async function selectPlaceStates(
  db: Read,
  table: PastTable,
  ids: readonly number[],
): Promise<Map<number, PlaceState>> {
  const rows = await db
    .selectFrom(table)
    .select(['id', ...stateColumns(table)])
    .where('id', 'in', toIdList(ids))
    .execute();
  return new Map(rows.map(({ id, ...state }) => [id, state]));
}

/** How many located venues have each status. */
export async function countByStatus(db: Read): Promise<{ status: string; venues: number }[]> {
  return await db
    .selectFrom('venues')
    .select(['status', ({ fn }) => fn.countAll<number>().as('venues')])
    .where('lng', 'is not', null)
    .groupBy('status')
    .execute();
}

const imageColumns = (image: 'before' | 'after') =>
  [
    sql<number>`${sql.ref(image)} is not null`.as('wasThere'),
    sql<number | null>`json_extract(${sql.ref(image)}, '$.lng')`.as('lng'),
    sql<number | null>`json_extract(${sql.ref(image)}, '$.lat')`.as('lat'),
    sql<string>`coalesce(json_extract(${sql.ref(image)}, '$.status'), '')`.as('status'),
  ] as const;

interface ImageRow extends PlaceState {
  readonly id: number;
  readonly at: string;
  readonly wasThere: number;
}

function eventOf({ id, at, wasThere, lng, lat, status }: ImageRow): PlaceEvent {
  return { id, at, before: wasThere ? { lng, lat, status } : null };
}

/** What edits changed since a moment, whether or not they still stand, the earliest first. */
export async function selectEdited(db: Read, table: PastTable, since: string): Promise<PlaceEvent[]> {
  const rows = await db
    .selectFrom('editRows')
    .innerJoin('edits', 'edits.id', 'editRows.editId')
    .select(['rowId as id', 'at', ...imageColumns('before')])
    .where('table', '=', table)
    .where('at', '>=', since)
    .orderBy('edits.id')
    .orderBy('place')
    .execute();
  return rows.map(eventOf);
}

/** What lists that stand added and overwrote since a moment, the earliest first. */
export async function selectListed(db: Read, table: PastTable, since: string): Promise<PlaceEvent[]> {
  const batches = db
    .selectFrom('batches')
    .where('kind', 'in', table === 'venues' ? ['venues'] : ['schools', 'campuses'])
    .where('undoneAt', 'is', null)
    .where('importedAt', '>=', since);
  const added = await batches
    .innerJoin('listings', 'listings.batchId', 'batches.id')
    .select(['placeId as id', 'importedAt as at'])
    .where('outcome', '=', listingOutcome.added)
    .orderBy('batches.id')
    .execute();
  const overwritten = await batches
    .innerJoin('batchRows', 'batchRows.batchId', 'batches.id')
    .select(['rowId as id', 'importedAt as at', ...imageColumns('before')])
    .orderBy('batches.id')
    .execute();
  return [...overwritten.map(eventOf), ...added.map((row) => ({ ...row, before: null }))];
}

/** Edits that were taken back or made again since a moment, merges that were parted and packets, as rows before that. */
export async function selectTurned(db: Read, table: PastTable, since: string): Promise<PlaceEvent[]> {
  const entries = await db
    .selectFrom('audit')
    .select(['at', 'command', 'before', 'after'])
    .where('command', 'in', ['edits.undo', 'edits.redo', 'duplicates.part', 'packets.bringBack'])
    .where('at', '>=', since)
    .orderBy('id')
    .execute();
  const events: PlaceEvent[] = [];
  for (const { at, command, before, after } of entries) {
    if (command === 'packets.bringBack') {
      events.push(...broughtEvents(table, at, before, after));
      continue;
    }
    if (command === 'duplicates.part') {
      const parted = table === 'venues' ? partedEvents(at, before, after) : [];
      events.push(...(parted ?? (await selectParted(db, table, at))));
      continue;
    }
    const [was, is] = [before, after].map((side) => sideSchema.safeParse(JSON.parse(side)).data);
    const rows = [was, is].map((side) => side?.rows?.[table]);
    const [from, to] = rows;
    if (is?.edits)
      events.push(...(await selectTurnedRows(db, table, is.edits, command === 'edits.undo', at)));
    else if (Array.isArray(from) && Array.isArray(to))
      for (const [i, row] of from.entries()) {
        const [old, now] = [toldRow(row), toldRow(to[i])];
        const id = old?.id ?? now?.id;
        if (id !== undefined) events.push({ id, at, before: stateOf(old) });
      }
  }
  return events;
}

/** Two venues of which one was part of the other until a moment; null where an older program told it, without numbers. */
function partedEvents(at: string, before: string, after: string): PlaceEvent[] | null {
  const owner = partedBeforeSchema.safeParse(JSON.parse(before)).data?.owner;
  const id = partedAfterSchema.safeParse(JSON.parse(after)).data?.parted;
  if (!owner || id === undefined) return null;
  return [
    { id: owner.id, at, before: stateOf(owner) },
    { id, at, before: null },
  ];
}

/** What a packet changed and added. */
function broughtEvents(table: PastTable, at: string, before: string, after: string): PlaceEvent[] {
  const changed = broughtRowsSchema.safeParse(JSON.parse(before)).data ?? [];
  const came = broughtIdsSchema.safeParse(JSON.parse(after)).data?.came[table] ?? [];
  return [
    ...changed.flatMap((told) =>
      told.table === table ? [{ id: told.row.id, at, before: stateOf(told.row) }] : [],
    ),
    ...came.map((id) => ({ id, at, before: null })),
  ];
}

/** Rows of edits as they were just before these were turned. */
async function selectTurnedRows(
  db: Read,
  table: PastTable,
  edits: readonly number[],
  isUndone: boolean,
  at: string,
): Promise<PlaceEvent[]> {
  const rows = await db
    .selectFrom('editRows')
    .select(['rowId as id', ...imageColumns(isUndone ? 'after' : 'before')])
    .where('table', '=', table)
    .where('editId', 'in', toIdList(edits))
    .orderBy('editId', isUndone ? 'asc' : 'desc')
    .execute();
  return rows.map((row) => eventOf({ ...row, at }));
}

/** Venues that were part of another one until a moment. */
async function selectParted(db: Read, table: PastTable, at: string): Promise<PlaceEvent[]> {
  const rows = await db
    .selectFrom('editRows')
    .innerJoin('edits', 'edits.id', 'editRows.editId')
    .select('rowId as id')
    .where('table', '=', table)
    .where('after', 'is', null)
    .where('undoneAt', '=', at)
    .execute();
  return rows.map(({ id }) => ({ id, at, before: null }));
}

/** A field of a venue that a command changed which is no edit and no list, such as answers of a service that were kept. */
export async function selectOtherwiseChanged(db: Read, since: string) {
  return await db
    .selectFrom('venueChanges')
    .select(['venueId as id', 'at', 'field', 'before', 'after'])
    .where('batchId', 'is', null)
    .where('field', 'in', ['position', 'status'])
    .where('at', '>=', since)
    .where('at', 'not in', (query) => query.selectFrom('edits').select('at').where('at', '>=', since))
    .orderBy('id')
    .execute();
}
