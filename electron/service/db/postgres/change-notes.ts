import type SqliteDatabase from 'better-sqlite3';
import type { StoredScalar } from './binary-rows.ts';
import { quoted } from './connection.ts';
import type { MovedTable } from './moved-tables.ts';

/** What tells one row of a table from the others: the values of its `order`. */
export type RowKey = readonly (string | number)[];

/** The rows of a table that a transaction changed. */
export interface ChangedRows {
  readonly table: MovedTable;
  /** Rows that were there before; those that are new are not among them. */
  readonly existed: readonly RowKey[];
  readonly all: readonly RowKey[];
}

/**
 * Notes which rows a transaction changes, of all tables: the journal of rows leaves out what is computed. It lies in the
 * temporary database of the connection and belongs to the transaction: one that is taken back leaves nothing.
 */
export class ChangeNotes {
  readonly #sqlite: SqliteDatabase.Database;
  readonly #tables: readonly MovedTable[];

  constructor(sqlite: SqliteDatabase.Database, tables: readonly MovedTable[]) {
    this.#sqlite = sqlite;
    this.#tables = tables;
  }

  watch(): void {
    // Else a row that is replaced would not be noted as one that was there.
    this.#sqlite.pragma('recursive_triggers = on');
    this.#sqlite.exec(
      `create temp table "passedOn" ("table" integer, "key", "existed" integer, primary key ("table", "key")) without rowid`,
    );
    for (const [at, table] of this.#tables.entries())
      for (const [event, body] of Object.entries(triggersOf(at, table)))
        this.#sqlite.exec(
          `create temp trigger "pass_${table.name}_${event}" after ${event} on main.${quoted(table.name)} begin ${body} end`,
        );
  }

  read(): ChangedRows[] {
    const noted = this.#sqlite.prepare<[number], { key: string | number; existed: number }>(
      'select "key", "existed" from temp."passedOn" where "table" = ? order by "key"',
    );
    const tables = this.#sqlite.prepare<[], number>('select distinct "table" from temp."passedOn"').pluck();
    return tables.all().flatMap((at) => {
      const table = this.#tables[at];
      if (!table) return [];
      const rows = noted.all(at).map(({ key, existed }) => ({ key: keyOf(key), existed }));
      const existed = rows.filter((row) => row.existed !== 0).map(({ key }) => key);
      return [{ table, existed, all: rows.map(({ key }) => key) }];
    });
  }

  /** The rows of a table that were changed and are still there, in the order of its keys. */
  *rowsOf(table: MovedTable): Generator<StoredScalar[]> {
    const columns = table.columns.map(({ name }) => `now.${quoted(name)}`).join(', ');
    const is = table.order.map((name, at) => `now.${quoted(name)} = ${partOf(table, at)}`).join(' and ');
    const rows = this.#sqlite
      .prepare<[number], StoredScalar[]>(
        `select ${columns} from temp."passedOn" as noted cross join main.${quoted(table.name)} as now on ${is}
         where noted."table" = ? order by noted."key"`,
      )
      .raw(true)
      .safeIntegers(true);
    yield* rows.iterate(this.#tables.indexOf(table));
  }

  /** At the end of a transaction, inside it. */
  clear(): void {
    this.#sqlite.exec('delete from temp."passedOn"');
  }
}

/** Whether a number alone tells the rows of a table apart. */
function isNumbered({ order, columns }: MovedTable): boolean {
  const [only] = order;
  return order.length === 1 && columns.some(({ name, kind }) => name === only && kind === 'integer');
}

function keyOf(noted: string | number): RowKey {
  if (typeof noted === 'number') return [noted];
  const parts: unknown = JSON.parse(noted);
  if (!Array.isArray(parts)) throw new Error('a key that is none');
  return parts.filter((part) => typeof part === 'string' || typeof part === 'number');
}

function partOf(table: MovedTable, at: number): string {
  return isNumbered(table) ? 'noted."key"' : `noted."key" ->> ${at}`;
}

/**
 * What the triggers of a table do, by what fires them. `or ignore` would be replaced by the clause of who fires them. A
 * question whether the key is there already would read all of them for each row: the column has no type, so a number is
 * not looked up by its index.
 */
function triggersOf(at: number, table: MovedTable): Record<'insert' | 'update' | 'delete', string> {
  const keyIn = (row: string) => {
    const parts = table.order.map((name) => `${row}.${quoted(name)}`);
    return isNumbered(table) ? parts.join() : `json_array(${parts.join(', ')})`;
  };
  const note = (row: string, existed: 0 | 1) =>
    `insert into "passedOn" values (${at}, ${keyIn(row)}, ${existed}) on conflict ("table", "key") do nothing;`;
  return { insert: note('new', 0), update: note('old', 1) + note('new', 0), delete: note('old', 1) };
}
