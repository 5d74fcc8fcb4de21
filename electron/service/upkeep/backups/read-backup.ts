import { createHash } from 'node:crypto';
import { closeSync, createReadStream, mkdirSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Decrypter } from 'age-encryption';
import { extract } from 'tar-stream';
import { CodedError } from '#shared/contract/errors.ts';
import { pathInside } from '../../platform/path-inside.ts';
import type { Progress } from '../../workspace/context.ts';
import { type BackupManifest, backupManifestSchema, MANIFEST } from './backup-manifest.ts';
import { bytesOf, piecesOfStream, webStreamOf } from './web-streams.ts';

/** How often it is told how much was read, bytes. */
const TOLD_STEP = 4 * 2 ** 20;
/** First words of a file that is encrypted with age. */
const SEALED = 'age-encryption.org/v1';
const LARGEST_MANIFEST = 512 * 2 ** 20;

/** Whether a backup asks for a password. Errors: FILE_UNREADABLE. */
export function isSealed(path: string): boolean {
  const head = Buffer.alloc(SEALED.length);
  try {
    const file = openSync(path, 'r');
    try {
      readSync(file, head, 0, head.length, 0);
    } finally {
      closeSync(file);
    }
  } catch {
    throw new CodedError('FILE_UNREADABLE', { file: basename(path) });
  }
  return head.toString('latin1') === SEALED;
}

/**
 * Reads a backup to its end, checks each file against the manifest, and writes them into a folder where one
 * is given. Nothing that the manifest does not name is written, and nothing outside the folder. Errors:
 * FILE_UNREADABLE, BACKUP_PASSWORD, BACKUP_DAMAGED, CANCELLED.
 */
export async function readBackup(
  path: string,
  password: string | null,
  into: string | null,
  progress: Progress,
): Promise<BackupManifest> {
  const file = basename(path);
  const damaged = (reason: string) => new CodedError('BACKUP_DAMAGED', { file, reason });
  const source = await openSource(path, password);
  const entries = extract();
  const feeding = pipeline(source, entries);
  feeding.catch((error: Error) => entries.destroy(error));
  const told = new ToldBytes(progress);
  let manifest: BackupManifest | null = null;
  let next = 0;
  try {
    for await (const entry of entries) {
      const { name, type } = entry.header;
      if (type !== 'file') throw damaged(`“${name}”不是普通文件`);
      if (!manifest) {
        if (name !== MANIFEST) throw damaged('缺少清单');
        if (entry.header.size > LARGEST_MANIFEST) throw damaged('清单过大');
        manifest = parseManifest(await readAll(entry, LARGEST_MANIFEST), damaged);
        told.total = manifest.files.reduce((sum, { size }) => sum + size, 0);
        continue;
      }
      const wanted = manifest.files[next++];
      if (wanted?.path !== name || wanted.size !== entry.header.size) throw damaged(`“${name}”与清单不符`);
      const hash = await writeAndHash(entry, into === null ? null : pathWithin(into, name), told);
      if (hash !== wanted.sha256) throw damaged(`“${name}”的内容变了`);
    }
    await feeding;
  } catch (error) {
    if (error instanceof CodedError) throw error;
    if (isDiskFault(error)) throw new CodedError('DISK_WRITE', { path: into ?? path });
    throw damaged('文件不完整或被改动');
  }
  if (!manifest || next < manifest.files.length) throw damaged('文件不完整');
  return manifest;
}

/** The path of an entry: each of its parts lies in the one before. */
function pathWithin(into: string, name: string): string {
  return name.split('/').reduce(pathInside, into);
}

/** Tells how much of a backup was read, in MB: most of its bytes are those of one file, the database. */
class ToldBytes {
  total = 0;
  #read = 0;
  #next = 0;
  readonly #progress: Progress;

  constructor(progress: Progress) {
    this.#progress = progress;
  }

  /** Errors: CANCELLED. */
  async add(bytes: number): Promise<void> {
    this.#read += bytes;
    if (this.#read < this.#next) return;
    this.#next = this.#read + TOLD_STEP;
    await this.#progress.report('读取备份', inMb(this.#read), inMb(this.total));
  }
}

const inMb = (bytes: number) => Math.ceil(bytes / 1e6);

/** Reads an entry to its end, into a new file where one is given; its SHA-256. Errors: CANCELLED. */
async function writeAndHash(
  entry: AsyncIterable<unknown>,
  target: string | null,
  told: ToldBytes,
): Promise<string> {
  const hash = createHash('sha256');
  async function* hashed() {
    for await (const chunk of entry) {
      const bytes = bytesOf(chunk);
      hash.update(bytes);
      await told.add(bytes.length);
      yield bytes;
    }
  }
  if (target === null) {
    for await (const _ of hashed());
    return hash.digest('hex');
  }
  mkdirSync(dirname(target), { recursive: true });
  // Opened first: a stream that opens its file by itself may still do so after it was given up.
  const file = await open(target, 'wx');
  await pipeline(hashed, file.createWriteStream({ flush: true }));
  return hash.digest('hex');
}

async function openSource(path: string, password: string | null): Promise<NodeJS.ReadableStream> {
  const sealed = isSealed(path);
  const file = createReadStream(path);
  if (!sealed) return file;
  if (password === null) {
    file.destroy();
    throw new CodedError('BACKUP_PASSWORD', { file: basename(path), reason: '这份备份有密码' });
  }
  const age = new Decrypter();
  age.addPassphrase(password);
  try {
    const plain = await age.decrypt(webStreamOf(file));
    return Readable.from(piecesOfStream(plain));
  } catch {
    file.destroy();
    throw new CodedError('BACKUP_PASSWORD', { file: basename(path), reason: '密码不对，或文件已损坏' });
  }
}

function parseManifest(bytes: Buffer, damaged: (reason: string) => CodedError): BackupManifest {
  let manifest: BackupManifest;
  try {
    manifest = backupManifestSchema.parse(
      JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)),
    );
  } catch {
    throw damaged('清单不合规范');
  }
  const twice = findRepeated(manifest.files.map(({ path }) => path));
  if (twice !== null) throw damaged(`“${twice}”有两份`);
  return manifest;
}

/** The first name that comes a second time, as disks compare names; null where none does. */
function findRepeated(names: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const name of names) {
    const before = seen.size;
    if (seen.add(name.normalize().toLowerCase()).size === before) return name;
  }
  return null;
}

async function readAll(entry: AsyncIterable<unknown>, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of entry) {
    const part = bytesOf(chunk);
    size += part.length;
    if (size > most) throw new Error('the manifest is too long');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Codes of the system for a disk that is full, or that may not be written to. */
const diskFaults = ['ENOSPC', 'EACCES', 'EROFS', 'EPERM'];

function isDiskFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && diskFaults.includes(String(error.code));
}
