import { sql } from 'kysely';
import { z } from 'zod';
import { isEdited, storedTables } from '../schema/find-tables.ts';
import { toIdList } from '../schema/id-list.ts';
import type { Read, Write } from '../schema/schema.ts';
import { readStored, type StoredRow, writeStored } from '../schema/stored-values.ts';
import type { EditedTable } from '../schema/table-facts.ts';

const editedTables = storedTables.filter(isEdited);

/** A row before and after an edit; null where it did not exist. */
export interface RowChange {
  readonly table: EditedTable;
  readonly rowId: number;
  readonly before: StoredRow | null;
  readonly after: StoredRow | null;
}

export async function insertEdit(
  db: Write,
  edit: { readonly at: string; readonly actor: string; readonly command: string; readonly title: string },
  changes: readonly RowChange[],
): Promise<number> {
  const { id } = await db
    .insertInto('edits')
    .values({ ...edit, undoneAt: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const [place, { table, rowId, before, after }] of changes.entries())
    await db
      .insertInto('editRows')
      .values({
        editId: id,
        place,
        table,
        rowId,
        before: writeStored('editRows.before', before),
        after: writeStored('editRows.after', after),
      })
      .execute();
  return id;
}

/** An edit by its number; null where there is none. */
export async function selectEdit(db: Read, id: number): Promise<{ actor: string; title: string } | null> {
  const edit = await db
    .selectFrom('edits')
    .select(['actor', 'title'])
    .where('id', '=', id)
    .executeTakeFirst();
  return edit ?? null;
}

/** Whose edits are asked for: those under a name, but for some that others made under it. */
export interface Whose {
  readonly actor: string;
  /** How other names of the same person end. */
  readonly endings: readonly string[];
  readonly notOf: readonly number[];
}

/** Whether an edit under this name is theirs. */
export function isOf({ actor, endings }: Whose, name: string): boolean {
  return name === actor || endings.some((end) => name.endsWith(end));
}

/** Edits, latest first. */
export async function selectEdits(db: Read, limit: number) {
  return await db
    .selectFrom('edits')
    .selectAll()
    .select((select) =>
      select
        .selectFrom('editRows')
        .whereRef('editRows.editId', '=', 'edits.id')
        .where('table', '!=', 'venueChanges')
        .select((count) => count.fn.countAll<number>().as('n'))
        .as('rows'),
    )
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

function endsWith(end: string) {
  return sql<boolean>`substr("actor", ${-[...end].length}) = ${end}`;
}

/** A person's edit that would be undone next, and the one that would be redone; null where there is none. */
export async function nextEdits(db: Read, { actor, endings, notOf }: Whose) {
  const own = db
    .selectFrom('edits')
    .select(['id', 'title'])
    .where(({ or, eb }) => or([eb('actor', '=', actor), ...endings.map((end) => endsWith(end))]))
    .where('id', 'not in', toIdList(notOf));
  const undo = await own.where('undoneAt', 'is', null).orderBy('id', 'desc').limit(1).executeTakeFirst();
  // An edit that was undone before a later edit was made cannot be redone: that would overwrite the later edit.
  const redo = await own
    .where('undoneAt', 'is not', null)
    .where('id', '>', undo?.id ?? 0)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return { undo: undo ?? null, redo: redo ?? null };
}

/** The latest edit that stands and changed a row after another edit; null where none did. */
export async function selectEditAfter(
  db: Read,
  { table, rowId }: Pick<RowChange, 'table' | 'rowId'>,
  after: number,
): Promise<{ id: number; at: string; actor: string; title: string } | null> {
  const edit = await db
    .selectFrom('edits')
    .select(['edits.id', 'at', 'actor', 'title'])
    .innerJoin('editRows', 'editRows.editId', 'edits.id')
    .where('editRows.table', '=', table)
    .where('editRows.rowId', '=', rowId)
    .where('edits.id', '>', after)
    .where('undoneAt', 'is', null)
    .orderBy('edits.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return edit ?? null;
}

export async function markEdit(db: Write, id: number, undoneAt: string | null): Promise<void> {
  await db.updateTable('edits').set({ undoneAt }).where('id', '=', id).execute();
}

/** Marks the edit that made a merge, and no other one, as taken back: the venues were parted in another way. */
export async function markMergeParted(db: Write, mergeId: number, at: string): Promise<void> {
  const merges = db.selectFrom('editRows').where('table', '=', 'merges');
  await db
    .updateTable('edits')
    .set({ undoneAt: at })
    .where('undoneAt', 'is', null)
    .where('id', 'in', merges.where('rowId', '=', mergeId).where('before', 'is', null).select('editId'))
    .where('id', 'not in', merges.where('rowId', '!=', mergeId).select('editId'))
    .execute();
}

export async function selectEditRows(db: Read, editId: number): Promise<RowChange[]> {
  const rows = await db
    .selectFrom('editRows')
    .selectAll()
    .where('editId', '=', editId)
    .orderBy('place')
    .execute();
  return rows.map(({ table, rowId, before, after }) => ({
    table: z.enum(editedTables).parse(table),
    rowId,
    before: readStored('editRows.before', before),
    after: readStored('editRows.after', after),
  }));
}

/** Rows of a table as they are now, by id. */
export async function selectNow(
  db: Read,
  table: EditedTable,
  ids: readonly number[],
): Promise<ReadonlyMap<number, StoredRow>> {
  const rows = await db.selectFrom(table).selectAll().where('id', 'in', toIdList(ids)).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Whether two rows hold the same. */
export function sameRow(a: StoredRow | null | undefined, b: StoredRow | null | undefined): boolean {
  if (!a || !b) return !a && !b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => (a[key] ?? null) === (b[key] ?? null));
}

/**
 * Whether any row points to one that is not there, while that is still allowed: what was put back may belong
 * to something that is gone meanwhile.
 */
export async function hasDangling(db: Read): Promise<boolean> {
  const { rows } = await sql`pragma foreign_key_check`.execute(db);
  return rows.length > 0;
}
