import { hash as hashOf } from 'node:crypto';
import type SqliteDatabase from 'better-sqlite3';

/** Blocks of a table whose rows are not what they were when the program last wrote them. */
export interface AlteredBlock {
  readonly table: string;
  /** Ids of the first and last row that the block can hold; null where rows of the table have no numbers. */
  readonly ids: readonly [number, number] | null;
}

/** Rows of one block: an edit by hand seals few rows anew, a long list few blocks. */
const BLOCK_BITS = 8;
/** Not sealed: what is computed from the rest, the trail (chained itself), the seals, SQLite's own. */
const unsealed = new Set(['findings', 'audit', 'seals']);
/** The row of `seals` that holds the sum of all others. */
const SUM = '';
const MODULUS = 1n << 256n;

interface Sealed {
  readonly table: string;
  /** SQL of the block that a row of a name (`new`, `old` or the table) belongs to. */
  blockOf(row: string): string;
  /** SQL of all of a row's values as one text, and of the order of rows. */
  readonly line: string;
  readonly order: string;
  /** SQL that keeps the rows of `@block`. */
  readonly within: string;
  readonly numbered: boolean;
}

/**
 * Seals of the rows that were entered. Triggers of the writing connection note which blocks a transaction
 * touches; `seal` hashes those anew. The sum of all seals goes into the audit trail, so that a row, a seal or
 * an entry cannot change alone.
 */
export class Seals {
  readonly #sqlite: SqliteDatabase.Database;
  readonly #tables: ReadonlyMap<string, Sealed>;

  constructor(sqlite: SqliteDatabase.Database) {
    this.#sqlite = sqlite;
    this.#tables = new Map(sealedTables(sqlite).map((sealed) => [sealed.table, sealed]));
  }

  /** Begins to note what is changed on this connection. */
  watch(): void {
    this.#sqlite.exec(
      'create temp table touched ("table" text, "block" integer, primary key ("table", "block")) without rowid',
    );
    for (const sealed of this.#tables.values()) {
      const { table } = sealed;
      // Not `or ignore`: the conflict clause of the statement that fires a trigger goes before its own.
      const note = (row: string) => {
        const block = sealed.blockOf(row);
        return `insert into touched select '${table}', ${block}
          where not exists (select 1 from touched where "table" = '${table}' and "block" = ${block});`;
      };
      const bodies = { insert: note('new'), update: note('old') + note('new'), delete: note('old') };
      for (const [event, body] of Object.entries(bodies))
        this.#sqlite.exec(
          `create temp trigger "seal_${table}_${event}" after ${event} on main."${table}" begin ${body} end`,
        );
    }
  }

  /** Marks every row as changed: after the columns of tables did. */
  touchAll(): void {
    this.#sqlite.exec('delete from seals');
    for (const { table, blockOf } of this.#tables.values())
      this.#sqlite.exec(
        `insert or ignore into touched select distinct '${table}', ${blockOf(`"${table}"`)} from "${table}"`,
      );
  }

  /** Hashes the blocks that were touched since; inside a transaction. Returns the sum of all seals, in hex. */
  seal(): string {
    const touched = this.#sqlite
      .prepare<[], { table: string; block: number }>('select "table", "block" from temp.touched')
      .all();
    let sum = this.#storedSum();
    if (touched.length === 0) return hex(sum);
    const known = this.#sqlite
      .prepare<[string, number], string>('select "hash" from seals where "table" = ? and "block" = ?')
      .pluck();
    const put = this.#sqlite.prepare('insert or replace into seals values (?, ?, ?, ?)');
    const remove = this.#sqlite.prepare('delete from seals where "table" = ? and "block" = ?');
    const readers = new Map<string, SqliteDatabase.Statement<[{ block: number }], Block>>();
    for (const { table, block } of touched) {
      const reader = readers.get(table) ?? this.#reader(table);
      readers.set(table, reader);
      const before = known.get(table, block);
      const now = reader.get({ block });
      if (before !== undefined) sum -= BigInt(`0x${before}`);
      if (!now || now.rows === 0) remove.run(table, block);
      else {
        const hash = sealOf(table, block, now.content);
        sum += BigInt(`0x${hash}`);
        put.run(table, block, now.rows, hash);
      }
    }
    sum = ((sum % MODULUS) + MODULUS) % MODULUS;
    put.run(SUM, 0, 0, hex(sum));
    this.#sqlite.exec('delete from temp.touched');
    return hex(sum);
  }

  /** Reads every row and compares; what was altered, and whether the seals are those that the trail tells. */
  verify(): { readonly altered: AlteredBlock[]; readonly sum: 'ok' | 'broken' } {
    const altered: AlteredBlock[] = [];
    let sum = 0n;
    for (const sealed of this.#tables.values()) {
      const { table, numbered } = sealed;
      const seals = new Map(
        this.#sqlite
          .prepare<[string], { block: number; hash: string }>(
            'select "block", "hash" from seals where "table" = ?',
          )
          .all(table)
          .map(({ block, hash }) => [block, hash]),
      );
      const tell = (block: number) => {
        const first = block * 2 ** BLOCK_BITS;
        altered.push({ table, ids: numbered ? [first, first + 2 ** BLOCK_BITS - 1] : null });
      };
      for (const hash of seals.values()) sum += BigInt(`0x${hash}`);
      for (const { block, content } of this.#blocks(sealed)) {
        if (seals.get(block) !== sealOf(table, block, content)) tell(block);
        seals.delete(block);
      }
      for (const block of seals.keys()) tell(block);
    }
    const told = this.#sqlite
      .prepare<[], string | null>('select "data" from audit order by "id" desc limit 1')
      .pluck()
      .get();
    const fits = hex(sum % MODULUS) === hex(this.#storedSum()) && told === hex(sum % MODULUS);
    return { altered, sum: fits ? 'ok' : 'broken' };
  }

  #storedSum(): bigint {
    const stored = this.#sqlite
      .prepare<[string], string>('select "hash" from seals where "table" = ? and "block" = 0')
      .pluck()
      .get(SUM);
    return stored === undefined ? 0n : BigInt(`0x${stored}`);
  }

  #reader(table: string): SqliteDatabase.Statement<[{ block: number }], Block> {
    const sealed = this.#tables.get(table);
    if (!sealed) throw new Error(`${table} is not sealed`);
    const { line, order, within } = sealed;
    return this.#sqlite.prepare(
      `select count(*) as "rows", group_concat(line, char(10)) as content
       from (select ${line} as line from "${table}" where ${within} order by ${order})`,
    );
  }

  #blocks({ table, line, order, blockOf }: Sealed): IterableIterator<{ block: number; content: string }> {
    return this.#sqlite
      .prepare<[], { block: number; content: string }>(
        `select block, group_concat(line, char(10)) as content
         from (select ${blockOf(`"${table}"`)} as block, ${line} as line from "${table}" order by ${order})
         group by block`,
      )
      .iterate();
  }
}

