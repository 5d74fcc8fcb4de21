import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AutomaticBackup } from '#shared/contract/backups.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { BACKUP_FOLDER, DATABASE_FILE } from '../../db/engine/file-names.ts';
import { inspectDatabase } from '../../db/engine/integrity.ts';
import { whileLocked } from '../../db/engine/workspace-lock.ts';
import { SCHEMA_VERSION } from '../../db/schema/migrations/index.ts';
import { minuteOf } from '../../platform/clock.ts';
import { pathInside } from '../../platform/path-inside.ts';
import { ATTACHMENTS, copyNew, listAutomatic } from './automatic.ts';
import { freeName } from './free-name.ts';

/** Automatic backups that open and are whole, the latest first. */
export async function listWhole(directory: string): Promise<AutomaticBackup[]> {
  const whole: AutomaticBackup[] = [];
  for (const backup of listAutomatic(directory))
    if (await isWhole(join(directory, BACKUP_FOLDER, backup.name))) whole.push(backup);
  return whole;
}

/**
 * Puts an automatic backup in the place of a workspace's database while nobody has it open. The database that
 * was there is kept among the backups. Errors: BACKUP_UNKNOWN, BACKUP_DAMAGED, WORKSPACE_IN_USE, DISK_WRITE.
 */
export async function restoreAutomatic(directory: string, name: string, now: Date): Promise<void> {
  const folder = join(directory, BACKUP_FOLDER);
  if (!listAutomatic(directory).some((each) => each.name === name))
    throw new CodedError('BACKUP_UNKNOWN', { name });
  const staged = join(directory, '.restored.part');
  const file = join(directory, DATABASE_FILE);
  const [day = '', time = ''] = minuteOf(now).split('T');
  const before = freeName(join(folder, `恢复前 ${day} ${time.replace(':', '')}`), '.sqlite');
  try {
    copyFileSync(pathInside(folder, name), staged);
    if (!(await isWhole(staged)))
      throw new CodedError('BACKUP_DAMAGED', { file: name, reason: '数据库有损坏' });
    await whileLocked(directory, async () => {
      // The journal belongs to the database, so both get the new name: otherwise the old database could not be opened
      // again.
      for (const end of ['-wal', '-shm', ''])
        if (existsSync(file + end)) renameSync(file + end, before + end);
      renameSync(staged, file);
    });
    const kept = join(folder, ATTACHMENTS);
    mkdirSync(join(directory, ATTACHMENTS), { recursive: true });
    copyNew(kept, join(directory, ATTACHMENTS));
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError('DISK_WRITE', { path: directory });
  } finally {
    rmSync(staged, { force: true });
  }
}

async function isWhole(file: string): Promise<boolean> {
  try {
    const { integrity, version } = await inspectDatabase(file);
    return integrity === 'ok' && version <= SCHEMA_VERSION;
  } catch {
    return false;
  }
}
