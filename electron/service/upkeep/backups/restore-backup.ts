import { basename, join } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import { lookAtDatabase, type Patience } from '../../db/engine/database-aside.ts';
import { DATABASE_FILE } from '../../db/engine/file-names.ts';
import type { Look } from '../../db/engine/look.ts';
import { SCHEMA_VERSION } from '../../db/schema/migrations/index.ts';
import type { Progress } from '../../workspace/context.ts';
import type { BackupManifest } from './backup-manifest.ts';
import { readBackup } from './read-backup.ts';
import { restoreInto } from './restore-into.ts';

export interface Restored {
  readonly manifest: BackupManifest;
  /** Where what was in the folder before is now; null where it was empty. */
  readonly before: string | null;
}

export interface WantedRestore {
  readonly password: string | null;
  readonly now: Date;
  readonly progress: Progress;
  /** What looking at its database may take instead, ms: for tests. */
  readonly patience?: Patience;
}

/**
 * Makes a workspace folder of a backup. Everything is read and checked beside it first; what was in the
 * folder is kept under another name. Errors: those of `readBackup`, CANCELLED, WORKSPACE_IN_USE, WORKSPACE_NEWER, DISK_WRITE.
 */
export async function restoreBackup(
  path: string,
  directory: string,
  { password, now, progress, patience }: WantedRestore,
): Promise<Restored> {
  const { laid: manifest, before } = await restoreInto(directory, now, async (staging) => {
    const read = await readBackup(path, password, staging, progress);
    await progress.report('检查数据库', 0, null);
    const { integrity, version } = await lookIn(staging, path, patience, progress.asker.signal);
    if (version > SCHEMA_VERSION)
      throw new CodedError('WORKSPACE_NEWER', { path, found: version, known: SCHEMA_VERSION });
    if (integrity !== 'ok')
      throw new CodedError('BACKUP_DAMAGED', {
        file: basename(path),
        reason: `数据库有损坏：${integrity.slice(0, 200)}`,
      });
    return read;
  });
  return { manifest, before };
}

/** What the database of a backup holds. Errors: BACKUP_DAMAGED, CANCELLED, DISK_WRITE. */
async function lookIn(
  staging: string,
  path: string,
  patience: Patience,
  signal: AbortSignal | undefined,
): Promise<Look> {
  try {
    return await lookAtDatabase(join(staging, DATABASE_FILE), 'whole', patience, signal);
  } catch (error) {
    if (!(error instanceof CodedError) || error.code === 'DISK_WRITE' || error.code === 'CANCELLED')
      throw error;
    const reason = error.code === 'WORKSPACE_SILENT' ? '数据库读不到头' : '数据库无法读取';
    throw new CodedError('BACKUP_DAMAGED', { file: basename(path), reason });
  }
}
