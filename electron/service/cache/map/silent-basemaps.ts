import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const recordSchema = z.array(z.object({ id: z.string(), size: z.number(), modified: z.number() }));
type Kept = z.infer<typeof recordSchema>[number];

/** A file of this machine: its name keeps it out of backups. */
const RECORD = '.silent.json';
/** Bytes: a workspace from elsewhere may bring a record of any size. */
const LARGEST_RECORD = 2 ** 20;

/**
 * Base maps that did not answer. They are not opened again until a person asks for it, not at the next start either;
 * a file that was replaced since is another one.
 */
export class SilentBasemaps {
  readonly #path: string;
  #kept: readonly Kept[];

  /** `directory` is the folder of base maps. */
  constructor(directory: string) {
    this.#path = join(directory, RECORD);
    this.#kept = readRecord(this.#path);
  }

  has(id: string, path: string): boolean {
    const now = stamp(path);
    return this.#kept.some(
      ({ id: known, size, modified }) => known === id && size === now?.size && modified === now.modified,
    );
  }

  add(id: string, path: string): void {
    const now = stamp(path);
    if (now) this.#keep([...this.#without(id), { id, ...now }]);
  }

  remove(id: string): void {
    const rest = this.#without(id);
    if (rest.length < this.#kept.length) this.#keep(rest);
  }

  #without(id: string): readonly Kept[] {
    return this.#kept.filter((each) => each.id !== id);
  }

  #keep(kept: readonly Kept[]): void {
    this.#kept = kept;
    try {
      // A workspace may bring a link under this name: it is not written through.
      rmSync(this.#path, { force: true });
      writeFileSync(this.#path, JSON.stringify(kept), { flag: 'wx' });
    } catch {
      // Where the folder cannot be written to it holds for as long as the program runs.
    }
  }
}

function readRecord(path: string): readonly Kept[] {
  try {
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    return size > 0 && size <= LARGEST_RECORD
      ? recordSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
      : [];
  } catch {
    return [];
  }
}

/** What tells a file from one that was put in its place; null where there is none. */
export function stamp(path: string): { readonly size: number; readonly modified: number } | null {
  try {
    const { size, mtimeMs } = statSync(path);
    return { size, modified: mtimeMs };
  } catch {
    return null;
  }
}
