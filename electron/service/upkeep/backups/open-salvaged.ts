import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import {
  acquireLock,
  BACKUP_FOLDER,
  type OpenDatabase,
  type OpenOptions,
  openDatabase,
} from '../../db/engine/open.ts';
import { salvageDatabase } from '../../db/engine/salvage.ts';
import { readMeta, writeMeta } from '../../db/schema/meta.ts';
import { loadCatalogue } from '../../workspace/catalogue.ts';
import { assemble, type Workspace } from '../../workspace/workspace.ts';
import { listWhole } from './restore-automatic.ts';

/**
 * Opens what can be read of a damaged workspace, in a copy beside nothing of it that could be changed. Errors:
 * WORKSPACE_IN_USE, DISK_WRITE.
 */
export async function openSalvaged(directory: string, options: OpenOptions = {}): Promise<Workspace> {
  const path = resolve(directory);
  const lock = acquireLock(path);
  const copy = mkdtempSync(join(tmpdir(), 'xueantu-salvage-'));
  const letGo = () => {
    lock.close();
    rmSync(copy, { recursive: true, force: true });
  };
  try {
    const backups = listWhole(path);
    const files = backups.map(({ name }) => join(path, BACKUP_FOLDER, name));
    const tables = await salvageDatabase(path, copy, files);
    const database = await openDatabase(copy, false, options);
    await fillGaps(database, basename(path));
    const close = async () => {
      await database.close();
      letGo();
    };
    return await assemble(path, { ...database, close }, { tables, backups });
  } catch (error) {
    letGo();
    throw error;
  }
}

/** What a workspace cannot be shown without, where it was not to be read. */
async function fillGaps({ writer }: OpenDatabase, name: string): Promise<void> {
  await writer.transaction().execute(async (trx) => {
    for (const [key, value] of [
      ['name', name],
      ['pack', 'national'],
      ['demonstration', '0'],
      ['findingsCurrent', '0'],
    ] as const)
      if ((await readMeta(trx, key)) === null) await writeMeta(trx, key, value);
    const pack = await readMeta(trx, 'pack');
    const own = await trx
      .selectFrom('packs')
      .select('id')
      .where('id', '=', pack ?? '')
      .executeTakeFirst();
    if (!own && !loadCatalogue().packs.some(({ id }) => id === pack))
      await writeMeta(trx, 'pack', 'national');
  });
}
