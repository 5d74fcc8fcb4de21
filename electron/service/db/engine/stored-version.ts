import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE } from './file-names.ts';

/** Where SQLite keeps `user_version` in the header of its file. */
const VERSION_AT = 60;
const HEADER = 100;

/**
 * The version of a workspace's schema as its file says, without opening it; null where there is none. What only the log
 * beside it holds is not seen: right after a crash it may be a version behind.
 */
export function storedVersion(directory: string): number | null {
  try {
    const file = openSync(join(directory, DATABASE_FILE), 'r');
    try {
      const header = Buffer.alloc(HEADER);
      if (readSync(file, header, 0, HEADER, 0) < HEADER) return null;
      return header.toString('latin1', 0, 15) === 'SQLite format 3' ? header.readInt32BE(VERSION_AT) : null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}
