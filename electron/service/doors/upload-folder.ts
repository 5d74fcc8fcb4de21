import { randomBytes } from 'node:crypto';
import { createWriteStream, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeTemporaryFolder } from '../platform/temporary-folder.ts';

const limits = {
  /** Bytes of one upload: more than any list or photo. */
  largest: 512 * 2 ** 20,
  /** The same of a backup that is to become a workspace. */
  largestBackup: 3 * 2 ** 30,
  /** Bytes of all uploads that lie here at once. */
  most: 4 * 2 ** 30,
};
/** An upload that nobody has used by then makes room for another, ms. */
const UNUSED_MS = 3600_000;

interface Upload {
  readonly bytes: number;
  /** When it was there, ms. */
  readonly at: number;
}

/** An upload that is too large, or for which there is no room: with the status of HTTP for it. */
export class UploadRefused extends Error {
  readonly status: 413 | 507;

  constructor(status: 413 | 507) {
    super(status === 413 ? '文件过大，请拆成几个文件再上传' : '服务上暂存的文件太多，请过一小时再上传');
    this.status = status;
  }
}

/** Files that pages send. They are written as they come: none is ever held in memory whole, and no half one stays. */
export class UploadFolder {
  readonly #limits: typeof limits;
  readonly #folder = makeTemporaryFolder();
  readonly #uploads = new Map<string, Upload>();
  /** Bytes of those that are still coming. */
  #coming = 0;

  constructor(given = limits) {
    this.#limits = given;
  }

  /**
   * Writes an upload to a file and returns its path. The stored name is ours; only a plain extension is taken from the
   * user's. `announced` is what the page says of its length, in bytes, if anything; `now` is asked again at the end, which
   * a slow line reaches an hour later. Errors: UploadRefused, and those of disk and network.
   */
  async receive(
    body: AsyncIterable<Uint8Array> | null,
    name: string,
    announced: number | null,
    now: () => number,
    kind: 'file' | 'backup' = 'file',
  ): Promise<string> {
    const largest = kind === 'backup' ? this.#limits.largestBackup : this.#limits.largest;
    if (announced !== null && announced > largest) throw new UploadRefused(413);
    this.#makeRoom(announced ?? 0, now());
    const extension = /^\.[a-z0-9]{1,8}$/i.exec(extname(name))?.[0] ?? '';
    const path = join(this.#folder, `${randomBytes(12).toString('hex')}${extension}`);
    let bytes = 0;
    const counted = async function* (this: UploadFolder, parts: AsyncIterable<Uint8Array>) {
      for await (const part of parts) {
        bytes += part.length;
        this.#coming += part.length;
        if (bytes > largest) throw new UploadRefused(413);
        yield part;
      }
    };
    try {
      await pipeline(
        Readable.from(body ?? []),
        counted.bind(this),
        createWriteStream(path, { flags: 'wx', mode: 0o600 }),
      );
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    } finally {
      this.#coming -= bytes;
    }
    this.#uploads.set(path, { bytes, at: now() });
    return path;
  }

  /** Takes an upload away that was used. */
  drop(path: string): void {
    if (this.#uploads.delete(path)) rmSync(path, { force: true });
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Errors: UploadRefused where there is none. */
  #makeRoom(wanted: number, now: number): void {
    for (const [path, { at }] of this.#uploads) {
      if (this.#total() + wanted <= this.#limits.most || at + UNUSED_MS > now) break;
      rmSync(path, { force: true });
      this.#uploads.delete(path);
    }
    if (this.#total() + wanted > this.#limits.most) throw new UploadRefused(507);
  }

  #total(): number {
    return [...this.#uploads.values()].reduce((sum, { bytes }) => sum + bytes, this.#coming);
  }
}