interface Block {
  readonly rows: number;
  readonly content: string;
}

function sealOf(table: string, block: number, content: string): string {
  return hashOf('sha256', `${table} ${block}\n${content}`);
}

function hex(sum: bigint): string {
  return sum.toString(16).padStart(64, '0');
}

function sealedTables(sqlite: SqliteDatabase.Database): Sealed[] {
  const tables = sqlite.pragma('main.table_list') as {
    name: string;
    type: string;
    wr: number;
  }[];
  return tables
    .filter(({ name, type }) => type === 'table' && !name.startsWith('sqlite_') && !unsealed.has(name))
    .map(({ name, wr }) => describe(sqlite, name, wr === 1));
}

/** Rows with a number of their own by that number; rows behind a key by its first column where it is one; others all in one. */
function describe(sqlite: SqliteDatabase.Database, table: string, withoutRowId: boolean): Sealed {
  const columns = sqlite.pragma(`main.table_info("${table}")`) as {
    name: string;
    type: string;
    pk: number;
  }[];
  const keys = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  const [first] = keys;
  const line = `json_array(${columns.map(({ name, type }) => (type.toLowerCase() === 'blob' ? `hex("${name}")` : `"${name}"`)).join(', ')})`;
  const order = withoutRowId ? keys.map(({ name }) => `"${name}"`).join(', ') : 'rowid';
  const isNumber = first?.type.toLowerCase() === 'integer';
  if (!withoutRowId && keys.length === 1 && isNumber) {
    const id = `"${first.name}"`;
    return {
      table,
      blockOf: (row) => `${row}.${id} >> ${BLOCK_BITS}`,
      line,
      order,
      within: `${id} between @block << ${BLOCK_BITS} and (@block << ${BLOCK_BITS}) + ${2 ** BLOCK_BITS - 1}`,
      numbered: true,
    };
  }
  if (withoutRowId && isNumber) {
    const key = `"${first.name}"`;
    return {
      table,
      blockOf: (row) => `${row}.${key}`,
      line,
      order,
      within: `${key} = @block`,
      numbered: false,
    };
  }
  return { table, blockOf: () => '0', line, order, within: '@block = 0', numbered: false };
}
