import { piecesOf, RowWriter, type StoredScalar } from './binary-rows.ts';
import type { ChangedRows, ChangeNotes } from './change-notes.ts';
import { type Postgres, quoted } from './connection.ts';
import { copyIn } from './copy.ts';
import { keyList } from './key-list.ts';
import { columnsOf } from './table-rows.ts';

/** Makes the rows of PostgreSQL what they are in SQLite now, inside its open transaction, whose keys wait for its end. */
export async function writeChanges(
  postgres: Postgres,
  schema: string,
  notes: ChangeNotes,
  changed: readonly ChangedRows[],
): Promise<void> {
  const removals = changed.flatMap(({ table, existed }) =>
    [...keyList(table, existed)].map((list) => `delete from ${quoted(schema, table.name)} where ${list}`),
  );
  if (removals.length > 0) await postgres.query(removals.join('; '));
  for (const { table } of changed) {
    const into = `copy ${quoted(schema, table.name)} (${columnsOf(table)}) from stdin with (format binary)`;
    await copyIn(postgres, into, piecesOf(writtenRows(notes.rowsOf(table))));
  }
}

function* writtenRows(rows: Iterable<readonly StoredScalar[]>): Generator<Buffer> {
  const writer = new RowWriter();
  for (const row of rows) yield writer.write(row);
}
