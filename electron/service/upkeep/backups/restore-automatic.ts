import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { minuteOf } from '#shared/calendar/china-time.ts';
import type { AutomaticBackup } from '#shared/contract/backups.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { lookAtDatabases, type Patience } from '../../db/engine/database-aside.ts';
import { BACKUP_FOLDER, DATABASE_FILE } from '../../db/engine/file-names.ts';
import type { Look } from '../../db/engine/look.ts';
import { whileLocked } from '../../db/engine/workspace-lock.ts';
import { SCHEMA_VERSION } from '../../db/schema/migrations/index.ts';
import { rememberDatabase } from '../../platform/known-databases.ts';
import { pathInside } from '../../platform/path-inside.ts';
import { ATTACHMENTS, copyNew, listAutomatic } from './automatic.ts';
import { freeName } from './free-name.ts';

/** Automatic backups that open and are whole, the latest first. */
export async function listWhole(directory: string, patience?: Patience): Promise<AutomaticBackup[]> {
  const backups = listAutomatic(directory);
  const paths = backups.map(({ name }) => join(directory, BACKUP_FOLDER, name));
  const looks = await lookAtDatabases(paths, 'whole', patience);
  return backups.filter((_, i) => isWhole(looks[i]));
}

/**
 * Puts an automatic backup in the place of a workspace's database while nobody has it open. The database that
 * was there is kept among the backups, under the name that is returned. Errors: BACKUP_UNKNOWN, BACKUP_DAMAGED, WORKSPACE_IN_USE, DISK_WRITE.
 */
export async function restoreAutomatic(
  directory: string,
  name: string,
  now: Date,
  patience?: Patience,
): Promise<string> {
  const folder = join(directory, BACKUP_FOLDER);
  if (!listAutomatic(directory).some((each) => each.name === name))
    throw new CodedError('BACKUP_UNKNOWN', { name });
  const staged = join(directory, '.restored.part');
  const file = join(directory, DATABASE_FILE);
  const [day = '', time = ''] = minuteOf(now).split('T');
  const before = freeName(join(folder, `恢复前 ${day} ${time.replace(':', '')}`), '.sqlite');
  try {
    copyFileSync(pathInside(folder, name), staged);
    const [look] = await lookAtDatabases([staged], 'whole', patience);
    if (!isWhole(look)) throw new CodedError('BACKUP_DAMAGED', { file: name, reason: '数据库有损坏' });
    await whileLocked(directory, async () => {
      // The journal belongs to the database, so both get the new name: otherwise the old database could not be opened
      // again.
      for (const end of ['-journal', '-wal', '-shm', ''])
        if (existsSync(file + end)) renameSync(file + end, before + end);
      renameSync(staged, file);
      rememberDatabase(file);
    });
    const kept = join(folder, ATTACHMENTS);
    mkdirSync(join(directory, ATTACHMENTS), { recursive: true });
    copyNew(kept, join(directory, ATTACHMENTS));
    return basename(before);
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError('DISK_WRITE', { path: directory });
  } finally {
    rmSync(staged, { force: true });
  }
}

function isWhole(look: Look | CodedError | undefined): boolean {
  if (look === undefined || look instanceof CodedError) return false;
  return look.integrity === 'ok' && look.version <= SCHEMA_VERSION;
}
