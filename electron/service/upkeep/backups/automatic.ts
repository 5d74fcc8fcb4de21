import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { isStoredName } from '#shared/attachments/stored-file.ts';
import { type DatedBackup, outlived } from '#shared/backups/age-rule.ts';
import { minuteOf } from '#shared/calendar/china-time.ts';
import type { AutomaticBackup } from '#shared/contract/backups.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { areRegular } from '../../db/engine/beside-files.ts';
import { BACKUP_FOLDER } from '../../db/engine/file-names.ts';
import { pathInside } from '../../platform/path-inside.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { refuseDamaged } from './refuse-damaged.ts';

/**
 * The folder beside the copies of the database with each attachment once. Files named by their hash never change, so
 * one copy is enough.
 */
export const ATTACHMENTS = 'attachments';
const DAILY = /^每日 (\d{4}-\d{2}-\d{2}) \d{4}\.sqlite$/;
/** With the version of the schema, and the minute. */
export const UPGRADE_COPY = /^升级前 第(\d+)版 (\d{4}-\d{2}-\d{2} \d{4})\.sqlite$/;
/** Names of databases that were replaced when a backup was restored. */
const RESTORED = /^恢复前 (\d{4}-\d{2}-\d{2}) \d{4}( \d+)?\.sqlite$/;
/** Copies made before the last few upgrades stay, and those that were put aside for a backup. */
const UPGRADES_KEPT = 3;
const RESTORED_KEPT = 5;

/** Automatic backups of a workspace, the latest first. */
export function listAutomatic(directory: string): AutomaticBackup[] {
  const folder = join(directory, BACKUP_FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name): AutomaticBackup[] => {
      const daily = DAILY.exec(name);
      const upgrade = UPGRADE_COPY.exec(name);
      const restored = RESTORED.exec(name);
      const day = daily?.[1] ?? upgrade?.[2]?.slice(0, 10) ?? restored?.[1];
      // A link would bring in, or write to, a file from another folder.
      if (day === undefined || !areRegular(folder, name)) return [];
      const kind = daily ? 'daily' : upgrade ? 'upgrade' : 'restore';
      return [{ name, kind, day, size: statSync(pathInside(folder, name)).size }];
    })
    .sort((a, b) => b.day.localeCompare(a.day) || b.name.localeCompare(a.name));
}

/** Whether a day has no backup yet. */
export function isDue(directory: string, today: string): boolean {
  return !listAutomatic(directory).some(({ kind, day }) => kind === 'daily' && day === today);
}

/**
 * Today's copy of the database, opened and checked before it counts, and of the attachments that are new;
 * what has outlived its use is taken away. Returns its name. Errors: BACKUP_FAILED, DISK_WRITE.
 */
export async function backUpDaily(workspace: Workspace, now: Date): Promise<string> {
  const { directory } = workspace;
  const folder = join(directory, BACKUP_FOLDER);
  const [day = '', time = ''] = minuteOf(now).split('T');
  const name = `每日 ${day} ${time.replace(':', '')}.sqlite`;
  const beside = join(folder, `.${name}.part`);
  try {
    mkdirSync(join(folder, ATTACHMENTS), { recursive: true });
    await workspace.database.backup(beside);
    await refuseDamaged(beside);
    renameSync(beside, join(folder, name));
    copyNew(join(directory, ATTACHMENTS), join(folder, ATTACHMENTS));
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError('DISK_WRITE', { path: folder });
  } finally {
    rmSync(beside, { force: true });
  }
  prune(directory, day);
  return name;
}

/** Copies attachments that the other folder does not have yet. */
export function copyNew(from: string, to: string): void {
  if (!existsSync(from)) return;
  const known = new Set(readdirSync(to));
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const { name } = entry;
    // A link is not copied: it would bring in a file from another folder.
    if (known.has(name) || !entry.isFile() || !isStoredName(name)) continue;
    const beside = pathInside(to, `.${name}.part`);
    // One that waits under this name would be written through.
    rmSync(beside, { force: true });
    copyFileSync(pathInside(from, name), beside, constants.COPYFILE_EXCL);
    renameSync(beside, pathInside(to, name));
  }
}

function prune(directory: string, today: string): void {
  const all = listAutomatic(directory);
  const daily: DatedBackup[] = all.filter(({ kind }) => kind === 'daily');
  const upgrades = all.filter(({ kind }) => kind === 'upgrade').slice(UPGRADES_KEPT);
  const restored = all.filter(({ kind }) => kind === 'restore').slice(RESTORED_KEPT);
  const gone = [...outlived(daily, today), ...[...upgrades, ...restored].map(({ name }) => name)];
  for (const name of gone)
    for (const end of ['', '-journal', '-wal', '-shm'])
      rmSync(pathInside(join(directory, BACKUP_FOLDER), name + end), { force: true });
}
