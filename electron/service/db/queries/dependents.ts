import { sql } from 'kysely';
import { isEdited, type Pointing, referencesTo } from '../schema/find-tables.ts';
import { toIdList } from '../schema/id-list.ts';
import type { Read, Write } from '../schema/schema.ts';
import type { StoredTable } from '../schema/table-facts.ts';
import { deferForeignKeys } from './batch-undo.ts';

/** How many rows of a table depend on other rows. */
export interface RestingRows {
  readonly table: StoredTable;
  readonly count: number;
}

/**
 * Rows that were entered and point to some rows of a table: these rows would point to nothing if the others were
 * removed.
 */
export async function countResting(
  db: Read,
  table: StoredTable,
  ids: readonly number[],
): Promise<RestingRows[]> {
  const pointing = referencesTo(table).filter(({ removal }) => removal === 'blocks' || removal === 'belongs');
  return await countAll(db, pointing, ids);
}

/** Rows that keep a person from removing some rows of a table together with their parts. */
export async function countBlocking(
  db: Read,
  table: StoredTable,
  ids: readonly number[],
): Promise<RestingRows[]> {
  const pointing = referencesTo(table);
  const found = await countAll(
    db,
    pointing.filter(({ removal }) => removal === 'blocks'),
    ids,
  );
  for (const part of pointing.filter(({ removal }) => removal === 'belongs'))
    found.push(...(await countBlocking(db, part.table, await idsOf(db, part, ids))));
  return found;
}

/**
 * Removes rows with their parts, and with all that is only said of them. What is measured from them goes when that is
 * measured again, which tells what it flips; until then nothing is refused.
 */
export async function removeWithParts(db: Write, table: StoredTable, ids: readonly number[]): Promise<void> {
  await deferForeignKeys(db);
  for (const reference of referencesTo(table)) {
    if (reference.removal === 'belongs')
      await removeWithParts(db, reference.table, await idsOf(db, reference, ids));
    else if (reference.removal === 'goes') await removePointing(db, reference, ids);
  }
  await sql`delete from ${sql.table(table)} where "id" in ${toIdList(ids)}`.execute(db);
}

/**
 * Removes what is only said of some rows, for these are gone. Rows of edited tables stay: the edit that removed the rows
 * keeps them, too.
 */
export async function forgetAbout(db: Write, table: StoredTable, ids: readonly number[]): Promise<void> {
  for (const reference of referencesTo(table))
    if (reference.removal === 'goes' && !isEdited(reference.table)) await removePointing(db, reference, ids);
}

async function removePointing(db: Write, { table, column }: Pointing, ids: readonly number[]): Promise<void> {
  await sql`delete from ${sql.table(table)} where ${sql.ref(column)} in ${toIdList(ids)}`.execute(db);
}

async function idsOf(db: Read, { table, column }: Pointing, ids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select "id" from ${sql.table(table)} where ${sql.ref(column)} in ${toIdList(ids)}`.execute(db);
  return rows.map(({ id }) => id);
}

async function countAll(
  db: Read,
  pointing: readonly Pointing[],
  ids: readonly number[],
): Promise<RestingRows[]> {
  const found: RestingRows[] = [];
  for (const { table, column } of pointing) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as "count" from ${sql.table(table)} where ${sql.ref(column)} in ${toIdList(ids)}`.execute(
      db,
    );
    const count = rows[0]?.count ?? 0;
    if (count > 0) found.push({ table, count });
  }
  return found;
}
