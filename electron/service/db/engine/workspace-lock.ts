import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import type SqliteDatabase from 'better-sqlite3';
import { CodedError } from '#shared/contract/errors.ts';
import { clearOtherLock, refuseLinkedFiles } from './beside-files.ts';
import { connect } from './connect.ts';
import { isSqliteError } from './faults.ts';
import { DATABASE_FILE, LOCK_FILE } from './file-names.ts';

/**
 * Holds an exclusive lock on a small SQLite file beside the database. The operating system frees it
 * when the process ends in any way, so no stale lock is ever left behind. Errors: WORKSPACE_LINKED, WORKSPACE_IN_USE,
 * DISK_WRITE.
 */
export function acquireLock(directory: string): { close(): void } {
  refuseLinkedFiles(directory);
  let lock: SqliteDatabase.Database;
  try {
    // SQLite would open a read-only file without an error, and fail much later at the first write.
    for (const path of [directory, join(directory, DATABASE_FILE)])
      if (existsSync(path)) accessSync(path, constants.W_OK);
    clearOtherLock(directory);
    lock = connect(join(directory, LOCK_FILE), { timeout: 200 });
  } catch {
    throw new CodedError('DISK_WRITE', { path: directory });
  }
  try {
    lock.pragma('journal_mode = delete');
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    if (isSqliteError(error, 'SQLITE_BUSY', 'SQLITE_LOCKED'))
      throw new CodedError('WORKSPACE_IN_USE', { path: directory });
    throw new CodedError('DISK_WRITE', { path: directory });
  }
}

/** Does something while no other program has the workspace open. Errors: those of `acquireLock`. */
export async function whileLocked<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const lock = acquireLock(directory);
  try {
    return await work();
  } finally {
    lock.close();
  }
}
