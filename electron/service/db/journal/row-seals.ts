import type SqliteDatabase from 'better-sqlite3';
import { z } from 'zod';
import { type BlockReader, blockReader, readBlocks, sealOf } from './block-content.ts';
import { idsOfBlock, type SealedTable, sealedTables } from './sealed-tables.ts';

const alteredBlocks = z.array(
  z.object({ table: z.string(), ids: z.tuple([z.number(), z.number()]).readonly().nullable() }).readonly(),
);

/**
 * A block of a table whose rows are not what they were when the program last wrote them. Ids are those of the first
 * and last row that it can hold; null where rows of the table have no numbers.
 */
export type AlteredBlock = z.infer<typeof alteredBlocks>[number];

/** A block of a table. */
export interface BlockAddress {
  readonly table: string;
  readonly block: number;
}

/** Reads what was committed before the running transaction; null where nothing of it can be read now. */
export type ReadCommitted = <T>(read: (sqlite: SqliteDatabase.Database) => T) => T | null;

/** The row of `seals` that holds the sum of all others. */
const SUM = '';
const MODULUS = 1n << 256n;
const HEX = 64;
/** Told where no block differs from its seal, but the seals differ from the sum that the trail holds. */
const ALL_SEALS: AlteredBlock = { table: 'seals', ids: null };

/** Blocks that were found altered when a command sealed them anew, or an upgrade all of them. */
export interface FoundAltered {
  /** The entry of the trail that tells it. */
  readonly entry: number;
  readonly altered: readonly AlteredBlock[];
}

/**
 * Seals of the rows that were entered, block by block. The journal of rows tells which blocks a transaction changed;
 * `seal` hashes those anew in the same transaction. The sum of all seals goes into the audit trail, so that nobody can
 * change a row, a seal or an entry alone without being noticed. Where a block was altered before it is sealed anew, the
 * trail says so: an ordinary command must not hide it.
 */
export class Seals {
  readonly #sqlite: SqliteDatabase.Database;
  readonly #tables: ReadonlyMap<string, SealedTable>;
  readonly #readCommitted: ReadCommitted;

  constructor(
    sqlite: SqliteDatabase.Database,
    tables: readonly SealedTable[] = sealedTables(sqlite),
    readCommitted: ReadCommitted = () => null,
  ) {
    this.#sqlite = sqlite;
    this.#tables = new Map(tables.map((sealed) => [sealed.table, sealed]));
    this.#readCommitted = readCommitted;
  }

