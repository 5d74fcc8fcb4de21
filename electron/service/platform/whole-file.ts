import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { pathInside } from './path-inside.ts';

/** What a file is called while it is written; a killed process may leave it behind. */
export const UNFINISHED_FILE = /^\.[0-9a-f]{16}$/;

/**
 * Writes a file of a folder beside its name and then gives it that: the name never stands for half a file, and what had
 * it before stays whole until then. Throws where the folder cannot be written.
 */
export function writeWhole(folder: string, name: string, content: string | Uint8Array): void {
  const beside = pathInside(folder, `.${randomBytes(8).toString('hex')}`);
  writeFileSync(beside, content, { flush: true });
  renameSync(beside, pathInside(folder, name));
}

/** Waits until what was written into a file, by whomever, is on the disk; one that is not there has nothing to wait for. */
export function flushFile(path: string): void {
  if (!existsSync(path)) return;
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
