import SqliteDatabase from 'better-sqlite3';

/**
 * Opens somebody else's SQLite file (a base map, a GeoPackage) to be read. Throws where it is none, and where a view of
 * it builds rows of its own by `with`: such a one need never end, and what it runs in cannot be stopped.
 */
export function openForeignFile(path: string): SqliteDatabase.Database {
  const sqlite = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
  try {
    sqlite.pragma('trusted_schema = off');
    sqlite.pragma('cell_size_check = on');
    const views = sqlite.prepare("select sql from sqlite_schema where type = 'view'").pluck().all();
    if (views.some((sql) => /\bwith\b/i.test(String(sql)))) throw new Error('a view may be endless');
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}