  /**
   * Seals every row anew, inside a transaction: after the columns of tables changed. What had been altered before is
   * given. Returns what the trail tells.
   */
  sealAll(altered: readonly AlteredBlock[]): string {
    this.#sqlite.exec('delete from seals; delete from unsealed');
    const all = [...this.#tables.values()].flatMap(({ table, blockOf }) =>
      this.#sqlite
        .prepare<[], number>(`select distinct ${blockOf(`"${table}"`)} from "${table}"`)
        .pluck()
        .all()
        .map((block) => ({ table, block })),
    );
    return tell(this.#hash(all), altered);
  }

  /** Seals blocks of rows that are all new, while a long list is written: together at its end they would take longer. */
  sealNew(blocks: readonly BlockAddress[]): void {
    this.#hash(blocks);
  }

  /** Seals the blocks that a transaction changed, inside it. Returns what the trail tells. */
  seal(changed: readonly BlockAddress[]): string {
    const altered = this.#readCommitted((before) =>
      new Seals(before, [...this.#tables.values()]).#compare(changed),
    );
    return tell(this.#hash(changed), altered ?? []);
  }

  /** Compares blocks with their seals, and the sum of seals with the trail. */
  #compare(blocks: readonly BlockAddress[]): AlteredBlock[] {
    const altered: AlteredBlock[] = [];
    const known = this.#sealFinder();
    const told = this.#toldSum();
    // A workspace that is being made has neither.
    if (told === null && known.get(SUM, 0) === undefined) return altered;
    if (told !== hex(this.#storedSum())) altered.push(ALL_SEALS);
    const readers = new Map<string, BlockReader>();
    for (const { table, block } of blocks) {
      const reader = readers.get(table) ?? blockReader(this.#sqlite, this.#tableOf(table));
      readers.set(table, reader);
      const now = reader.get({ block });
      const hash = now && now.rows > 0 ? sealOf(table, block, now.content) : undefined;
      if (known.get(table, block) !== hash) altered.push(this.#describe(table, block));
    }
    return altered;
  }

  #hash(changed: readonly BlockAddress[]): string {
    let sum = this.#storedSum();
    if (changed.length === 0) return hex(sum);
    const known = this.#sealFinder();
    const put = this.#sqlite.prepare('insert or replace into seals values (?, ?, ?, ?)');
    const remove = this.#sqlite.prepare('delete from seals where "table" = ? and "block" = ?');
    const readers = new Map<string, BlockReader>();
    for (const { table, block } of changed) {
      const reader = readers.get(table) ?? blockReader(this.#sqlite, this.#tableOf(table));
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
    return hex(sum);
  }

  /**
   * What was altered in a workspace of an older version, which did not seal all rows at once: blocks that were not
   * sealed yet are listed separately.
   */
  findAltered(): { readonly altered: AlteredBlock[]; readonly waiting: AlteredBlock[] } {
    const { altered, sum } = this.verify();
    const waiting = this.#sqlite
      .prepare<[], BlockAddress>('select "table", "block" from unsealed')
      .all()
      .map(({ table, block }) => this.#describe(table, block));
    const names = new Set(waiting.map((block) => JSON.stringify(block)));
    const told = altered.filter((block) => !names.has(JSON.stringify(block)));
    return { altered: sum === 'ok' ? told : [...told, ALL_SEALS], waiting };
  }

  /** Reads every row and compares; what was altered, and whether the seals are those that the trail tells. */
  verify(): {
    readonly altered: AlteredBlock[];
    readonly sum: 'ok' | 'broken';
    /** What the program found altered before it was sealed anew. */
    readonly found: FoundAltered[];
  } {
    const altered: AlteredBlock[] = [];
    let sum = 0n;
    for (const sealed of this.#tables.values()) {
      const { table } = sealed;
      const seals = this.#sealsOf(table);
      for (const hash of seals.values()) sum += BigInt(`0x${hash}`);
      const changed: number[] = [];
      for (const { block, content } of readBlocks(this.#sqlite, sealed)) {
        if (seals.get(block) !== sealOf(table, block, content)) changed.push(block);
        seals.delete(block);
      }
      for (const block of [...changed, ...seals.keys()]) altered.push(this.#describe(table, block));
    }
    const fits = hex(sum % MODULUS) === hex(this.#storedSum()) && this.#toldSum() === hex(sum % MODULUS);
    return { altered, sum: fits ? 'ok' : 'broken', found: this.#found() };
  }

  /** The sum that the latest entry of the trail tells; null where there is no entry, or it is older than seals. */
  #toldSum(): string | null {
    const told = this.#sqlite
      .prepare<[], string | null>('select "data" from audit order by "id" desc limit 1')
      .pluck()
      .get();
    return told?.slice(0, HEX) ?? null;
  }

  #found(): FoundAltered[] {
    const told = this.#sqlite.prepare<[number], { entry: number; told: string }>(
      'select "id" as entry, "data" as told from audit where length("data") > ?',
    );
    return told.all(HEX).map(({ entry, told }) => ({ entry, altered: parseAltered(told.slice(HEX)) }));
  }

  #describe(table: string, block: number): AlteredBlock {
    return { table, ids: this.#tables.get(table)?.isNumbered ? idsOfBlock(block) : null };
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

  #sealFinder(): SqliteDatabase.Statement<[string, number], string> {
    return this.#sqlite
      .prepare<[string, number], string>('select "hash" from seals where "table" = ? and "block" = ?')
      .pluck();
  }

  #storedSum(): bigint {
    const stored = this.#sealFinder().get(SUM, 0);
    return stored === undefined ? 0n : BigInt(`0x${stored}`);
  }

  #tableOf(name: string): SealedTable {
    const sealed = this.#tables.get(name);
    if (!sealed) throw new Error(`${name} is not sealed`);
    return sealed;
  }
}

/** The sum of all seals, and behind it what was altered before, for the entry of a command in the trail. */
function tell(sum: string, altered: readonly AlteredBlock[]): string {
  return altered.length === 0 ? sum : `${sum} ${JSON.stringify(altered)}`;
}

function hex(sum: bigint): string {
  return sum.toString(16).padStart(64, '0');
}

function parseAltered(told: string): readonly AlteredBlock[] {
  try {
    return alteredBlocks.parse(JSON.parse(told));
  } catch {
    // The chain of the trail is broken there, too.
    return [ALL_SEALS];
  }
}
