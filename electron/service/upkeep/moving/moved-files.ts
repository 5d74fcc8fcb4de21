import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, createReadStream, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CodedError } from '#shared/contract/errors.ts';
import { pathInside } from '../../platform/path-inside.ts';
import { makePrivateFolder } from '../../platform/private-files.ts';
import { programHome } from '../../platform/program-home.ts';
import { clearRestoring, restoringName } from '../../workspace/clear-strays.ts';
import type { Progress } from '../../workspace/context.ts';
import { isBackupPath } from '../backups/backup-manifest.ts';

/** Folders of a workspace whose files go along: those that a backup holds. */
export const movedFolders = ['attachments', 'basemaps'] as const;

/** The files of a workspace that go along, as `folder/name`. */
export function filesOf(directory: string): { folder: (typeof movedFolders)[number]; name: string }[] {
  return movedFolders.flatMap((folder) => {
    const full = join(directory, folder);
    if (!existsSync(full)) return [];
    return readdirSync(full, { withFileTypes: true })
      .filter((entry) => entry.isFile() && isBackupPath(`${folder}/${entry.name}`))
      .map(({ name }) => ({ folder, name }));
  });
}

/** Copies the files of one workspace folder into another, and compares their bytes. Errors: MOVE_UNEQUAL, DISK_WRITE. */
export async function copyFiles(from: string, into: string, progress: Progress): Promise<void> {
  const files = filesOf(from);
  for (const [at, { folder, name }] of files.entries()) {
    if (at % 20 === 0) await progress.report('复制附件和底图', at, files.length);
    const [source, copy] = [from, into].map((directory) => pathInside(join(directory, folder), name));
    if (source === undefined || copy === undefined || existsSync(copy)) continue;
    try {
      makePrivateFolder(join(into, folder));
      copyFileSync(source, copy);
      if ((await hashOf(source)) === (await hashOf(copy))) continue;
    } catch {
      throw new CodedError('DISK_WRITE', { path: copy });
    }
    throw new CodedError('MOVE_UNEQUAL', { table: `${folder}/${name}` });
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Files of a workspace whose rows lie in PostgreSQL: beside it in a folder of their own, never in the database. */
export class FilesBeside {
  readonly #parent: string;
  #laid: string | null = null;

  /** `parent` is the folder in which that folder is made. */
  constructor(parent: string | null) {
    this.#parent = resolve(parent ?? join(programHome(), 'postgres-files'));
  }

  /** Lays the files; tells where they lie, or null where there are none. Errors: MOVE_UNEQUAL, DISK_WRITE. */
  async lay(directory: string, name: string, progress: Progress): Promise<string | null> {
    if (filesOf(directory).length === 0) return null;
    const random = randomBytes(6).toString('hex');
    const staging = pathInside(this.#parent, restoringName(random));
    const place = pathInside(this.#parent, `${plain(name)}-${random}`);
    try {
      makePrivateFolder(this.#parent);
      clearRestoring(this.#parent);
      await copyFiles(directory, staging, progress);
      renameSync(staging, place);
    } catch (error) {
      if (error instanceof CodedError) throw error;
      throw new CodedError('DISK_WRITE', { path: this.#parent });
    } finally {
      rmSync(staging, { recursive: true, force: true });
    }
    this.#laid = place;
    return place;
  }

  /** Takes back what was laid: the database holds nothing that would need it. */
  takeBack(): void {
    if (this.#laid !== null) rmSync(this.#laid, { recursive: true, force: true });
  }
}

/** A name as part of a folder's, on every system. */
function plain(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}_-]/gu, '_').slice(0, 40);
}
