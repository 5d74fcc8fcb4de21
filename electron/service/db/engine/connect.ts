import SqliteDatabase from 'better-sqlite3';

/**
 * Opens a database file of the program's own, or one in memory: the only way to one. What a schema brings along
 * (triggers, views, computed columns) calls no function that reaches beyond the database.
 */
export function connect(path: string, options: SqliteDatabase.Options = {}): SqliteDatabase.Database {
  const sqlite = new SqliteDatabase(path, options);
  sqlite.pragma('trusted_schema = off');
  sqlite.pragma('foreign_keys = on');
  return sqlite;
}
