import { sql } from 'kysely';
import { identityOfKept } from '#shared/registry/identity.ts';
import { movedTables, referencesTo } from '../schema/find-tables.ts';
import { toIdList } from '../schema/id-list.ts';
import type { MergeLead } from '../schema/list-tables.ts';
import type { NewRow, Read, Schema, Write } from '../schema/schema.ts';
import { readStored, type StoredRow, type StoredValue, writeStored } from '../schema/stored-values.ts';
import { deferForeignKeys } from './batch-undo.ts';
import { isOpenHazard } from './hazard-state.ts';

/** Ids of the rows that moved, by table. */
export type Moved = StoredValue<'merges.moved'>;

/** The sweep in which both venues are stops; null where there is none. */
export async function sharedSweep(db: Read, first: number, second: number): Promise<string | null> {
  const row = await db
    .selectFrom('stops as a')
    .innerJoin('stops as b', 'a.sweepId', 'b.sweepId')
    .innerJoin('sweeps', 'sweeps.id', 'a.sweepId')
    .select('sweeps.title')
    .where('a.venueId', '=', first)
    .where('b.venueId', '=', second)
    .executeTakeFirst();
  return row?.title ?? null;
}

/**
 * Lets everything that points to one venue point to another, and forgets what was only said of it. Returns the rows
 * that point back when the two are parted.
 */
export async function moveDependents(db: Write, from: number, to: number): Promise<Moved> {
  const moved: Moved = {};
  for (const table of movedTables) {
    const rows = await db.selectFrom(table).select('id').where('venueId', '=', from).execute();
    moved[table] = rows.map(({ id }) => id);
  }
  for (const { table, column, merging } of referencesTo('venues'))
    if (merging === 'goes')
      await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = ${from}`.execute(db);
    else if (merging !== 'measured')
      await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${to}
        where ${sql.ref(column)} = ${from}`.execute(db);
  return moved;
}

/** Lets what was moved point back, where it still points to the venue that the two are part of. */
export async function moveBack(db: Write, moved: Moved, from: number, to: number): Promise<void> {
  for (const table of movedTables)
    await db
      .updateTable(table)
      .set({ venueId: to })
      .where('id', 'in', toIdList(moved[table] ?? []))
      .where('venueId', '=', from)
      .execute();
}

