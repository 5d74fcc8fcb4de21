import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { type Postgres, quoted, rowsOf } from './connection.ts';
import { FILES_TABLE } from './store-tables.ts';

/** Files lie in the database in pieces of this size, bytes. */
const PIECE = 2 ** 20;

/** The names of the files that a store has whole. */
export async function storedFiles(postgres: Postgres, schema: string): Promise<string[]> {
  const rows = await rowsOf<{ file: string }>(
    postgres,
    `select distinct "file" from ${quoted(schema, FILES_TABLE)} order by "file"`,
  );
  return rows.map(({ file }) => file);
}

/**
 * Puts a file into the store, in place of what had its name; all of it or nothing. `within` belongs to the same
 * transaction, at its beginning.
 */
export async function storeFile(
  postgres: Postgres,
  schema: string,
  file: string,
  pieces: Iterable<Buffer>,
  within: (postgres: Postgres) => Promise<void> = async () => undefined,
): Promise<void> {
  const table = quoted(schema, FILES_TABLE);
  await postgres.query('begin');
  try {
    await within(postgres);
    await postgres.query(`delete from ${table} where "file" = $1`, [file]);
    let number = 0;
    for (const piece of pieces) {
      await postgres.query(`insert into ${table} values ($1, $2, $3)`, [file, number, piece]);
      number += 1;
    }
    await postgres.query('commit');
  } catch (error) {
    await postgres.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** A file of the disk in pieces. */
export function* piecesOfFile(path: string): Generator<Buffer> {
  const from = openSync(path, 'r');
  try {
    for (;;) {
      const piece = Buffer.alloc(PIECE);
      const read = readSync(from, piece, 0, PIECE, null);
      if (read === 0) return;
      yield piece.subarray(0, read);
    }
  } finally {
    closeSync(from);
  }
}

/** The same of what is in memory. */
export function* piecesOfContent(content: Buffer): Generator<Buffer> {
  for (let at = 0; at < content.length; at += PIECE) yield content.subarray(at, at + PIECE);
}

/** Writes a file of the store to a path. */
export async function fetchFile(
  postgres: Postgres,
  schema: string,
  file: string,
  path: string,
): Promise<void> {
  const into = openSync(path, 'w');
  try {
    for (let number = 0; ; number += 1) {
      const { rows } = await postgres.query<{ content: Buffer }>(
        `select "content" from ${quoted(schema, FILES_TABLE)} where "file" = $1 and "piece" = $2`,
        [file, number],
      );
      const [piece] = rows;
      if (!piece) return;
      writeSync(into, piece.content);
    }
  } finally {
    closeSync(into);
  }
}

/** Takes files out of the store that the workspace has no more. */
export async function dropFiles(postgres: Postgres, schema: string, files: readonly string[]): Promise<void> {
  for (const file of files)
    await postgres.query(`delete from ${quoted(schema, FILES_TABLE)} where "file" = $1`, [file]);
}
