import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ownFolder } from './own-folder.ts';
import { pathInside } from './path-inside.ts';

const FOLDER = 'known-databases';
/** Places that are remembered; those of which nothing was heard for longest are forgotten. */
const MOST_KNOWN = 500;

/**
 * Whether a database is as this program left it on this machine, for this user. Any other comes from elsewhere, or was
 * changed past the program, and is looked at in a process that can be killed before it is opened here.
 */
export function isKnownDatabase(path: string): boolean {
  try {
    // What was written into a journal is not yet in the file.
    const hasJournal = ['-wal', '-journal'].some((end) => existsSync(path + end));
    return !hasJournal && readFileSync(markOf(path), 'utf8') === stateOf(path);
  } catch {
    return false;
  }
}

/** Notes that the program leaves a database as it is now. Where that cannot be noted it is looked at again. */
export function rememberDatabase(path: string): void {
  try {
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    writeFileSync(markOf(path), stateOf(path), { mode: 0o600 });
    forgetOldest();
  } catch {
    // It is looked at again.
  }
}

export function forgetDatabase(path: string): void {
  try {
    rmSync(markOf(path), { force: true });
  } catch {
    // The file itself is gone.
  }
}

/** A time of change (ctime) cannot be set by whoever makes a copy of a file. */
function stateOf(path: string): string {
  const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  return [ino, size, mtimeNs, ctimeNs].join(' ');
}

function markOf(path: string): string {
  return pathInside(folder(), createHash('sha256').update(realpathSync.native(path)).digest('hex'));
}

function forgetOldest(): void {
  const marks = readdirSync(folder());
  if (marks.length <= MOST_KNOWN) return;
  const timed = marks.map((name) => {
    const path = pathInside(folder(), name);
    return { path, at: statSync(path).mtimeMs };
  });
  for (const { path } of timed.sort((a, b) => b.at - a.at).slice(MOST_KNOWN / 2))
    rmSync(path, { force: true });
}

function folder(): string {
  return join(ownFolder(), FOLDER);
}
