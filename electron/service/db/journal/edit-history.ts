import { sql } from 'kysely';
import { z } from 'zod';
import { isEdited, storedTables } from '../schema/find-tables.ts';
import { listed } from '../schema/id-list.ts';
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

const WAS = 0;
const BECAME = 1;

/**
 * Notes every change of the edited tables until `takeCaptured`: triggers of this connection copy the rows
 * as they are, so that no command can forget to tell.
 */
export async function startCapture(db: Write): Promise<void> {
  for (const table of editedTables) {
    const notes = `"captured_${table}"`;
    const run = (statement: string) => sql.raw(statement).execute(db);
    await run(`create temp table ${notes} as select 0 as "phase", * from main."${table}" where 0`);
    const columns = await columnsOf(db, table);
    const copy = (row: 'old' | 'new', phase: number) =>
      `insert into ${notes} values (${[phase, ...columns.map((column) => `${row}."${column}"`)].join(', ')});`;
    const bodies = {
      insert: copy('new', BECAME),
      update: `${copy('old', WAS)} ${copy('new', BECAME)}`,
      delete: copy('old', WAS),
    };
    for (const [event, body] of Object.entries(bodies))
      await run(
        `create temp trigger "capture_${table}_${event}" after ${event} on main."${table}" begin ${body} end`,
      );
  }
}

/** Stops noting; what was noted, one change a row: as it was before the first and as it is after the last. */
export async function takeCaptured(db: Write): Promise<RowChange[]> {
  const changes: RowChange[] = [];
  for (const table of editedTables) {
    const { rows } = await sql<StoredRow>`
      select * from ${sql.ref(`captured_${table}`)} order by rowid`.execute(db);
    // Its triggers go first: a table that they write to could not be dropped.
    for (const event of ['insert', 'update', 'delete'])
      await sql.raw(`drop trigger temp."capture_${table}_${event}"`).execute(db);
    await sql.raw(`drop table temp."captured_${table}"`).execute(db);
    const byId = new Map<number, { before: StoredRow | null; after: StoredRow | null }>();
    for (const { phase, ...row } of rows) {
      const id = Number(row.id);
      const after = phase === BECAME ? row : null;
      const known = byId.get(id);
      if (known) known.after = after;
      else byId.set(id, { before: phase === WAS ? row : null, after });
    }
    for (const [rowId, change] of byId)
      if (!sameRow(change.before, change.after)) changes.push({ table, rowId, ...change });
  }
  return changes;
}

export async function insertEdit(
  db: Write,
  edit: { readonly at: string; readonly actor: string; readonly command: string; readonly title: string },
  changes: readonly RowChange[],
): Promise<void> {
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

/** The edit that would be undone next, and the one that would be redone; null where there is none. */
export async function nextEdits(db: Read) {
  const undo = await db
    .selectFrom('edits')
    .select(['id', 'title'])
    .where('undoneAt', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  // What was undone before a later edit was made is history: redoing it would overwrite that edit.
  const redo = await db
    .selectFrom('edits')
    .select(['id', 'title'])
    .where('undoneAt', 'is not', null)
    .where('id', '>', undo?.id ?? 0)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return { undo: undo ?? null, redo: redo ?? null };
}

export async function markEdit(db: Write, id: number, undoneAt: string | null): Promise<void> {
  await db.updateTable('edits').set({ undoneAt }).where('id', '=', id).execute();
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
  const rows = await db.selectFrom(table).selectAll().where('id', 'in', listed(ids)).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Makes a row what it is to be: inserted, removed or overwritten. */
export async function putRow(
  db: Write,
  table: EditedTable,
  rowId: number,
  row: StoredRow | null,
): Promise<void> {
  await db.deleteFrom(table).where('id', '=', rowId).execute();
  if (!row) return;
  const columns = Object.keys(row);
  await sql`insert into ${sql.ref(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values (${sql.join(columns.map((column) => sql.val(row[column])))})`.execute(db);
}

/** Whether two rows hold the same. */
export function sameRow(a: StoredRow | null | undefined, b: StoredRow | null | undefined): boolean {
  if (!a || !b) return !a && !b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => (a[key] ?? null) === (b[key] ?? null));
}

async function columnsOf(db: Read, table: EditedTable): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(db);
  return rows.map(({ name }) => name);
}

/**
 * Whether any row points to one that is not there, while that is still allowed: what was put back may belong
 * to something that is gone meanwhile.
 */
export async function hasDangling(db: Read): Promise<boolean> {
  const { rows } = await sql`pragma foreign_key_check`.execute(db);
  return rows.length > 0;
}
