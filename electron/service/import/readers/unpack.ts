import { unzipSync } from 'fflate';
import { CodedError } from '#shared/contract/errors.ts';

/** What an archive may hold unpacked: a list of a province, not a bomb. */
const LARGEST = 512 * 2 ** 20;
const MOST_FILES = 2000;

/**
 * Refuses an archive that unpacks to more than a list needs, before anything of it is unpacked; what is no archive
 * is not judged. Errors: FILE_TOO_LARGE.
 */
export function refuseBomb(bytes: Uint8Array, file: string, largest = LARGEST): void {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return;
  let total = 0;
  try {
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        total += originalSize;
        return false;
      },
    });
  } catch {
    // Its reader tells what is wrong with it.
    return;
  }
  if (total > largest) throw new CodedError('FILE_TOO_LARGE', { file });
}

/** The files of a zip archive by lower-case name without folders. Errors: FILE_DAMAGED, FILE_TOO_LARGE. */
export function unpack(bytes: Uint8Array, file: string, largest = LARGEST): Map<string, Uint8Array> {
  let total = 0;
  let count = 0;
  let tooLarge = false;
  const filter = ({ originalSize }: { originalSize: number }) => {
    total += originalSize;
    count += 1;
    tooLarge ||= total > largest || count > MOST_FILES;
    return !tooLarge;
  };
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, { filter });
  } catch {
    throw new CodedError('FILE_DAMAGED', { file });
  }
  if (tooLarge) throw new CodedError('FILE_TOO_LARGE', { file });
  return new Map(
    Object.entries(files).map(([path, content]) => [
      path.split(/[\\/]/).at(-1)?.toLowerCase() ?? '',
      content,
    ]),
  );
}
