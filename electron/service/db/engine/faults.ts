/** Whether a failure means that the database file itself is damaged. */
export function isDamage(error: unknown): boolean {
  return isSqliteError(error, 'SQLITE_NOTADB', 'SQLITE_CORRUPT');
}

/** Whether a failure means that the disk is full, read-only or gone. */
export function isDiskFault(error: unknown): boolean {
  return isSqliteError(
    error,
    'SQLITE_FULL',
    'SQLITE_IOERR',
    'SQLITE_READONLY',
    'SQLITE_CANTOPEN',
    'ENOSPC',
    'EROFS',
  );
}

/** Whether an error is one of SQLite or of the system with a code that begins with one of these. */
export function isSqliteError(error: unknown, ...codes: string[]): boolean {
  return (
    error instanceof Error && 'code' in error && codes.some((code) => String(error.code).startsWith(code))
  );
}