/** How many visits and open hazards venues have, by id. */
export async function countRecords(db: Read, ids: readonly number[]) {
  const list = JSON.stringify(ids);
  const { rows } = await sql<{ id: number; visits: number; openHazards: number }>`
    select value as id,
      (select count(*) from visits where "venueId" = value) as visits,
      (select count(*) from hazards where "venueId" = value and ${isOpenHazard()}) as "openHazards"
    from json_each(${list})`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Venues that were merged into one. */
export async function selectMerged(db: Read, keptId: number) {
  return await db
    .selectFrom('merges')
    .select(['id as mergeId', sql<string>`json_extract(removed, '$.name')`.as('name'), 'at'])
    .where('keptId', '=', keptId)
    .orderBy('id')
    .execute();
}

/** Two venues that became one: their rows as they were, and what moved over. */
export interface StoredMerge {
  readonly id: number;
  /** The venue that the two are part of today. */
  readonly keptId: number;
  readonly removedId: number;
  readonly kept: StoredRow;
  readonly removed: StoredRow;
  readonly lead: MergeLead;
  readonly moved: Moved;
}

/** All merges that stand, in their order. */
export async function selectMerges(db: Read): Promise<StoredMerge[]> {
  const rows = await db.selectFrom('merges').selectAll().orderBy('id').execute();
  return rows.map(({ id, keptId, removedId, kept, removed, lead, moved }) => ({
    ...{ id, keptId, removedId, lead },
    kept: namedByToday(readStored('merges.kept', kept)),
    removed: namedByToday(readStored('merges.removed', removed)),
    moved: readStored('merges.moved', moved),
  }));
}

/** A row that an older program may have kept, named by the rule of today. */
function namedByToday(row: StoredRow): StoredRow {
  return { ...row, identity: identityOfKept('venues', row) };
}

/** A merge as an edit keeps its row. */
export function readMerge(
  row: StoredRow,
): Pick<StoredMerge, 'id' | 'removedId' | 'moved'> & { keptId: number } {
  const kept = readStored('merges.kept', String(row.kept));
  return {
    id: Number(row.id),
    removedId: Number(row.removedId),
    // The venue that was kept then: it may have become part of another in the same edit.
    keptId: Number(kept.id),
    moved: readStored('merges.moved', String(row.moved)),
  };
}

/** Writes what changes of a merge when another one is taken back. */
export async function updateMerge(
  db: Write,
  { id, keptId, kept, removed }: Pick<StoredMerge, 'id' | 'keptId' | 'kept' | 'removed'>,
): Promise<void> {
  const rows = { kept: writeStored('merges.kept', kept), removed: writeStored('merges.removed', removed) };
  await db
    .updateTable('merges')
    .set({ keptId, ...rows })
    .where('id', '=', id)
    .execute();
}

/** Removes a venue that became part of another; its findings go when it is measured again, which tells what it flips. */
export async function removeMergedVenue(db: Write, id: number): Promise<void> {
  await deferForeignKeys(db);
  await db.deleteFrom('venues').where('id', '=', id).execute();
}

/** Remembers two venues as they were before they became one; returns the number of the merge. */
export async function insertMerge(db: Write, merge: NewRow<'merges'>): Promise<number> {
  const { id } = await db.insertInto('merges').values(merge).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** Lets lists that name a venue by an identity it no longer has find the one that it became. */
export async function saveAlias(
  db: Write,
  identity: string,
  venueId: number,
  mergeId: number,
): Promise<void> {
  await db
    .insertInto('aliases')
    .values({ identity, venueId, mergeId })
    .onConflict((conflict) => conflict.column('identity').doUpdateSet({ venueId, mergeId }))
    .execute();
}

/** Forgets a merge and the identities that it brought. */
export async function removeMerge(db: Write, id: number): Promise<void> {
  await db.deleteFrom('aliases').where('mergeId', '=', id).execute();
  await db.deleteFrom('merges').where('id', '=', id).execute();
}

/** A further identity under which lists may name a venue, and the merge that it comes from. */
export type Alias = Schema['aliases'];

/** Makes the further identities of venues what they are to be; writes only those that differ. */
export async function replaceAliases(db: Write, wanted: readonly Alias[]): Promise<void> {
  const known = await db.selectFrom('aliases').selectAll().execute();
  const keyOf = ({ identity, venueId, mergeId }: Alias) => JSON.stringify([identity, venueId, mergeId]);
  const [knownKeys, wantedKeys] = [new Set(known.map(keyOf)), new Set(wanted.map(keyOf))];
  for (const alias of known)
    if (!wantedKeys.has(keyOf(alias)))
      await db.deleteFrom('aliases').where('identity', '=', alias.identity).execute();
  for (const alias of wanted)
    if (!knownKeys.has(keyOf(alias))) await db.insertInto('aliases').values(alias).execute();
}

/** Tells whether a person has said that two venues are two. */
export async function loadSettledPairs(db: Read): Promise<(firstId: number, secondId: number) => boolean> {
  const rows = await db.selectFrom('distinctVenues').select(['firstId', 'secondId']).execute();
  const settled = new Set(rows.map(({ firstId, secondId }) => `${firstId}/${secondId}`));
  return (first, second) => settled.has(first < second ? `${first}/${second}` : `${second}/${first}`);
}

/** Remembers that two venues are not the same, the lower id first. */
export async function saveDistinctVenues(db: Write, pair: NewRow<'distinctVenues'>): Promise<void> {
  await db
    .insertInto('distinctVenues')
    .values(pair)
    .onConflict((conflict) =>
      conflict.columns(['firstId', 'secondId']).doUpdateSet({ at: pair.at, actor: pair.actor }),
    )
    .execute();
}
