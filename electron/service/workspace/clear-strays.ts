import { existsSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import { BACKUP_FOLDER, DATABASE_FILE } from '../db/engine/file-names.ts';
import { pathInside } from '../platform/path-inside.ts';
import { isRunning } from '../platform/running-process.ts';
import { UNFINISHED_FILE } from '../platform/whole-file.ts';

/** What SQLite may lay beside a database. */
const BESIDE = '(?:-(?:journal|wal|shm))?';
/**
 * A file that is not finished has a name that begins with a dot; so has the copy of the database from which a backup is
 * made.
 */
const UNFINISHED = new RegExp(`^\\..+\\.part(?:\\.sqlite)?${BESIDE}$`);
const PROBE = /^\.probe-\d+$/;
/** An unfinished backup, and the copy of the database that versions up to 0.8 made beside it. */
const UNFINISHED_BACKUP = new RegExp(`\\.xab\\.(?:(\\d+)-)?[0-9a-f]{8}\\.part(?:\\.sqlite)?${BESIDE}$`);
const HOUR_MS = 3_600_000;
/** A workspace that is being restored beside its place. */
const RESTORING = /^\.xueantu-(\d+)-[0-9a-f]{12}$/;

/** Folders that belong to a workspace. */
const PRINTING = 'printing';
const ownFolders = ['attachments', 'basemaps', 'drafts', 'waiting', BACKUP_FOLDER, PRINTING];

/** A name for a folder in which a workspace is restored beside its place. */
export function restoringName(random: string): string {
  return `.xueantu-${process.pid}-${random}`;
}

/** A name for a backup on its way to its own. */
export function unfinishedName(path: string, random: string): string {
  return `${path}.${process.pid}-${random}.part`;
}

/**
 * Removes unfinished files that killed processes left in a workspace and beside it, above all copies of its database.
 * This is safe, because this program holds the lock of the workspace.
 */
export function clearStrays(directory: string): void {
  const clear = (folder: string, isStray: (name: string) => boolean) =>
    removeFrom(join(directory, folder), isStray);
  clear('.', (name) => UNFINISHED.test(name) || PROBE.test(name));
  clear('attachments', (name) => UNFINISHED_FILE.test(name) || UNFINISHED.test(name));
  clear('drafts', (name) => UNFINISHED_FILE.test(name));
  clear('waiting', (name) => UNFINISHED_FILE.test(name));
  clear(BACKUP_FOLDER, (name) => UNFINISHED.test(name) || UNFINISHED_BACKUP.test(name));
  clear(join(BACKUP_FOLDER, 'attachments'), (name) => UNFINISHED.test(name));
  clearRestoring(dirname(directory));
}

/** Removes what restoring left in a folder when its process was killed. */
export function clearRestoring(folder: string): void {
  removeFrom(folder, (name) => {
    const [, owner] = RESTORING.exec(name) ?? [];
    return owner !== undefined && !isRunning(Number(owner));
  });
}

/** Removes what backups to this path left beside it when their process was killed. */
export function clearUnfinishedBackups(path: string): void {
  const folder = dirname(path);
  const ours = basename(path);
  removeFrom(folder, (name) => {
    const found = name.startsWith(`${ours}.`) ? UNFINISHED_BACKUP.exec(name) : null;
    if (!found) return false;
    const [, owner] = found;
    // Names by older versions do not contain the process: such a file is removed where nothing has written to it for an
    // hour.
    if (owner === undefined) return lstatSync(pathInside(folder, name)).mtimeMs < Date.now() - HOUR_MS;
    return !isRunning(Number(owner));
  });
}

function removeFrom(folder: string, isStray: (name: string) => boolean): void {
  if (!existsSync(folder)) return;
  try {
    for (const name of readdirSync(folder))
      if (isStray(name)) rmSync(pathInside(folder, name), { recursive: true, force: true });
  } catch {
    // What cannot be taken away today is tried again at the next start.
  }
}

/**
 * A workspace that came from elsewhere may have a link where its database or a folder should be: backups would be written
 * to wherever it leads. Errors: WORKSPACE_LINKED.
 */
export function refuseLinks(directory: string): void {
  const refuse = (name: string) => new CodedError('WORKSPACE_LINKED', { path: directory, name });
  for (const name of [DATABASE_FILE, ...ownFolders])
    if (lstatSync(pathInside(directory, name), { throwIfNoEntry: false })?.isSymbolicLink())
      throw refuse(name);
  // Sheets are drawn into files whose names can be known in advance, so a link could wait there under such a name.
  const printing = pathInside(directory, PRINTING);
  if (!existsSync(printing)) return;
  for (const entry of readdirSync(printing, { withFileTypes: true, recursive: true }))
    if (entry.isSymbolicLink()) throw refuse(PRINTING);
}
