import { mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { minuteOf } from '#shared/calendar/china-time.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { BACKUP_FOLDER } from '../db/engine/file-names.ts';
import { sizeOf } from '../platform/file-tokens.ts';
import { pathInside } from '../platform/path-inside.ts';
import { listAutomatic } from '../upkeep/backups/automatic.ts';
import type { HandlersOf } from './handler-types.ts';

export const backupsHandlers: HandlersOf<'backups'> = {
  async 'backups.list'({ workspace }) {
    return listAutomatic(workspace.directory);
  },

  async 'backups.make'({ workspace, caller, files, now, progress }, { token, password, basemaps }) {
    const path =
      token === null
        ? join(ownFolder(workspace.directory), `备份 ${minuteOf(now).replace('T', ' ').replace(':', '')}.xab`)
        : files.resolve(token).path;
    const { writeBackup } = await import('../upkeep/backups/write-backup.ts');
    const made = await writeBackup(workspace, path, {
      password,
      basemaps,
      now,
      actor: caller.actor,
      progress,
    });
    return {
      file: token === null ? `${BACKUP_FOLDER}/${basename(path)}` : basename(path),
      ...made,
      altered: [...made.altered],
    };
  },

  async 'backups.restoreAutomatic'({ controls }, { name }) {
    await controls.restoreAutomatic(name);
    return {};
  },

  async 'backups.second'({ controls }) {
    return controls.secondCopy();
  },

  async 'backups.chooseSecond'({ controls, files }, { place }) {
    const path = place && ('token' in place ? files.resolve(place.token).path : place.path);
    await controls.chooseSecond(path);
    return controls.secondCopy();
  },

  async 'backups.fetch'({ workspace, files }, { file }) {
    const folder = ownFolder(workspace.directory);
    const name = basename(file);
    const isThere = readdirSync(folder, { withFileTypes: true }).some(
      (entry) => entry.isFile() && entry.name === name && name.endsWith('.xab'),
    );
    if (!isThere) throw new CodedError('BACKUP_GONE', { name });
    const path = pathInside(folder, name);
    const { isSealed } = await import('../upkeep/backups/read-backup.ts');
    // Who looks after the machine sees nothing of what is in a workspace, and nobody on the way does either.
    if (!isSealed(path)) throw new CodedError('BACKUP_OPEN', { name });
    return { token: files.register(path), name, size: sizeOf({ path, name }) };
  },

  async 'backups.note'(context, taken) {
    context.recordAfter(taken);
    return {};
  },
};

function ownFolder(directory: string): string {
  const folder = join(directory, BACKUP_FOLDER);
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    throw new CodedError('DISK_WRITE', { path: folder });
  }
  return folder;
}
