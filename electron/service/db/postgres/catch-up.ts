import type SqliteDatabase from 'better-sqlite3';
import { readRow } from './binary-rows.ts';
import type { RowKey } from './change-notes.ts';
import { type KeysByTable, readKeys } from './changed-keys.ts';
import { type Postgres, quoted, rowsOf } from './connection.ts';
import { keyList } from './key-list.ts';
import { FACTS_TABLE } from './make-schema.ts';
import { type MovedTable, readMovedTables } from './moved-tables.ts';
import { rowOfPlace, type StorePlace } from './store-place.ts';
import { CHANGES_TABLE } from './store-tables.ts';
import { readSome } from './table-rows.ts';

/** Up to which transaction a store goes. */
export async function readPlace(postgres: Postgres, schema: string): Promise<StorePlace> {
  const [row] = await rowsOf<{ number: string; token: string }>(
    postgres,
    `select "number", "token" from ${quoted(schema, CHANGES_TABLE)} order by "number" desc limit 1`,
  );
  if (row) return { number: Number(row.number), token: row.token };
  const [facts] = await rowsOf<{ movedAt: string }>(
    postgres,
    `select "movedAt" from ${quoted(schema, FACTS_TABLE)}`,
  );
  return { number: 0, token: facts?.movedAt ?? '' };
}

/**
 * Makes the rows of a copy what the store holds, where they were changed since `from`. What the copy had already is taken once
 * more, which changes nothing. Null where the copy is of another past, because the store was restored or is another, and where
 * it is so old that the store does not tell any more what was changed since.
 */
export async function catchUp(
  postgres: Postgres,
  schema: string,
  sqlite: SqliteDatabase.Database,
  from: StorePlace,
): Promise<StorePlace | null> {
  await postgres.query('begin isolation level repeatable read');
  try {
    const [known] = await rowsOf(postgres, rowOfPlace(schema, from));
    if (!known) return null;
    const rest = await rowsOf<{ number: string; token: string; keys: string }>(
      postgres,
      `select "number", "token", "keys" from ${quoted(schema, CHANGES_TABLE)} where "number" > ${from.number} order by "number"`,
    );
    const [first] = rest;
    const last = rest.at(-1);
    if (!first || !last) return from;
    if (Number(first.number) !== from.number + 1) return null;
    const changed: KeysByTable = new Map();
    for (const { keys } of rest) readKeys(keys, changed);
    await takeRows(postgres, schema, sqlite, changed);
    return { number: Number(last.number), token: last.token };
  } finally {
    await postgres.query('rollback').catch(() => undefined);
  }
}

async function takeRows(
  postgres: Postgres,
  schema: string,
  sqlite: SqliteDatabase.Database,
  changed: KeysByTable,
): Promise<void> {
  // Tables point to each other in circles; the store has compared the keys.
  sqlite.pragma('foreign_keys = off');
  sqlite.exec('begin immediate');
  try {
    for (const table of readMovedTables(sqlite)) {
      const keys = [...(changed.get(table.name)?.values() ?? [])];
      if (keys.length > 0) await takeTable(postgres, schema, sqlite, table, keys);
    }
    sqlite.exec('commit');
  } catch (error) {
    if (sqlite.inTransaction) sqlite.exec('rollback');
    throw error;
  } finally {
    sqlite.pragma('foreign_keys = on');
  }
}

async function takeTable(
  postgres: Postgres,
  schema: string,
  sqlite: SqliteDatabase.Database,
  table: MovedTable,
  keys: readonly RowKey[],
): Promise<void> {
  // Entries of the trail never change; those that are there stay.
  const isGrowing = table.refusals.length > 0;
  if (!isGrowing) {
    const where = table.order.map((name) => `${quoted(name)} = ?`).join(' and ');
    const remove = sqlite.prepare(`delete from ${quoted(table.name)} where ${where}`);
    for (const key of keys) remove.run(...key);
  }
  const kinds = table.columns.map(({ kind }) => kind);
  const names = table.columns.map(({ name }) => quoted(name)).join(', ');
  const insert = sqlite.prepare(
    `insert ${isGrowing ? 'or ignore ' : ''}into ${quoted(table.name)} (${names}) values (${kinds.map(() => '?').join(', ')})`,
  );
  for (const list of keyList(table, keys))
    await readSome(postgres, schema, table, list, (row) => insert.run(readRow(row, kinds)));
}
