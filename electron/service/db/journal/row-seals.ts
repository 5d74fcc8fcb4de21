import { hash as hashOf } from 'node:crypto';
import type SqliteDatabase from 'better-sqlite3';
import { isSealed } from '../schema/find-tables.ts';

/** Blocks of a table whose rows are not what they were when the program last wrote them. */
export interface AlteredBlock {
  readonly table: string;
  /** Ids of the first and last row that the block can hold; null where rows of the table have no numbers. */
  readonly ids: readonly [number, number] | null;
}

/** Rows of one block: an edit by hand seals few rows anew, a long list few blocks. */
const BLOCK_BITS = 8;
/** Blocks that a command seals itself; those of a list of hundreds of thousands of rows follow when there is time. */
const AT_ONCE = 800;
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
    for (const table of this.#tables.keys())
      for (const event of ['insert', 'update', 'delete'] as const) this.#watch(table, event);
  }

  #watch(table: string, event: 'insert' | 'update' | 'delete'): void {
    const sealed = this.#tables.get(table);
    if (!sealed) return;
    // Not `or ignore`: the conflict clause of the statement that fires a trigger goes before its own.
    const note = (row: string) => {
      const block = sealed.blockOf(row);
      return `insert into touched select '${table}', ${block}
        where not exists (select 1 from touched where "table" = '${table}' and "block" = ${block});`;
    };
    const bodies = { insert: note('new'), update: note('old') + note('new'), delete: note('old') };
    this.#sqlite.exec(
      `create temp trigger "seal_${table}_${event}" after ${event} on main."${table}" begin ${bodies[event]} end`,
    );
  }

  /** Inserts many rows that follow the last one: their blocks are known without asking for each row. */
  whileInserting(table: string, insert: () => void): void {
    const sealed = this.#tables.get(table);
    if (!sealed?.numbered) {
      insert();
      return;
    }
    const highest = this.#sqlite.prepare<[], number | null>(`select max(rowid) from "${table}"`).pluck();
    const first = (highest.get() ?? 0) + 1;
    this.#sqlite.exec(`drop trigger temp."seal_${table}_insert"`);
    insert();
    this.#watch(table, 'insert');
    const last = highest.get() ?? 0;
    if (last < first) return;
    for (let block = first >> BLOCK_BITS; block <= last >> BLOCK_BITS; block++) this.#note(table, block);
  }

  /** Does something that inserts into one block alone of a table without numbers, which is noted once for all rows. */
  async whileFilling(table: string, block: number, insert: () => Promise<void>): Promise<void> {
    this.#sqlite.exec(`drop trigger temp."seal_${table}_insert"`);
    await insert();
    this.#watch(table, 'insert');
    this.#note(table, block);
  }

  #note(table: string, block: number): void {
    this.#sqlite.prepare('insert or ignore into touched values (?, ?)').run(table, block);
  }

  /** Marks every row as changed: after the columns of tables did. */
  touchAll(): void {
    this.#sqlite.exec('delete from seals; delete from unsealed');
    for (const { table, blockOf } of this.#tables.values())
      this.#sqlite.exec(
        `insert or ignore into touched select distinct '${table}', ${blockOf(`"${table}"`)} from "${table}"`,
      );
  }

  /**
   * Hashes the blocks that were touched since; inside a transaction. Where they are very many they wait for
   * `sealWaiting`, and `verify` says so. Returns the sum of all seals, in hex.
   */
  seal(): string {
    const touched = this.#sqlite.prepare<[], Address>('select "table", "block" from temp.touched').all();
    if (touched.length > AT_ONCE) {
      this.#sqlite.exec(`insert or ignore into unsealed select "table", "block" from temp.touched;
        delete from temp.touched`);
      return hex(this.#storedSum());
    }
    const sum = this.#hash(touched);
    this.#sqlite.exec('delete from temp.touched');
    return sum;
  }

  /** Hashes some of the blocks that wait, inside a transaction; how many still do. */
  sealWaiting(most: number): number {
    const waiting = this.#sqlite
      .prepare<[number], Address>('select "table", "block" from unsealed limit ?')
      .all(most);
    this.#hash(waiting);
    return this.waiting();
  }

  /** Blocks that wait to be sealed. */
  waiting(): number {
    return Number(this.#sqlite.prepare('select count(*) from unsealed').pluck().get());
  }

  #hash(touched: readonly Address[]): string {
    let sum = this.#storedSum();
    if (touched.length === 0) return hex(sum);
    const sealed = this.#sqlite.prepare('delete from unsealed where "table" = ? and "block" = ?');
    const known = this.#sqlite
      .prepare<[string, number], string>('select "hash" from seals where "table" = ? and "block" = ?')
      .pluck();
    const put = this.#sqlite.prepare('insert or replace into seals values (?, ?, ?, ?)');
    const remove = this.#sqlite.prepare('delete from seals where "table" = ? and "block" = ?');
    const readers = new Map<string, SqliteDatabase.Statement<[{ block: number }], Block>>();
    for (const { table, block } of touched) {
      const reader = readers.get(table) ?? this.#reader(table);
      readers.set(table, reader);
      sealed.run(table, block);
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
    return hex(sum);
  }

  /** Reads every row and compares; what was altered, and whether the seals are those that the trail tells. */
  verify(): {
    readonly altered: AlteredBlock[];
    readonly sum: 'ok' | 'broken';
    /** Blocks of a long list that wait to be sealed: nothing can be said of them yet. */
    readonly waiting: number;
  } {
    const waiting = new Set(
      this.#sqlite
        .prepare<[], Address>('select "table", "block" from unsealed')
        .all()
        .map(({ table, block }) => `${table} ${block}`),
    );
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
        if (waiting.has(`${table} ${block}`)) continue;
        if (seals.get(block) !== sealOf(table, block, content)) tell(block);
        seals.delete(block);
      }
      for (const block of seals.keys()) if (!waiting.has(`${table} ${block}`)) tell(block);
    }
    const told = this.#sqlite
      .prepare<[], string | null>('select "data" from audit order by "id" desc limit 1')
      .pluck()
      .get();
    const fits = hex(sum % MODULUS) === hex(this.#storedSum()) && told === hex(sum % MODULUS);
    return { altered, sum: fits ? 'ok' : 'broken', waiting: waiting.size };
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

interface Address {
  readonly table: string;
  readonly block: number;
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
    .filter(({ name, type }) => type === 'table' && !name.startsWith('sqlite_') && isSealed(name))
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
