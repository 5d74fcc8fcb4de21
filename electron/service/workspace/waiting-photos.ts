import { existsSync, lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import { type PhotoFor, photoForSchema } from '#shared/contract/photos.ts';
import { pathInside } from '../platform/path-inside.ts';
import { makePrivateFolder } from '../platform/private-files.ts';
import { writeWhole } from '../platform/whole-file.ts';

const aboutSchema = z.object({
  actor: z.string(),
  name: z.string(),
  size: z.number(),
  keptAt: z.string(),
  for: photoForSchema,
  hasThumbnail: z.boolean(),
});
type About = z.infer<typeof aboutSchema>;

/** A photo that waits, with where its bytes lie. */
export interface KeptPhoto extends About {
  readonly id: string;
  readonly path: string;
  readonly thumbnail: string | null;
}

const ABOUT = /^([0-9a-f-]{36})\.json$/;
/** Bytes of what is told of a photo. */
const LARGEST_ABOUT = 4096;

/**
 * Photos and files that were chosen and not attached yet, in the workspace's `waiting` folder: the bytes, a thumbnail,
 * and what is told of them, under the identity that the page gave. They are no records yet, as drafts are none.
 */
export class WaitingPhotos {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Keeps a photo; what tells of it is written last, so that none is half. Errors: DISK_WRITE. */
  keep(
    actor: string,
    {
      id,
      name,
      bytes,
      thumbnail,
    }: { id: string; name: string; bytes: Uint8Array; thumbnail: Uint8Array | null },
    owner: PhotoFor,
    now: Date,
  ): void {
    const about: About = {
      actor,
      name,
      size: bytes.length,
      keptAt: now.toISOString(),
      for: owner,
      hasThumbnail: thumbnail !== null,
    };
    try {
      makePrivateFolder(this.#directory);
      writeWhole(this.#directory, `${id}.bytes`, bytes);
      if (thumbnail) writeWhole(this.#directory, `${id}.small`, thumbnail);
      writeWhole(this.#directory, `${id}.json`, JSON.stringify(about));
    } catch {
      throw new CodedError('DISK_WRITE', { path: this.#directory });
    }
  }

  /** Those of a person, the earliest first. */
  list(actor: string): KeptPhoto[] {
    if (!existsSync(this.#directory)) return [];
    return readdirSync(this.#directory)
      .flatMap((name) => {
        const [, id] = ABOUT.exec(name) ?? [];
        return id === undefined ? [] : (this.find(actor, id) ?? []);
      })
      .sort((a, b) => a.keptAt.localeCompare(b.keptAt));
  }

  /** Null where there is none, where it is somebody else's, and where another program wrote into the folder. */
  find(actor: string, id: string): KeptPhoto | null {
    const path = pathInside(this.#directory, `${id}.bytes`);
    const small = pathInside(this.#directory, `${id}.small`);
    const told = pathInside(this.#directory, `${id}.json`);
    if (!isFile(told, LARGEST_ABOUT) || !isFile(path)) return null;
    try {
      const about = aboutSchema.parse(JSON.parse(readFileSync(told, 'utf8')));
      if (about.actor !== actor) return null;
      return { ...about, id, path, thumbnail: about.hasThumbnail && isFile(small) ? small : null };
    } catch {
      return null;
    }
  }

  discard(actor: string, id: string): void {
    if (!this.find(actor, id)) return;
    // What tells of it goes first: without that the rest is nobody's.
    for (const part of ['json', 'small', 'bytes'])
      rmSync(pathInside(this.#directory, `${id}.${part}`), { force: true });
  }

  /** Throws those of a form away that nobody will send. */
  discardForm(actor: string, formId: string): void {
    for (const { id, for: owner } of this.list(actor))
      if (owner.kind === 'form' && owner.formId === formId) this.discard(actor, id);
  }
}

function isFile(path: string, largest = Number.POSITIVE_INFINITY): boolean {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  return (entry?.isFile() ?? false) && (entry?.size ?? 0) <= largest;
}
