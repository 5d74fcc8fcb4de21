import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Postgres } from '../../db/postgres/connection.ts';
import { dropFiles, fetchFile, piecesOfFile, storedFiles, storeFile } from '../../db/postgres/file-pieces.ts';
import { pathInside } from '../../platform/path-inside.ts';
import { makePrivateFolder } from '../../platform/private-files.ts';
import { isBackupPath } from '../backups/backup-manifest.ts';
import { filesOf, movedFolders } from '../moving/moved-files.ts';

/** Attachments and base maps of a workspace in PostgreSQL: they lie in the folder, and in the store for who takes over. */
export class StoreFiles {
  readonly #directory: string;
  readonly #schema: string;
  #stored: Set<string> | null = null;
  readonly #changedAt = new Map<string, number>();

  constructor(directory: string, schema: string) {
    this.#directory = directory;
    this.#schema = schema;
  }

  /** Brings files into the store that came since the last time; a folder says when it got one. */
  async passOn(postgres: Postgres): Promise<void> {
    const changed = movedFolders.filter((folder) => this.#hasChanged(folder));
    if (changed.length === 0) return;
    this.#stored ??= new Set((await storedFiles(postgres, this.#schema)).filter(isMoved));
    const here = filesOf(this.#directory).map(({ folder, name }) => ({
      file: `${folder}/${name}`,
      folder,
      name,
    }));
    for (const { file, folder, name } of here) {
      if (this.#stored.has(file)) continue;
      const path = pathInside(join(this.#directory, folder), name);
      await storeFile(postgres, this.#schema, file, piecesOfFile(path));
      this.#stored.add(file);
    }
    const gone = [...this.#stored].filter((stored) => !here.some(({ file }) => file === stored));
    await dropFiles(postgres, this.#schema, gone);
    for (const file of gone) this.#stored.delete(file);
    for (const folder of changed) this.#changedAt.set(folder, this.#changeOf(folder));
  }

  /** Brings files into the folder that it does not have yet. */
  async fetch(postgres: Postgres): Promise<void> {
    for (const file of await storedFiles(postgres, this.#schema)) {
      if (!isMoved(file)) continue;
      const [folder = '', name = ''] = file.split('/');
      const path = pathInside(join(this.#directory, folder), name);
      if (existsSync(path)) continue;
      makePrivateFolder(join(this.#directory, folder));
      const beside = `${path}.part`;
      rmSync(beside, { force: true });
      await fetchFile(postgres, this.#schema, file, beside);
      renameSync(beside, path);
    }
  }

  #hasChanged(folder: string): boolean {
    return this.#changedAt.get(folder) !== this.#changeOf(folder);
  }

  #changeOf(folder: string): number {
    return statSync(join(this.#directory, folder), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  }
}

/** Whether a file of the store is one of these folders: accounts are kept beside. */
function isMoved(file: string): boolean {
  return isBackupPath(file) && movedFolders.some((folder) => file.startsWith(`${folder}/`));
}
