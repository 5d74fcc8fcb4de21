import SqliteDatabase from 'better-sqlite3';

/**
 * Opens a database file of this program, or one in memory. All code opens databases here, so that every connection has
 * the same protection: triggers, views and computed columns of a schema cannot call functions that reach beyond the
 * database.
 */
export function connect(path: string, options: SqliteDatabase.Options = {}): SqliteDatabase.Database {
  const sqlite = new SqliteDatabase(path, options);
  sqlite.pragma('trusted_schema = off');
  sqlite.pragma('foreign_keys = on');
  return sqlite;
}
