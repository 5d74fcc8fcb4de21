import { readFileSync, statSync } from 'node:fs';
import { LARGEST_MEGABYTES, lookAtEvidence, nameWithEnding } from '#shared/attachments/look-at-evidence.ts';
import { mediaTypeOf, type StoredEnding } from '#shared/attachments/stored-file.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { MOST_PHOTO_PIXELS, pictureSize } from '#shared/pictures/picture-size.ts';
import type { ChosenFile } from '../../platform/file-tokens.ts';

const LARGEST = LARGEST_MEGABYTES * 1024 * 1024;

/** What a thumbnail is called, whatever the page calls it: it is a JPEG or it is refused. */
export const THUMBNAIL = '缩略图.jpg';

/** A file that may be kept. */
interface AcceptedFile {
  /** What people call it, with the ending that its content has. */
  readonly name: string;
  readonly bytes: Buffer;
  readonly ending: StoredEnding;
  /** Its media type. */
  readonly type: string;
}

/**
 * A file that may be kept, by the ending of its name and by its content. Its size is asked before it is read.
 * Errors: FILE_UNREADABLE,
 * ATTACHMENT_HEIC, ATTACHMENT_KIND, ATTACHMENT_TOO_LARGE, PICTURE_TOO_LARGE.
 */
export function readAccepted(file: ChosenFile): AcceptedFile {
  const { name } = file;
  const bytes = readBytes(file);
  const { ending, fault } = lookAtEvidence(name, bytes);
  if (ending === null) throw new CodedError(fault, { name });
  refuseHugePicture(bytes, name);
  return { name: nameWithEnding(name, ending), bytes, ending, type: mediaTypeOf(ending) };
}

/** The small picture of a photo, a JPEG. Errors: those of `readAccepted`. */
export function readThumbnail(file: ChosenFile): AcceptedFile {
  const accepted = readAccepted({ ...file, name: THUMBNAIL });
  if (accepted.ending !== '.jpg') throw new CodedError('ATTACHMENT_KIND', { name: THUMBNAIL });
  return accepted;
}

/** Errors: FILE_UNREADABLE, ATTACHMENT_TOO_LARGE. */
function readBytes({ path, name }: ChosenFile): Buffer {
  try {
    refuseTooLarge(statSync(path).size, name);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError('FILE_UNREADABLE', { file: name });
  }
}

/** Errors: ATTACHMENT_TOO_LARGE. */
export function refuseTooLarge(size: number, name: string): void {
  if (size > LARGEST) throw new CodedError('ATTACHMENT_TOO_LARGE', { name, megabytes: LARGEST_MEGABYTES });
}

/**
 * Refuses a picture with too many pixels, because the page that shows it must decode all of them. Errors:
 * PICTURE_TOO_LARGE.
 */
export function refuseHugePicture(bytes: Uint8Array, name: string): void {
  const size = pictureSize(bytes);
  if (!size || size.width * size.height <= MOST_PHOTO_PIXELS) return;
  const millions = (pixels: number) => Math.round(pixels / 1_000_000);
  throw new CodedError('PICTURE_TOO_LARGE', {
    name,
    megapixels: millions(size.width * size.height),
    most: millions(MOST_PHOTO_PIXELS),
  });
}
