import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';

/** The files of a workspace's `attachments` folder, named by the SHA-256 of their content. */
export class AttachmentStore {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Keeps bytes as they are; the same content is kept once. Errors: DISK_WRITE. */
  keep(bytes: Buffer, extension: string): { hash: string; file: string } {
    const hash = createHash('sha256').update(bytes).digest('hex');
    const file = `${hash}${extension}`;
    const path = join(this.#directory, file);
    if (existsSync(path)) return { hash, file };
    // Written beside and then renamed: a name never stands for half a file.
    const beside = join(this.#directory, `.${randomBytes(8).toString('hex')}`);
    try {
      writeFileSync(beside, bytes, { flush: true });
      renameSync(beside, path);
    } catch {
      throw new CodedError('DISK_WRITE', { path: this.#directory });
    }
    return { hash, file };
  }

  /** Errors: ATTACHMENT_MISSING. */
  read(file: string, name: string): Buffer {
    try {
      return readFileSync(join(this.#directory, file));
    } catch {
      throw new CodedError('ATTACHMENT_MISSING', { name });
    }
  }
}
