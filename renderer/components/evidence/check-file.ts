import { LARGEST_MEGABYTES, lookAtEvidence } from '#shared/attachments/look-at-evidence.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { isWholePicture } from '#shared/pictures/whole-picture.ts';

const LARGEST = LARGEST_MEGABYTES * 1024 * 1024;

/**
 * Looks at a file when it is chosen, so that what cannot be kept is told while the photo can still be taken again. Errors:
 * ATTACHMENT_TOO_LARGE, ATTACHMENT_HEIC, ATTACHMENT_KIND, ATTACHMENT_BROKEN.
 */
export async function checkFile(file: File): Promise<void> {
  const { name } = file;
  if (file.size > LARGEST)
    throw new CodedError('ATTACHMENT_TOO_LARGE', { name, megabytes: LARGEST_MEGABYTES });
  const bytes = await bytesOf(file);
  const { ending, fault } = lookAtEvidence(name, bytes);
  if (ending === null) throw new CodedError(fault, { name });
  if (!isWholePicture(bytes)) throw new CodedError('ATTACHMENT_BROKEN', { name });
}

/** The bytes of a file, which may have gone since it was chosen, as from a telephone that was unplugged. */
async function bytesOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new CodedError('ATTACHMENT_BROKEN', { name: file.name });
  }
}
