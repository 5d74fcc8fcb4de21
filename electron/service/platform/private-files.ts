import { chmodSync, lstatSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, win32 } from 'node:path';
import type { FolderAccess } from '#shared/contract/workspace.ts';

/** Bits of a mode: what is for other users at all, what lets them write, and a folder whose entries only their owners move. */
const FOR_OTHERS = 0o077;
const WRITTEN_BY_OTHERS = 0o022;
const WRITTEN_BY_ALL = 0o002;
const STICKY = 0o1000;
const OWN_FOLDER = 0o700;
const OWN_FILE = 0o600;

const onWindows = process.platform === 'win32';

/**
 * From now on only its user can read what this process makes; child processes and threads inherit that. It is the first
 * thing that every entry point does.
 */
export function keepFilesPrivate(): void {
  process.umask(FOR_OTHERS);
}

/** Makes a folder, and parents that are missing, that only this user can enter. Throws where it cannot. */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: OWN_FOLDER });
}

/**
 * Shuts other users out of a folder that was made when they were let in, with what lies in it. Tells what it found:
 * `open` is a place where the system does not let them be shut out, or where they can put another folder in its place.
 */
export function shutOthersOut(directory: string): FolderAccess {
  if (onWindows) return isOutsideProfile(directory, homedir()) ? 'open' : 'private';
  try {
    const wasOpen = letsOthersIn(directory);
    if (wasOpen) makePrivate(directory);
    if (letsOthersIn(directory) || isReplaceable(directory)) return 'open';
    return wasOpen ? 'mended' : 'private';
  } catch {
    return 'open';
  }
}

function makePrivate(directory: string): void {
  chmodSync(directory, OWN_FOLDER);
  // Links are skipped, because they may lead to files outside the folder.
  for (const entry of readdirSync(directory, { withFileTypes: true }))
    if (entry.isFile() || entry.isDirectory())
      chmodSync(join(directory, entry.name), entry.isDirectory() ? OWN_FOLDER : OWN_FILE);
}

function letsOthersIn(directory: string): boolean {
  return (statSync(directory).mode & FOR_OTHERS) !== 0;
}

/** Whether other users can replace the folder: they may write in its parent, and the sticky bit is not set there. */
function isReplaceable(directory: string): boolean {
  const { mode } = statSync(dirname(realpathSync(directory)));
  return (mode & WRITTEN_BY_ALL) !== 0 && (mode & STICKY) === 0;
}

/** Windows gives each profile to its user alone; a folder elsewhere is for all of them. */
export function isOutsideProfile(directory: string, profile: string): boolean {
  const way = win32.relative(profile, directory);
  return way.startsWith('..') || win32.isAbsolute(way);
}

/**
 * A folder for what this program runs or trusts later; null where anybody but this user and the administrator could put
 * something into it, or something else in its place.
 */
export function trustedFolder(path: string): string | null {
  try {
    makePrivateFolder(path);
    if (onWindows) return isOutsideProfile(path, homedir()) ? null : path;
    if (lstatSync(path).isSymbolicLink() || !isOursAlone(path)) return null;
    chmodSync(path, OWN_FOLDER);
    return path;
  } catch {
    return null;
  }
}

function isOursAlone(folder: string): boolean {
  const user = process.getuid?.();
  const real = realpathSync(folder);
  for (let path = real; ; path = dirname(path)) {
    const { uid, mode } = lstatSync(path);
    if (uid !== user && uid !== 0) return false;
    const keepsOwners = path !== real && (mode & STICKY) !== 0;
    if ((mode & WRITTEN_BY_OTHERS) !== 0 && !keepsOwners) return false;
    if (path === dirname(path)) return true;
  }
}
