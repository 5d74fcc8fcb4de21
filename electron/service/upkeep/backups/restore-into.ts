import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { minuteOf } from '#shared/calendar/china-time.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { DATABASE_FILE } from '../../db/engine/file-names.ts';
import { whileLocked } from '../../db/engine/workspace-lock.ts';
import { rememberDatabase } from '../../platform/known-databases.ts';
import { pathInside } from '../../platform/path-inside.ts';
import { makePrivateFolder } from '../../platform/private-files.ts';
import { clearRestoring, restoringName } from '../../workspace/clear-strays.ts';
import { freeName } from './free-name.ts';

/**
 * Makes a workspace folder of what is restored: `lay` fills a new folder beside it and checks what it laid; then that
 * takes the place of what was there, which is kept under another name (`before`). Errors: those of `lay`,
 * WORKSPACE_IN_USE, DISK_WRITE.
 */
export async function restoreInto<Laid>(
  directory: string,
  now: Date,
  lay: (staging: string) => Promise<Laid>,
): Promise<{ laid: Laid; before: string | null }> {
  const target = resolve(directory);
  const beside = dirname(target);
  const staging = pathInside(beside, restoringName(randomBytes(6).toString('hex')));
  try {
    clearRestoring(beside);
    for (const folder of ['attachments', 'basemaps']) makePrivateFolder(join(staging, folder));
  } catch {
    throw new CodedError('DISK_WRITE', { path: beside });
  }
  try {
    const laid = await lay(staging);
    const before = await putInPlace(staging, target, now);
    rememberDatabase(join(target, DATABASE_FILE));
    return { laid, before };
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Puts the new folder in the place of the old one, which keeps all that it holds. */
async function putInPlace(staging: string, target: string, now: Date): Promise<string | null> {
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
