import { piecesOf, RowWriter, type StoredScalar } from './binary-rows.ts';
import type { ChangedRows, ChangeNotes } from './change-notes.ts';
import { literal, type Postgres, quoted } from './connection.ts';
import { copyIn } from './copy.ts';
import { keyList } from './key-list.ts';
import { RowCipher } from './row-cipher.ts';
import { columnsOf } from './table-rows.ts';

/** What is longer is copied: rows by their number, and the letters of all. */
const MOST_ROWS = 500;
const MOST_LETTERS = 2 ** 18;

/**
 * As `writeChanges`, in statements that go to the server at once; null where they would be long, or hold what cannot stand
 * in a statement.
 */
export function changesAsText(
  schema: string,
  notes: ChangeNotes,
  changed: readonly ChangedRows[],
): string | null {
  if (changed.reduce((sum, { all }) => sum + all.length, 0) > MOST_ROWS) return null;
  const statements = removalsOf(schema, changed);
  let letters = 0;
  for (const { table } of changed) {
    const rows: string[] = [];
    const cipher = new RowCipher(table);
    for (const row of notes.rowsOf(table)) {
      // It would end the text of the statement; the copy is told what is wrong with it.
      if (row.some((value) => typeof value === 'string' && value.includes('\0'))) return null;
      const text = `(${cipher.closeValues(row).map(textOfValue).join(', ')})`;
      letters += text.length;
      if (letters > MOST_LETTERS) return null;
      rows.push(text);
    }
    if (rows.length > 0)
      statements.push(
        `insert into ${quoted(schema, table.name)} (${columnsOf(table)}) values ${rows.join(', ')}`,
      );
  }
  return statements.join('; ');
}

/** A value within a statement: numbers keep every bit. */
function textOfValue(value: StoredScalar): string {
  if (value === null) return 'null';
  if (typeof value === 'bigint') return `'${value}'`;
  if (typeof value === 'number') return Object.is(value, -0) ? `'-0'` : `'${value}'`;
  return typeof value === 'string' ? literal(value) : `'\\x${value.toString('hex')}'`;
}

function removalsOf(schema: string, changed: readonly ChangedRows[]): string[] {
  return changed.flatMap(({ table, existed }) =>
    [...keyList(table, existed)].map((list) => `delete from ${quoted(schema, table.name)} where ${list}`),
  );
}

/** Makes the rows of PostgreSQL what they are in SQLite now, inside its open transaction, whose keys wait for its end. */
export async function writeChanges(
  postgres: Postgres,
  schema: string,
  notes: ChangeNotes,
  changed: readonly ChangedRows[],
): Promise<void> {
  const removals = removalsOf(schema, changed);
  if (removals.length > 0) await postgres.query(removals.join('; '));
  for (const { table } of changed) {
    const into = `copy ${quoted(schema, table.name)} (${columnsOf(table)}) from stdin with (format binary)`;
    await copyIn(postgres, into, piecesOf(writtenRows(notes.rowsOf(table), new RowCipher(table))));
  }
}

function* writtenRows(rows: Iterable<readonly StoredScalar[]>, cipher: RowCipher): Generator<Buffer> {
  const writer = new RowWriter();
  for (const row of rows) yield cipher.close(writer.write(row));
}
