import { lstatSync, rmSync } from 'node:fs';
import { CodedError } from '#shared/contract/errors.ts';
import { pathInside } from '../../platform/path-inside.ts';
import { DATABASE_FILE, LOCK_FILE } from './file-names.ts';

/** What SQLite opens by itself with a database: the file, and what may lie beside it under these endings. */
const ENDINGS = ['', '-journal', '-wal', '-shm'];

/** Whether a database and what lies beside it are regular files. SQLite would write through a link, and wait for a pipe. */
export function areRegular(folder: string, name: string): boolean {
  return otherThanFile(folder, name) === null;
}

function otherThanFile(folder: string, name: string): string | null {
  const isOther = (each: string) =>
    lstatSync(pathInside(folder, each), { throwIfNoEntry: false })?.isFile() === false;
  return ENDINGS.map((end) => name + end).find(isOther) ?? null;
}

/** A workspace from elsewhere may bring links in the place of its files. Errors: WORKSPACE_LINKED. */
export function refuseLinkedFiles(directory: string): void {
  for (const name of [DATABASE_FILE, LOCK_FILE]) {
    const other = otherThanFile(directory, name);
    if (other !== null) throw new CodedError('WORKSPACE_LINKED', { path: directory, name: other });
  }
}

/**
 * Takes away a lock file that something else made, with what lies beside it: ours is always empty, so nobody holds this
 * one, and to lock it SQLite would have to read it.
 */
export function clearOtherLock(directory: string): void {
  const path = pathInside(directory, LOCK_FILE);
  if ((lstatSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) return;
  for (const end of ENDINGS) rmSync(path + end, { force: true });
}
