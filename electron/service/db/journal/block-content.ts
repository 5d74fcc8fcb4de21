import { createHash } from 'node:crypto';
import type SqliteDatabase from 'better-sqlite3';
import type { SealedTable } from './sealed-tables.ts';

/** The rows of one block as they are now: how many, and all of their values, a line a row. */
interface BlockRows {
  readonly rows: number;
  readonly content: Buffer;
}

export type BlockReader = SqliteDatabase.Statement<[{ block: number }], BlockRows>;

/** Reads one block of a table. */
export function blockReader(
  sqlite: SqliteDatabase.Database,
  { table, line, order, within }: SealedTable,
): BlockReader {
  return sqlite.prepare(
    `select count(*) as "rows", cast(group_concat(line, char(10)) as blob) as content
     from (select ${line} as line from "${table}" where ${within} order by ${order})`,
  );
}

/** Reads all blocks of a table, one after the other. */
export function readBlocks(
  sqlite: SqliteDatabase.Database,
  { table, line, order, blockOf }: SealedTable,
): IterableIterator<{ readonly block: number; readonly content: Buffer }> {
  return sqlite
    .prepare<[], { block: number; content: Buffer }>(
      `select block, cast(group_concat(line, char(10)) as blob) as content
       from (select ${blockOf(`"${table}"`)} as block, ${line} as line from "${table}" order by ${order})
       group by block`,
    )
    .iterate();
}

/** The seal of a block, of bytes: SQLite's text would be turned into JavaScript's and back, which takes most of the time. */
export function sealOf(table: string, block: number, content: Uint8Array): string {
  return createHash('sha256').update(`${table} ${block}\n`).update(content).digest('hex');
}
