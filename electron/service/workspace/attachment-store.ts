import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { isStoredName, type StoredEnding } from '#shared/attachments/stored-file.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { pathInside } from '../platform/path-inside.ts';
import { writeWhole } from '../platform/whole-file.ts';

/** The files of a workspace's `attachments` folder, named by the SHA-256 of their content. */
export class AttachmentStore {
  readonly #directory: string;
  #written = 0;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** How many files were written since the workspace was opened: whether there are new ones. */
  get written(): number {
    return this.#written;
  }

  /** Keeps bytes as they are; the same content is kept once. Errors: DISK_WRITE. */
  keep(bytes: Uint8Array, ending: StoredEnding): { hash: string; file: string } {
    const hash = createHash('sha256').update(bytes).digest('hex');
    const file = `${hash}${ending}`;
    if (existsSync(pathInside(this.#directory, file))) return { hash, file };
    try {
      writeWhole(this.#directory, file, bytes);
      this.#written += 1;
    } catch {
      throw new CodedError('DISK_WRITE', { path: this.#directory });
    }
    return { hash, file };
  }

  /**
   * The bytes of a stored file; `name` is what people call it. Rows may come from elsewhere: a name of another form, and
   * a link to a file of another folder, are never followed. Errors: ATTACHMENT_FOREIGN, ATTACHMENT_MISSING.
   */
  read(file: string, name: string): Buffer {
    if (!isStoredName(file)) throw new CodedError('ATTACHMENT_FOREIGN', { name });
    const path = pathInside(this.#directory, file);
    const entry = lstatSync(path, { throwIfNoEntry: false });
    if (entry && !entry.isFile()) throw new CodedError('ATTACHMENT_FOREIGN', { name });
    try {
      return readFileSync(path);
    } catch {
      throw new CodedError('ATTACHMENT_MISSING', { name });
    }
  }
}
