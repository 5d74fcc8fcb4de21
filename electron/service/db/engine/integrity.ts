import { Kysely, SqliteDialect, sql } from 'kysely';
import { CodedError } from '#shared/contract/errors.ts';
import { SCHEMA_VERSION } from '../schema/migrations/index.ts';
import type { Database } from '../schema/schema.ts';
import { connect } from './connect.ts';
import { isDiskFault } from './faults.ts';
import type { Depth, Look } from './look.ts';
import { findSchemaChanges } from './own-schema.ts';

/** How long to wait, ms, while another program reads or copies the file. */
const BUSY_MS = 5000;

/**
 * What a database file holds, without changing it. A file from elsewhere is given to `lookAtDatabase`, which does this in
 * another process. Errors: WORKSPACE_UNREADABLE, DISK_WRITE.
 */
export async function inspectDatabase(path: string, depth: Depth = 'whole'): Promise<Look> {
  try {
    const database = connect(path, depth === 'quick' ? { timeout: BUSY_MS } : { readonly: true });
    const db: Database = new Kysely({ dialect: new SqliteDialect({ database }) });
    try {
      const version = await schemaVersion(db);
      const changes = version > SCHEMA_VERSION ? [] : await findSchemaChanges(db, version);
      // Other checks go on where the pages of a table lead to each other; this one ends at the first fault.
      const isOwn = version <= SCHEMA_VERSION && changes.length === 0;
      const quick = isOwn ? String(database.pragma('quick_check(1)', { simple: true })) : 'ok';
      const isDone = isOwn && (quick !== 'ok' || depth === 'quick');
      return { version, changes: [...changes], integrity: isDone ? quick : await checkIntegrity(db) };
    } finally {
      database.close();
    }
  } catch (error) {
    throw new CodedError(isDiskFault(error) ? 'DISK_WRITE' : 'WORKSPACE_UNREADABLE', { path });
  }
}

/**
 * `ok`, or what was found. The schema is compared with that of its version first, because the other checks could run
 * triggers that somebody planted there. Then SQLite checks the file and its foreign keys.
 */
export async function checkIntegrity(db: Database): Promise<string> {
  const version = await schemaVersion(db);
  if (version > SCHEMA_VERSION) return '数据库由更新的版本建立';
  const changes = await findSchemaChanges(db, version);
  if (changes.length > 0) return `数据库结构在程序之外被改动：${changes.join('，')}`;
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  const orphans = await sql`pragma foreign_key_check`.execute(db);
  const found = rows.map((row) => row.integrity_check).join('; ');
  return orphans.rows.length === 0 ? found : `${found}; ${orphans.rows.length} rows point to nothing`;
}

/** The version of a database's schema; 0 where it is empty. */
export async function schemaVersion(db: Database): Promise<number> {
  const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(db);
  return rows[0]?.user_version ?? 0;
}
