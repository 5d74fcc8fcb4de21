import { join } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import { lookAtDatabases } from '../../db/engine/database-aside.ts';
import { DATABASE_FILE } from '../../db/engine/file-names.ts';
import { whileLocked } from '../../db/engine/workspace-lock.ts';
import { listAutomatic, UPGRADE_COPY } from './automatic.ts';
import { restoreAutomatic } from './restore-automatic.ts';

export interface RolledBack {
  /** The copy that is in place now, and the version of its schema. */
  readonly restored: string;
  readonly schema: number;
  /** Under which name the database lies among the backups that was there. */
  readonly kept: string;
}

/**
 * Takes the last upgrade of a workspace back, for the program of before: its copy of before the upgrade takes the place of
 * the database, which is kept. Errors: UPGRADE_NONE, WORKSPACE_IN_USE, BACKUP_DAMAGED, DISK_WRITE.
 */
export async function rollBack(directory: string, now: Date): Promise<RolledBack> {
  const copy = lastCopy(directory);
  if (!copy) throw new CodedError('UPGRADE_NONE', { path: directory, reason: '没有升级前的副本' });
  // One that cannot be read may well go back; what was entered since a way back must not be lost by a second.
  const [look] = await whileLocked(directory, () =>
    lookAtDatabases([join(directory, DATABASE_FILE)], 'quick'),
  );
  if (look && !(look instanceof CodedError) && look.version <= copy.schema)
    throw new CodedError('UPGRADE_NONE', {
      path: directory,
      reason: `数据库现在就是第 ${look.version} 版，上一次升级已经退回`,
    });
  const kept = await restoreAutomatic(directory, copy.name, now);
  return { restored: copy.name, schema: copy.schema, kept };
}

/** The copy of before the last upgrade, by the minute in its name. */
function lastCopy(directory: string): { readonly name: string; readonly schema: number } | undefined {
  return listAutomatic(directory)
    .flatMap(({ name }) => {
      const [, schema, minute = ''] = UPGRADE_COPY.exec(name) ?? [];
      return schema === undefined ? [] : [{ name, schema: Number(schema), minute }];
    })
    .sort((a, b) => b.minute.localeCompare(a.minute) || b.schema - a.schema)[0];
}
