import SqliteDatabase from 'better-sqlite3';
import { sql } from 'kysely';
import { CodedError } from '#shared/contract/errors.ts';
import type { Database } from '../schema/schema.ts';

/** What a database file holds, without changing it: SQLite's own check, and the version of its schema. Errors: WORKSPACE_UNREADABLE. */
export function inspectDatabase(path: string): { readonly integrity: string; readonly version: number } {
  try {
    const copy = new SqliteDatabase(path, { readonly: true });
    try {
      const found = copy.pragma('integrity_check', { simple: true });
      const orphans = copy.pragma('foreign_key_check') as unknown[];
      return {
        integrity: orphans.length === 0 ? String(found) : `${found}; ${orphans.length} rows point to nothing`,
        version: Number(copy.pragma('user_version', { simple: true })),
      };
    } finally {
      copy.close();
    }
  } catch {
    throw new CodedError('WORKSPACE_UNREADABLE', { path });
  }
}

/** SQLite's own check of the file and of foreign keys: `ok`, or what it found. */
export async function checkIntegrity(db: Database): Promise<string> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  const orphans = await sql`pragma foreign_key_check`.execute(db);
  const found = rows.map((row) => row.integrity_check).join('; ');
  return orphans.rows.length === 0 ? found : `${found}; ${orphans.rows.length} rows point to nothing`;
}
