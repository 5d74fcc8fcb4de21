import { inflateRawSync } from 'node:zlib';
import { CodedError } from '#shared/contract/errors.ts';

/**
 * The most bytes that an archive may unpack to: enough for the list of a province. It protects against archives made to
 * fill the memory.
 */
const LARGEST = 512 * 2 ** 20;
const MOST_FILES = 2000;

/** Marks and lengths of the parts of a zip archive (PKWARE APPNOTE 6.3.10, 4.3.7 to 4.3.16). */
const END_MARK = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const ENTRY_MARK = 0x02014b50;
const ENTRY_LENGTH = 46;
const LOCAL_MARK = 0x04034b50;
const LOCAL_LENGTH = 30;
const END64_MARK = 0x06064b50;
const LOCATOR64_LENGTH = 20;
const LOCATOR64_MARK = 0x07064b50;
/** The extra field with the sizes that do not fit, and what stands in their place. */
const SIZES64 = 0x0001;
const ELSEWHERE = 0xffffffff;
const ENCRYPTED_FLAG = 1;
const STORED = 0;
const DEFLATED = 8;

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
export function unpackPaths(
  bytes: Uint8Array,
  file: string,
  { largest = LARGEST, mostFiles = MOST_FILES }: UnpackingLimits = {},
): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let left = largest;
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const entries = listEntries(view, bytes);
    if (entries.length > mostFiles) throw new CodedError('FILE_TOO_LARGE', { file });
    for (const entry of entries) {
      if (entry.path.endsWith('/')) continue;
      if (entry.encrypted) throw new CodedError('FILE_ENCRYPTED', { file });
      const content = unpackEntry(contentOf(entry, view, bytes), entry.method, left);
      left -= content.length;
      files.set(entry.path, content);
    }
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError(isTooLarge(error) ? 'FILE_TOO_LARGE' : 'FILE_DAMAGED', { file });
  }
  return files;
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
export function unpackFiles(bytes: Uint8Array, file: string): ArchivedFile[] {
  return [...unpackPaths(bytes, file)]
    .map(([path, content]) => ({ path: path.replaceAll('\\', '/'), bytes: content }))
    .filter(({ path }) => !litter.test(path))
    .map(({ path, bytes: content }) => ({ path, name: path.split('/').at(-1) ?? path, bytes: content }));
}

/** A file of an archive as its list says: where it begins, how long it is packed, and how. */
interface Entry {
  readonly path: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly at: number;
  readonly packed: number;
}

/** The list at the end of an archive. Throws where there is none or it is cut off. */
function listEntries(view: DataView, bytes: Uint8Array): Entry[] {
  const end = findEnd(view);
  const end64 = findEnd64(view, end);
  const count = end64 === null ? view.getUint16(end + 10, true) : numberAt(view, end64 + 32);
  let at = end64 === null ? view.getUint32(end + 16, true) : numberAt(view, end64 + 48);
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== ENTRY_MARK) throw new Error('the list of an archive is broken');
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const extraAt = at + ENTRY_LENGTH + nameLength;
    entries.push({
      path: decodeName(bytes.subarray(at + ENTRY_LENGTH, extraAt)),
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & ENCRYPTED_FLAG) !== 0,
      ...placeOf(view, at, extraAt, extraLength),
    });
    at = extraAt + extraLength + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The last record of an archive, which a comment may follow. */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT);
  for (let at = view.byteLength - END_LENGTH; at >= first; at--)
    if (view.getUint32(at, true) === END_MARK) return at;
  throw new Error('an archive has no end');
}

/** The record of a long archive that counts instead; null where there is none. */
function findEnd64(view: DataView, end: number): number | null {
  const locator = end - LOCATOR64_LENGTH;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR64_MARK) return null;
  const at = numberAt(view, locator + 8);
  return view.getUint32(at, true) === END64_MARK ? at : null;
}

/** Where a file begins and how long it is packed; a length that does not fit stands in an extra field. */
function placeOf(view: DataView, at: number, extraAt: number, extraLength: number) {
  const unpacked = view.getUint32(at + 24, true);
  let packed = view.getUint32(at + 20, true);
  let begins = view.getUint32(at + 42, true);
  for (let field = extraAt; field + 4 <= extraAt + extraLength; ) {
    let value = field + 4;
    if (view.getUint16(field, true) === SIZES64) {
      if (unpacked === ELSEWHERE) value += 8;
      if (packed === ELSEWHERE) {
        packed = numberAt(view, value);
        value += 8;
      }
      if (begins === ELSEWHERE) begins = numberAt(view, value);
    }
    field += 4 + view.getUint16(field + 2, true);
  }
  return { at: begins, packed };
}

function numberAt(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

/** The packed bytes of a file: they follow a header of their own. Throws where the archive ends before them. */
function contentOf({ at, packed }: Entry, view: DataView, bytes: Uint8Array): Uint8Array {
  if (view.getUint32(at, true) !== LOCAL_MARK)
    throw new Error('a file of an archive is not where its list says');
  const start = at + LOCAL_LENGTH + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + packed > bytes.length) throw new Error('an archive ends before its files do');
  return bytes.subarray(start, start + packed);
}

/** Throws where more comes out than there is room for. */
function unpackEntry(packed: Uint8Array, method: number, room: number): Uint8Array {
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
