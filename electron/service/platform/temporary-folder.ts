import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathInside } from './path-inside.ts';
import { isRunning } from './running-process.ts';

/** Folders of this program in the system's temporary folder; the number is the process that each belongs to. */
const OWN = /^xueantu-(\d+)-\w+$/;

let folder: string | null = null;
let tidied = false;

/** A folder of this process for files on their way in; it goes with the process. */
export function temporaryFolder(): string {
  if (folder === null) {
    const made = makeTemporaryFolder();
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}

/**
 * A folder that nobody else of this machine can look into (`mkdtemp` makes it 0700); the caller removes it. Folders
 * that killed processes left behind are removed first.
 */
export function makeTemporaryFolder(): string {
  if (!tidied) removeAbandoned();
  tidied = true;
  return mkdtempSync(join(tmpdir(), `xueantu-${process.pid}-`));
}

function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, owner] = OWN.exec(name) ?? [];
    if (owner === undefined || isRunning(Number(owner))) continue;
    try {
      rmSync(pathInside(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // It is another user's.
    }
  }
}
