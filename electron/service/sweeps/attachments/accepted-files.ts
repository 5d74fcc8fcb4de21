import { readFileSync } from 'node:fs';
import { CodedError } from '#shared/contract/errors.ts';
import type { ChosenFile } from '../../platform/file-tokens.ts';

const LARGEST_MEGABYTES = 100;
const LARGEST = LARGEST_MEGABYTES * 1024 * 1024;

/** A kind of file that can be kept. */
interface FileKind {
  /** Its media type. */
  readonly type: string;
  /** Bytes of which a file begins with one; empty where nothing is asked. */
  readonly starts: readonly (readonly number[])[];
}

const jpeg: FileKind = { type: 'image/jpeg', starts: [[0xff, 0xd8, 0xff]] };
const zipped = [[0x50, 0x4b]];

/** What can be kept, by the ending of the file's name. */
const kinds: Readonly<Record<string, FileKind>> = {
  '.jpg': jpeg,
  '.jpeg': jpeg,
  '.png': { type: 'image/png', starts: [[0x89, 0x50, 0x4e, 0x47]] },
  '.webp': { type: 'image/webp', starts: [[0x52, 0x49, 0x46, 0x46]] },
  '.pdf': { type: 'application/pdf', starts: [[0x25, 0x50, 0x44, 0x46]] },
  '.docx': {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    starts: zipped,
  },
  '.xlsx': { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', starts: zipped },
  '.mp4': { type: 'video/mp4', starts: [] },
  '.mp3': { type: 'audio/mpeg', starts: [] },
  '.m4a': { type: 'audio/mp4', starts: [] },
  '.txt': { type: 'text/plain', starts: [] },
};

/**
 * The bytes and the media type of a file that may be kept; `extension` is the ending of its name in small
 * letters, with the dot. Errors: FILE_UNREADABLE, ATTACHMENT_HEIC, ATTACHMENT_KIND, ATTACHMENT_TOO_LARGE.
 */
export function readAccepted({ path, name }: ChosenFile, extension: string): { bytes: Buffer; type: string } {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new CodedError('FILE_UNREADABLE', { file: name });
  }
  // A photo may carry another ending than it is: phones rename them when they are sent on.
  const brand = bytes.subarray(4, 12).toString('latin1');
  if (/^ftyp(heic|heix|heif|mif1|msf1|hevc)/.test(brand) || extension === '.heic' || extension === '.heif')
    throw new CodedError('ATTACHMENT_HEIC', { name });
  const kind = kinds[extension];
  if (!kind || !beginsRight(bytes, kind)) throw new CodedError('ATTACHMENT_KIND', { name });
  refuseTooLarge(bytes, name);
  return { bytes, type: kind.type };
}

function beginsRight(bytes: Buffer, { starts }: FileKind): boolean {
  return starts.length === 0 || starts.some((start) => start.every((byte, i) => bytes[i] === byte));
}

/** Errors: ATTACHMENT_TOO_LARGE. */
export function refuseTooLarge(bytes: Uint8Array, name: string): void {
  if (bytes.length > LARGEST)
    throw new CodedError('ATTACHMENT_TOO_LARGE', { name, megabytes: LARGEST_MEGABYTES });
}
