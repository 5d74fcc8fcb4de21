import { existsSync, readdirSync, renameSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { minuteOf } from '#shared/calendar/china-time.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { DATABASE_FILE } from '../../db/engine/file-names.ts';
import { whileLocked } from '../../db/engine/workspace-lock.ts';
import { freeName } from './free-name.ts';

/**
 * Puts a restored workspace in the place of the folder that was there, which keeps all that it holds under another
 * name: that is returned. Errors: WORKSPACE_IN_USE, DISK_WRITE.
 */
export async function putInPlace(staging: string, target: string, now: Date): Promise<string | null> {
  try {
    if (!existsSync(target)) {
      renameSync(staging, target);
      return null;
    }
    if (readdirSync(target).length === 0) {
      rmdirSync(target);
      renameSync(staging, target);
      return null;
    }
    // A workspace that is open in a program must not be moved, so its lock is needed first.
    if (existsSync(join(target, DATABASE_FILE))) await whileLocked(target, async () => undefined);
    const before = freeName(`${target} 恢复前 ${minuteOf(now).replace('T', ' ').replaceAll(':', '')}`);
    renameSync(target, before);
    try {
      renameSync(staging, target);
    } catch (error) {
      renameSync(before, target);
      throw error;
    }
    return before;
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError('DISK_WRITE', { path: target });
  }
}
