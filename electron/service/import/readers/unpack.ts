import { pipeline, Readable } from 'node:stream';
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import { fromBufferPromise } from 'yauzl';
import { CodedError } from '#shared/contract/errors.ts';

/**
 * The most bytes that an archive may unpack to: enough for the list of a province. It protects against archives made to
 * fill the memory.
 */
const LARGEST = 512 * 2 ** 20;
const MOST_FILES = 2000;

/** How files of an archive are packed (PKWARE APPNOTE 6.3.10, 4.4.5). */
const STORED = 0;
const DEFLATED = 8;
/** The mark and length of the last record of an archive, and where the length of the comment behind it stands. */
const END_MARK = 'PK\u0005\u0006';
const END_LENGTH = 22;
const COMMENT_LENGTH_AT = 20;

/** What an archive may unpack to. */
export interface UnpackingLimits {
  /** Bytes of all its files together. */
  readonly largest?: number;
  readonly mostFiles?: number;
}

/** Whether bytes begin as a zip archive does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/**
 * The files of a zip archive by their paths in it. The sizes that an archive gives may be false, so they are not used:
 * each file is unpacked only up to the bytes that are left of the limit. Errors: FILE_DAMAGED, FILE_ENCRYPTED,
 * FILE_TOO_LARGE.
 */
export async function unpackPaths(
  bytes: Buffer,
  file: string,
  { largest = LARGEST, mostFiles = MOST_FILES }: UnpackingLimits = {},
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  let left = largest;
  try {
    for await (const { path, packed, method } of eachPacked(bytes, file, mostFiles)) {
      const content = unpackEntry(packed, method, left);
      left -= content.length;
      files.set(path, content);
    }
  } catch (error) {
    throw codedOf(error, file);
  }
  return files;
}

/** A file of an archive before it is unpacked. */
export interface PackedFile {
  readonly path: string;
  readonly packed: Uint8Array;
  readonly method: number;
  /** Bytes that it unpacks to as the archive says, which may be false. */
  readonly size: number;
}

/** The files of an archive as they are packed. Errors: FILE_ENCRYPTED, FILE_TOO_LARGE, and those of the library. */
export async function* eachPacked(
  bytes: Buffer,
  file: string,
  mostFiles = MOST_FILES,
): AsyncIterable<PackedFile> {
  let found = 0;
  const archive = await fromBufferPromise(withoutTail(bytes), TOLD_AS_IT_STANDS);
  for await (const entry of archive.eachEntry()) {
    found++;
    if (found > mostFiles) throw new CodedError('FILE_TOO_LARGE', { file });
    const path = decodeName(entry.fileNameRaw);
    if (path.endsWith('/')) continue;
    if (entry.isEncrypted()) throw new CodedError('FILE_ENCRYPTED', { file });
    const { fileDataStart } = await archive.readLocalFileHeaderPromise(entry, { minimal: true });
    const packed = bytes.subarray(fileDataStart, fileDataStart + entry.compressedSize);
    yield { path, packed, method: entry.compressionMethod, size: entry.uncompressedSize };
  }
}

/** Names come as bytes: we tell their encoding. Sizes may be false, so the library does not compare them either. */
const TOLD_AS_IT_STANDS = { decodeStrings: false, validateEntrySizes: false };

/**
 * An archive up to its end. Business systems that send a file through a web page leave line ends behind it, and the
 * library refuses these.
 */
function withoutTail(bytes: Buffer): Buffer {
  const end = bytes.lastIndexOf(END_MARK, undefined, 'latin1');
  if (end < 0 || end + END_LENGTH > bytes.length) return bytes;
  return bytes.subarray(0, end + END_LENGTH + bytes.readUInt16LE(end + COMMENT_LENGTH_AT));
}

function codedOf(error: unknown, file: string): CodedError {
  if (error instanceof CodedError) return error;
  if (isTooLarge(error)) return new CodedError('FILE_TOO_LARGE', { file });
  const isEncrypted = /strong encryption/.test(String(error));
  return new CodedError(isEncrypted ? 'FILE_ENCRYPTED' : 'FILE_DAMAGED', { file });
}

/** A file within an archive. */
export interface ArchivedFile {
  /** With its folders, as the archive names it. */
  readonly path: string;
  /** Without them. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What systems put into archives beside the files themselves. */
const litter = /(^|\/)(__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

/** The files of a zip archive, without what systems add of their own. Errors: as `unpackPaths`. */
export async function unpackFiles(bytes: Buffer, file: string): Promise<ArchivedFile[]> {
  return [...(await unpackPaths(bytes, file))]
    .map(([path, content]) => ({ path: path.replaceAll('\\', '/'), bytes: content }))
    .filter(({ path }) => !litter.test(path))
    .map(({ path, bytes: content }) => ({ path, name: path.split('/').at(-1) ?? path, bytes: content }));
}

/** Unpacks a file bit by bit, so that it never is in memory as a whole. */
export function unpackInBits({ packed, method }: PackedFile): AsyncIterable<Buffer> {
  const source = Readable.from(bitsOf(packed));
  // What fails in the source also ends what reads from it.
  return method === STORED ? source : pipeline(source, createInflateRaw({ chunkSize: BIT }), () => undefined);
}

/** Bytes that are unpacked at once. */
const BIT = 2 ** 18;

function* bitsOf(bytes: Uint8Array): Iterable<Buffer> {
  for (let at = 0; at < bytes.length; at += BIT) {
    const { buffer, byteOffset, length } = bytes.subarray(at, at + BIT);
    yield Buffer.from(buffer, byteOffset, length);
  }
}

/** Throws where more comes out than there is room for. */
export function unpackEntry(packed: Uint8Array, method: number, room: number): Uint8Array {
  if (method !== STORED && method !== DEFLATED) throw new Error(`packing ${method} cannot be read`);
  if (method === STORED && packed.length > room) throw new NoRoom();
  if (method === STORED || packed.length === 0) return packed;
  // The limit is one byte more than is left: then an empty file can still be unpacked where nothing is left.
  const content = inflateRawSync(packed, { maxOutputLength: room + 1 });
  if (content.length > room) throw new NoRoom();
  return content;
}

class NoRoom extends Error {}

function isTooLarge(error: unknown): boolean {
  if (error instanceof NoRoom) return true;
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

/** Names are UTF-8; older archives of Chinese systems have them in GB18030. */
function decodeName(name: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(name);
  } catch {
    return new TextDecoder('gb18030').decode(name);
  }
}
