import type SqliteDatabase from 'better-sqlite3';

/** Statements of a connection that stay prepared: more than one screen asks with, few enough for many connections. */
const MOST_KEPT = 250;

/**
 * Prepares a statement, or takes the one of the same text that was used before: reading a statement and building what
 * makes its rows takes longer than most of them run, and longer still where tables are views of a scope. SQLite
 * itself reads it anew when the schema has changed.
 */
export function keepStatements(
  sqlite: SqliteDatabase.Database,
): (text: string) => SqliteDatabase.Statement<unknown[]> {
  const kept = new Map<string, SqliteDatabase.Statement<unknown[]>>();
  const prepare = sqlite.prepare.bind(sqlite);
  return (text) => {
    const before = kept.get(text);
    // Somebody is still reading its rows one by one.
    if (before?.busy) return prepare(text);
    const statement = before ?? prepare(text);
    // The one used last stands last.
    kept.delete(text);
    kept.set(text, statement);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return statement;
  };
}

/**
 * From now on whoever asks a connection itself gets such statements. How a statement gives its rows stays with it: the
 * same text is asked for in the same way wherever it stands.
 */
export function keepPrepared(sqlite: SqliteDatabase.Database): void {
  Object.defineProperty(sqlite, 'prepare', { value: keepStatements(sqlite) });
}
