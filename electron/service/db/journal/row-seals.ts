import { hash as hashOf } from 'node:crypto';
import type SqliteDatabase from 'better-sqlite3';
import { idsOfBlock, type SealedTable, sealedTables } from './sealed-tables.ts';

/** Blocks of a table whose rows are not what they were when the program last wrote them. */
export interface AlteredBlock {
  readonly table: string;
  /** Ids of the first and last row that the block can hold; null where rows of the table have no numbers. */
  readonly ids: readonly [number, number] | null;
}

/** A block of a table. */
export interface BlockAddress {
  readonly table: string;
  readonly block: number;
}

/** Blocks that a command seals itself; those of a list of hundreds of thousands of rows follow when there is time. */
const AT_ONCE = 800;
/** The row of `seals` that holds the sum of all others. */
const SUM = '';
const MODULUS = 1n << 256n;

/**
 * Seals of the rows that were entered, block by block. The journal of rows tells which blocks a transaction changed;
 * `seal` hashes those anew. The sum of all seals goes into the audit trail, so that a row, a seal or an entry cannot
 * change alone.
 */
export class Seals {
  readonly #sqlite: SqliteDatabase.Database;
  readonly #tables: ReadonlyMap<string, SealedTable>;

  constructor(sqlite: SqliteDatabase.Database, tables: readonly SealedTable[] = sealedTables(sqlite)) {
    this.#sqlite = sqlite;
    this.#tables = new Map(tables.map((sealed) => [sealed.table, sealed]));
  }

  /** Seals every row anew, inside a transaction: after the columns of tables changed. Returns the sum, in hex. */
  sealAll(): string {
    this.#sqlite.exec('delete from seals; delete from unsealed');
    const all = [...this.#tables.values()].flatMap(({ table, blockOf }) =>
      this.#sqlite
        .prepare<[], number>(`select distinct ${blockOf(`"${table}"`)} from "${table}"`)
        .pluck()
        .all()
        .map((block) => ({ table, block })),
    );
    return this.seal(all);
  }

  /**
   * Seals the blocks that a transaction changed, inside it. Where they are very many they wait for `sealWaiting`, and
   * `verify` says so. Returns the sum of all seals, in hex.
   */
  seal(changed: readonly BlockAddress[]): string {
    if (changed.length <= AT_ONCE) return this.#hash(changed);
    const wait = this.#sqlite.prepare('insert or ignore into unsealed values (?, ?)');
    for (const { table, block } of changed) wait.run(table, block);
    return hex(this.#storedSum());
  }

  /** Hashes some of the blocks that wait, inside a transaction; how many still do. */
  sealWaiting(most: number): number {
    const waiting = this.#sqlite
      .prepare<[number], BlockAddress>('select "table", "block" from unsealed limit ?')
      .all(most);
    this.#hash(waiting);
    return this.waiting();
  }

  /** Blocks that wait to be sealed. */
  waiting(): number {
    return Number(this.#sqlite.prepare('select count(*) from unsealed').pluck().get());
  }

  #hash(changed: readonly BlockAddress[]): string {
    let sum = this.#storedSum();
    if (changed.length === 0) return hex(sum);
    const sealed = this.#sqlite.prepare('delete from unsealed where "table" = ? and "block" = ?');
    const known = this.#sqlite
      .prepare<[string, number], string>('select "hash" from seals where "table" = ? and "block" = ?')
      .pluck();
    const put = this.#sqlite.prepare('insert or replace into seals values (?, ?, ?, ?)');
    const remove = this.#sqlite.prepare('delete from seals where "table" = ? and "block" = ?');
    const readers = new Map<string, SqliteDatabase.Statement<[{ block: number }], BlockRows>>();
    for (const { table, block } of changed) {
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
    const waiting = this.#waitingBlocks();
    const altered: AlteredBlock[] = [];
    let sum = 0n;
    for (const sealed of this.#tables.values()) {
      const { table, isNumbered } = sealed;
      const seals = this.#sealsOf(table);
      for (const hash of seals.values()) sum += BigInt(`0x${hash}`);
      const changed: number[] = [];
      for (const { block, content } of this.#blocks(sealed)) {
        if (seals.get(block) !== sealOf(table, block, content)) changed.push(block);
        seals.delete(block);
      }
      for (const block of [...changed, ...seals.keys()])
        if (!waiting.has(`${table} ${block}`))
          altered.push({ table, ids: isNumbered ? idsOfBlock(block) : null });
    }
    const told = this.#sqlite
      .prepare<[], string | null>('select "data" from audit order by "id" desc limit 1')
      .pluck()
      .get();
    const fits = hex(sum % MODULUS) === hex(this.#storedSum()) && told === hex(sum % MODULUS);
    return { altered, sum: fits ? 'ok' : 'broken', waiting: waiting.size };
  }

  #waitingBlocks(): Set<string> {
    const waiting = this.#sqlite.prepare<[], BlockAddress>('select "table", "block" from unsealed').all();
    return new Set(waiting.map(({ table, block }) => `${table} ${block}`));
  }

  /** The seals of a table by block. */
  #sealsOf(table: string): Map<number, string> {
    const seals = this.#sqlite
      .prepare<[string], { block: number; hash: string }>(
        'select "block", "hash" from seals where "table" = ?',
      )
      .all(table);
    return new Map(seals.map(({ block, hash }) => [block, hash]));
  }

  #storedSum(): bigint {
    const stored = this.#sqlite
      .prepare<[string], string>('select "hash" from seals where "table" = ? and "block" = 0')
      .pluck()
      .get(SUM);
    return stored === undefined ? 0n : BigInt(`0x${stored}`);
  }

  #reader(table: string): SqliteDatabase.Statement<[{ block: number }], BlockRows> {
    const sealed = this.#tables.get(table);
    if (!sealed) throw new Error(`${table} is not sealed`);
    const { line, order, within } = sealed;
    return this.#sqlite.prepare(
      `select count(*) as "rows", group_concat(line, char(10)) as content
       from (select ${line} as line from "${table}" where ${within} order by ${order})`,
    );
  }

  #blocks({ table, line, order, blockOf }: SealedTable): IterableIterator<{
    block: number;
    content: string;
  }> {
    return this.#sqlite
      .prepare<[], { block: number; content: string }>(
        `select block, group_concat(line, char(10)) as content
         from (select ${blockOf(`"${table}"`)} as block, ${line} as line from "${table}" order by ${order})
         group by block`,
      )
      .iterate();
  }
}

interface BlockRows {
  readonly rows: number;
  readonly content: string;
}

function sealOf(table: string, block: number, content: string): string {
  return hashOf('sha256', `${table} ${block}\n${content}`);
}

function hex(sum: bigint): string {
  return sum.toString(16).padStart(64, '0');
}
