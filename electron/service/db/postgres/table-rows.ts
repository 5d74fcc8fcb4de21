import { createHash, type Hash } from 'node:crypto';
import type SqliteDatabase from 'better-sqlite3';
import { CodedError } from '#shared/contract/errors.ts';
import { piecesOf, RowReader, RowWriter, type StoredScalar } from './binary-rows.ts';
import { type Postgres, quoted } from './connection.ts';
import { copyIn, copyOut } from './copy.ts';
import type { MovedTable } from './moved-tables.ts';
import { RowCipher } from './row-cipher.ts';

/** What a table holds: how many rows, and the hash of all their values in the order of their keys. */
export interface TableSum {
  readonly rows: number;
  readonly hash: string;
}

/** Is told how many rows more were read or written. */
export type CountRows = (rows: number) => void;

const TOLD_AFTER = 5000;
/** What stands in a text where its bytes were no UTF-8; it may also have been written so. */
const REPLACEMENT = '\ufffd';

/** Adds up rows one after the other. */
class Sum {
  readonly #hash: Hash = createHash('sha256');
  readonly #count: CountRows;
  #rows = 0;

  constructor(count: CountRows) {
    this.#count = count;
  }

  add(row: Uint8Array): void {
    this.#hash.update(row);
    this.#rows += 1;
    if (this.#rows % TOLD_AFTER === 0) this.#count(TOLD_AFTER);
  }

  end(): TableSum {
    this.#count(this.#rows % TOLD_AFTER);
    return { rows: this.#rows, hash: this.#hash.digest('hex') };
  }
}

export function columnsOf({ columns }: MovedTable): string {
  return columns.map(({ name }) => quoted(name)).join(', ');
}

function orderOf({ order }: MovedTable): string {
  return order.map((name) => quoted(name)).join(', ');
}

/** The rows of a table in SQLite, each in the binary form. Errors: MOVE_TEXT. */
function* rowsInSqlite(sqlite: SqliteDatabase.Database, table: MovedTable): Generator<Buffer> {
  const writer = new RowWriter();
  const rows = sqlite
    .prepare<[], StoredScalar[]>(
      `select ${columnsOf(table)} from ${quoted(table.name)} order by ${orderOf(table)}`,
    )
    .raw(true)
    .safeIntegers(true);
  for (const row of rows.iterate()) {
    for (const [at, value] of row.entries())
      if (typeof value === 'string' && (value.includes('\0') || value.includes(REPLACEMENT)))
        refuseUnsuited(sqlite, table, row, at);
    yield writer.write(row);
  }
}

/** PostgreSQL keeps no text with U+0000 and none that is not UTF-8: such a row is named, and not altered on its way. */
function refuseUnsuited(
  sqlite: SqliteDatabase.Database,
  table: MovedTable,
  row: readonly StoredScalar[],
  at: number,
): void {
  const column = table.columns[at]?.name ?? '';
  const text = row[at];
  const key = table.order.map((name) => row[table.columns.findIndex((each) => each.name === name)] ?? null);
  const where = table.order.map((name) => `${quoted(name)} = ?`).join(' and ');
  const bytes = sqlite
    .prepare<StoredScalar[], Buffer>(
      `select cast(${quoted(column)} as blob) from ${quoted(table.name)} where ${where}`,
    )
    .pluck()
    .get(...key);
  if (typeof text === 'string' && !text.includes('\0') && bytes?.equals(Buffer.from(text))) return;
  throw new CodedError('MOVE_TEXT', { table: table.name, row: key.join('、'), column });
}

/** Adds up a table in SQLite. Errors: MOVE_TEXT. */
export function sumInSqlite(sqlite: SqliteDatabase.Database, table: MovedTable, count: CountRows): TableSum {
  const sum = new Sum(count);
  for (const row of rowsInSqlite(sqlite, table)) sum.add(row);
  return sum.end();
}

/** Copies a table from SQLite into PostgreSQL, and adds up what it read. Errors: MOVE_TEXT. */
export async function copyToPostgres(
  sqlite: SqliteDatabase.Database,
  postgres: Postgres,
  schema: string,
  table: MovedTable,
  count: CountRows,
): Promise<TableSum> {
  const sum = new Sum(count);
  const cipher = new RowCipher(table);
  function* rows(): Generator<Buffer> {
    for (const row of rowsInSqlite(sqlite, table)) {
      sum.add(row);
      yield cipher.close(row);
    }
  }
  const into = `copy ${quoted(schema, table.name)} (${columnsOf(table)}) from stdin with (format binary)`;
  await copyIn(postgres, into, piecesOf(rows()));
  return sum.end();
}

/** Reads a table of PostgreSQL in the order of its keys, and adds it up. */
export async function readFromPostgres(
  postgres: Postgres,
  schema: string,
  table: MovedTable,
  count: CountRows,
  take: (row: Buffer) => void = () => undefined,
): Promise<TableSum> {
  const sum = new Sum(count);
  const from = `select ${columnsOf(table)} from ${quoted(schema, table.name)} order by ${orderOf(table)}`;
  await readRows(postgres, table, from, (row) => {
    sum.add(row);
    take(row);
  });
  return sum.end();
}

/** Reads a table of PostgreSQL in no order, and does not add it up; how many rows it has. */
export async function readUncompared(
  postgres: Postgres,
  schema: string,
  table: MovedTable,
  take: (row: Buffer) => void,
): Promise<number> {
  let rows = 0;
  await readRows(postgres, table, `select ${columnsOf(table)} from ${quoted(schema, table.name)}`, (row) => {
    rows += 1;
    take(row);
  });
  return rows;
}

/** Reads the rows of a table of PostgreSQL that meet a condition. */
export async function readSome(
  postgres: Postgres,
  schema: string,
  table: MovedTable,
  condition: string,
  take: (row: Buffer) => void,
): Promise<void> {
  await readRows(
    postgres,
    table,
    `select ${columnsOf(table)} from ${quoted(schema, table.name)} where ${condition}`,
    take,
  );
}

/** Errors: PHONES_KEY_FILE, PHONES_KEY, PHONES_ALTERED. */
async function readRows(
  postgres: Postgres,
  table: MovedTable,
  from: string,
  take: (row: Buffer) => void,
): Promise<void> {
  const cipher = new RowCipher(table);
  const reader = new RowReader((row) => take(cipher.open(row)));
  await copyOut(postgres, `copy (${from}) to stdout with (format binary)`, (chunk) => reader.push(chunk));
  reader.end();
}
