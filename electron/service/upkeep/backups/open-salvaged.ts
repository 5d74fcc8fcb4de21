import { rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CodedError, type ErrorCode } from '#shared/contract/errors.ts';
import { salvageAside } from '../../db/engine/database-aside.ts';
import { isDamage } from '../../db/engine/faults.ts';
import { BACKUP_FOLDER, DATABASE_FILE } from '../../db/engine/file-names.ts';
import { type OpenDatabase, type OpenOptions, openDatabase } from '../../db/engine/open.ts';
import { makeEmptyDatabase } from '../../db/engine/salvage.ts';
import { acquireLock } from '../../db/engine/workspace-lock.ts';
import { hasOwnPack } from '../../db/queries/packs.ts';
import { type MetaKey, readMeta, writeMeta } from '../../db/schema/meta.ts';
import { forgetDatabase, rememberDatabase } from '../../platform/known-databases.ts';
import { makeTemporaryFolder } from '../../platform/temporary-folder.ts';
import { loadCatalogue } from '../../workspace/catalogue.ts';
import { clearStrays, refuseLinks } from '../../workspace/clear-strays.ts';
import { assemble, openWorkspace, type Workspace } from '../../workspace/workspace.ts';
import { listWhole } from './restore-automatic.ts';

/** The pack that every place can be judged by. */
const NATIONAL_PACK = 'national';

const UNREADABLE: readonly ErrorCode[] = ['WORKSPACE_UNREADABLE', 'WORKSPACE_SILENT', 'WORKSPACE_ALTERED'];

/** Whether it is an error after which the database is opened read-only, with what can be read of it. */
export function isUnreadable(error: unknown): boolean {
  return isDamage(error) || (error instanceof CodedError && UNREADABLE.includes(error.code));
}

/**
 * Opens what takes the place of a database that cannot be read: a copy that is made anew of what is kept elsewhere, else what
 * can be read of it. Errors: those of `openSalvaged` and `openWorkspace`.
 */
export async function openInPlace(
  directory: string,
  options: OpenOptions = {},
  endless = false,
): Promise<Workspace> {
  if (!options.keeper) return await openSalvaged(directory, options, endless);
  await options.keeper.bringUp(true);
  return await openWorkspace(directory, options);
}

/**
 * Opens what can be read of a damaged workspace, in a copy, so that nothing of the workspace itself is changed. Errors:
 * WORKSPACE_LINKED, WORKSPACE_IN_USE, DISK_WRITE. The workspace is read in a process that can be killed; one that was
 * found to be `endless` is not tried a second time.
 */
async function openSalvaged(
  directory: string,
  options: OpenOptions = {},
  endless = false,
): Promise<Workspace> {
  const path = resolve(directory);
  refuseLinks(path);
  const lock = acquireLock(path);
  clearStrays(path);
  const copy = makeTemporaryFolder();
  const letGo = () => {
    lock.close();
    forgetDatabase(join(copy, DATABASE_FILE));
    rmSync(copy, { recursive: true, force: true });
  };
  try {
    // Next time it is looked at as a whole before it is opened.
    forgetDatabase(join(path, DATABASE_FILE));
    const backups = await listWhole(path, options.patience);
    const files = backups.map(({ name }) => join(path, BACKUP_FOLDER, name));
    const tables = endless ? await makeEmptyDatabase(copy) : await salvageAside(path, copy, files);
    // This one was made by the program itself.
    rememberDatabase(join(copy, DATABASE_FILE));
    const database = await openDatabase(copy, false, options);
    await fillGaps(database, basename(path));
    const close = async () => {
      await database.close();
      letGo();
    };
    return await assemble(path, { ...database, close }, { tables, backups }, options.patience);
  } catch (error) {
    letGo();
    throw error;
  }
}

/** What a workspace cannot be shown without, where it was not to be read. */
async function fillGaps({ writer }: OpenDatabase, name: string): Promise<void> {
  await writer.transaction().execute(async (trx) => {
    const pack = await readMeta(trx, 'pack');
    const known =
      pack !== null && ((await hasOwnPack(trx, pack)) || loadCatalogue().packs.some(({ id }) => id === pack));
    if (!known) await writeMeta(trx, 'pack', NATIONAL_PACK);
    if ((await readMeta(trx, 'name')) === null) await writeMeta(trx, 'name', name);
    for (const flag of ['demonstration', 'findingsCurrent'] satisfies MetaKey[])
      if ((await readMeta(trx, flag)) === null) await writeMeta(trx, flag, '0');
  });
}
