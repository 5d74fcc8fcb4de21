import { createHash, randomBytes } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Encrypter } from 'age-encryption';
import { pack as packTar } from 'tar-stream';
import { CodedError } from '#shared/contract/errors.ts';
import { BACKUP_FOLDER, DATABASE_FILE } from '../../db/engine/file-names.ts';
import { SCHEMA_VERSION } from '../../db/schema/migrations/index.ts';
import { pathInside } from '../../platform/path-inside.ts';
import { clearUnfinishedBackups, unfinishedName } from '../../workspace/clear-strays.ts';
import type { Progress } from '../../workspace/context.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type BackupManifest, isBackupPath, MANIFEST } from './backup-manifest.ts';
import { readBackup } from './read-backup.ts';
import { refuseDamaged } from './refuse-damaged.ts';
import { piecesOfStream, webStreamOf } from './web-streams.ts';

export interface WantedBackup {
  /** Encrypts the whole file with a key from it; null leaves it readable. */
  readonly password: string | null;
  readonly basemaps: boolean;
  readonly now: Date;
  readonly actor: string;
  readonly progress: Progress;
}

export interface MadeBackup {
  readonly size: number;
  readonly files: number;
  /** Attachments that are not what their names say; they are in the backup as they are. */
  readonly altered: readonly string[];
}

/**
 * Writes a whole workspace as it is now into one file: a tar of its database (by SQLite's online backup),
 * attachments and base maps, encrypted with age where there is a password. It is read back and checked
 * before it takes its name. Errors: BACKUP_FAILED, DISK_WRITE, CANCELLED.
 */
export async function writeBackup(
  workspace: Workspace,
  path: string,
  wanted: WantedBackup,
): Promise<MadeBackup> {
  const random = randomBytes(4).toString('hex');
  const beside = unfinishedName(path, random);
  // The copy is not encrypted, even where the backup has a password. So it stays in the workspace's own folder, which
  // other users cannot read.
  const copies = join(workspace.directory, BACKUP_FOLDER);
  const snapshot = pathInside(copies, `.${random}.part.sqlite`);
  const { progress } = wanted;
  try {
    clearUnfinishedBackups(path);
    mkdirSync(copies, { recursive: true, mode: 0o700 });
    await progress.report('复制数据库', 0, null);
    await workspace.database.backup(snapshot);
    await refuseDamaged(snapshot);
    const sources = listSources(workspace.directory, snapshot, wanted.basemaps);
    const { manifest, altered } = await describe(workspace, sources, wanted);
    await writeArchive(beside, manifest, sources, wanted);
    await progress.report('校验备份', 0, null);
    await readBackup(beside, wanted.password, null, progress);
    renameSync(beside, path);
    return { size: statSync(path).size, files: sources.length, altered };
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError('DISK_WRITE', { path });
  } finally {
    for (const file of [beside, snapshot]) rmSync(file, { force: true });
  }
}

interface Source {
  readonly path: string;
  readonly file: string;
}

function listSources(directory: string, snapshot: string, basemaps: boolean): Source[] {
  const within = (folder: string) => {
    const full = join(directory, folder);
    if (!existsSync(full)) return [];
    return (
      readdirSync(full, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => ({ path: `${folder}/${name}`, file: pathInside(full, name) }))
        // Files that the system adds to folders (Thumbs.db) are no part of a workspace, and restoring would refuse
        // them.
        .filter(({ path }) => isBackupPath(path))
    );
  };
  return [
    { path: DATABASE_FILE, file: snapshot },
    ...within('attachments'),
    ...(basemaps ? within('basemaps') : []),
  ];
}

async function describe(
  workspace: Workspace,
  sources: readonly Source[],
  { now, actor, progress }: WantedBackup,
): Promise<{ manifest: BackupManifest; altered: string[] }> {
  const files: BackupManifest['files'] = [];
  const altered: string[] = [];
  for (const [i, { path, file }] of sources.entries()) {
    if (i % 50 === 0) await progress.report('核对文件', i, sources.length);
    const sha256 = await hashFile(file);
    files.push({ path, size: statSync(file).size, sha256 });
    if (path.startsWith('attachments/') && !basename(path).startsWith(sha256)) altered.push(basename(path));
  }
  const manifest: BackupManifest = {
    format: 'xueantu-backup',
    version: 1,
    schema: SCHEMA_VERSION,
    name: workspace.name,
    pack: workspace.pack.id,
    madeAt: now.toISOString(),
    madeBy: actor,
    files,
  };
  return { manifest, altered };
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function writeArchive(
  path: string,
  manifest: BackupManifest,
  sources: readonly Source[],
  { password, progress }: WantedBackup,
): Promise<void> {
  const tar = packTar();
  const filling = (async () => {
    tar.entry({ name: MANIFEST }, JSON.stringify(manifest));
    for (const [i, { path: name, file }] of sources.entries()) {
      if (i % 20 === 0) await progress.report('写入备份', i, sources.length);
      const entry = tar.entry({ name, size: manifest.files[i]?.size ?? 0 });
      await pipeline(createReadStream(file), entry);
    }
    tar.finalize();
  })();
  filling.catch((error: Error) => tar.destroy(error));
  const file = createWriteStream(path, { flush: true });
  if (password === null) await pipeline(tar, file);
  else {
    const age = new Encrypter();
    age.setPassphrase(password);
    const sealed = await age.encrypt(webStreamOf(tar));
    await pipeline(piecesOfStream(sealed), file);
  }
  await filling;
}
