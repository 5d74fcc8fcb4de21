import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import { connect } from '../../db/engine/connect.ts';
import { isDamage } from '../../db/engine/faults.ts';
import { DATABASE_FILE } from '../../db/engine/file-names.ts';
import { isPostgresAddress, readPostgresAddress } from '../../db/postgres/address.ts';
import { withPostgres } from '../../db/postgres/connection.ts';
import { moveOut } from '../../db/postgres/move-out.ts';
import { makePrivateFolder } from '../../platform/private-files.ts';
import { makeTemporaryFolder } from '../../platform/temporary-folder.ts';
import { refuseLinks } from '../../workspace/clear-strays.ts';
import { openWorkspace, type Workspace } from '../../workspace/workspace.ts';

/** How long to wait, ms, while a writer keeps everybody out. */
const BUSY_MS = 30_000;

/**
 * Does something with a copy of a workspace as it is at this moment, whoever has it open: a folder, or `postgres://…` in a
 * database. Nothing of the workspace itself is opened, locked or upgraded. Errors: WORKSPACE_MISSING, those of
 * `openWorkspace`, of `moveOut` and of the work.
 */
export async function withCopyOf<Result>(
  named: string,
  work: (workspace: Workspace) => Promise<Result>,
): Promise<Result> {
  const folder = makeTemporaryFolder();
  const directory = join(folder, 'copy');
  try {
    for (const name of ['', 'attachments', 'basemaps']) makePrivateFolder(join(directory, name));
    await (isPostgresAddress(named) ? copyFromPostgres(named, directory) : copyFromFolder(named, directory));
    const workspace = await openWorkspace(directory);
    try {
      return await work(workspace);
    } finally {
      await workspace.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** SQLite's online backup takes pages as they are, and begins again where somebody writes meanwhile. */
async function copyFromFolder(named: string, directory: string): Promise<void> {
  const file = join(resolve(named), DATABASE_FILE);
  if (!existsSync(file)) throw new CodedError('WORKSPACE_MISSING', { path: named });
  refuseLinks(resolve(named));
  const sqlite = connect(file, { readonly: true, timeout: BUSY_MS });
  try {
    await sqlite.backup(join(directory, DATABASE_FILE));
  } catch (error) {
    if (!isDamage(error)) throw error;
    throw new CodedError('WORKSPACE_UNREADABLE', { path: file });
  } finally {
    sqlite.close();
  }
}

/** All that one moment held; a server may lead it meanwhile. */
async function copyFromPostgres(named: string, directory: string): Promise<void> {
  const address = readPostgresAddress(named);
  await withPostgres(address, (postgres) =>
    moveOut(postgres, address, directory, () => undefined, { locks: false }),
  );
}
