import { createHash, createPublicKey, verify } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';

/** First line of an update file; the manifest, its signature and the installer follow. */
export const UPDATE_MAGIC = 'XUEANTU-UPDATE-1';
const LONGEST_HEAD = 64 * 1024;

export const updateManifestSchema = z.object({
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  platform: z.enum(['linux', 'win32']),
  arch: z.enum(['x64', 'arm64']),
  /** The installer's file name, without folders. */
  name: z.string().regex(/^[\w.-]{1,120}$/),
  size: z.number().int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  notes: z.string().max(2000),
});
export type UpdateManifest = z.infer<typeof updateManifestSchema>;

export interface Installed {
  readonly version: string;
  readonly platform: string;
  readonly arch: string;
  /** PEM of the Ed25519 key that updates are signed with; null where this installation has none. */
  readonly publicKey: string | null;
}

/**
 * Takes the installer out of an update file into a folder, if the file is signed with the key of this installation,
 * newer than it and for its system. The installer gets its own name only after its signature and content were verified.
 * Errors: UPDATE_NO_KEY, UPDATE_DAMAGED, UPDATE_OLDER, UPDATE_OTHER_SYSTEM, DISK_WRITE.
 */
export async function openUpdate(
  path: string,
  into: string,
  installed: Installed,
): Promise<{ manifest: UpdateManifest; installer: string }> {
  const file = basename(path);
  if (installed.publicKey === null) throw new CodedError('UPDATE_NO_KEY');
  const damaged = (reason: string) => new CodedError('UPDATE_DAMAGED', { file, reason });
  const { head, payloadAt } = readHead(path, damaged);
  const [magic, said = '', signature = ''] = head;
  if (magic !== UPDATE_MAGIC) throw damaged('不是学安图的更新文件');
  const manifestBytes = Buffer.from(said, 'base64url');
  const key = createPublicKey(installed.publicKey);
  if (!verify(null, manifestBytes, key, Buffer.from(signature, 'base64url')))
    throw damaged('签名不对，不是发布单位给出的文件');
  const manifest = updateManifestSchema.parse(JSON.parse(manifestBytes.toString('utf8')));
  if (manifest.platform !== installed.platform || manifest.arch !== installed.arch)
    throw new CodedError('UPDATE_OTHER_SYSTEM', {
      wanted: `${manifest.platform}-${manifest.arch}`,
      here: `${installed.platform}-${installed.arch}`,
    });
  if (!isNewer(manifest.version, installed.version))
    throw new CodedError('UPDATE_OLDER', { found: manifest.version, here: installed.version });
  const installer = join(into, manifest.name);
  const beside = `${installer}.part`;
  const hash = createHash('sha256');
  let size = 0;
  const tap = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length;
      hash.update(chunk);
      if (size > manifest.size) done(damaged('比签名的内容长'));
      else done(null, chunk);
    },
  });
  try {
    mkdirSync(into, { recursive: true });
    await pipeline(
      createReadStream(path, { start: payloadAt }),
      tap,
      createWriteStream(beside, { flush: true }),
    );
    if (size !== manifest.size || hash.digest('hex') !== manifest.sha256) throw damaged('内容与签名不符');
    renameSync(beside, installer);
    return { manifest, installer };
  } catch (error) {
    rmSync(beside, { force: true });
    if (error instanceof CodedError) throw error;
    throw new CodedError('DISK_WRITE', { path: into });
  }
}

/** The first three lines, and where the installer begins. */
function readHead(
  path: string,
  damaged: (reason: string) => CodedError,
): { head: string[]; payloadAt: number } {
  const bytes = Buffer.alloc(LONGEST_HEAD);
  let length: number;
  try {
    const file = openSync(path, 'r');
    try {
      length = readSync(file, bytes, 0, LONGEST_HEAD, 0);
    } finally {
      closeSync(file);
    }
  } catch {
    throw new CodedError('FILE_UNREADABLE', { file: basename(path) });
  }
  const head: string[] = [];
  let from = 0;
  while (head.length < 3) {
    const end = bytes.subarray(0, length).indexOf(0x0a, from);
    if (end < 0) throw damaged('不是学安图的更新文件');
    head.push(bytes.toString('latin1', from, end));
    from = end + 1;
  }
  return { head, payloadAt: from };
}

function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((each) => each.split('.').map(Number));
  for (let i = 0; i < 3; i++) if ((a?.[i] ?? 0) !== (b?.[i] ?? 0)) return (a?.[i] ?? 0) > (b?.[i] ?? 0);
  return false;
}
