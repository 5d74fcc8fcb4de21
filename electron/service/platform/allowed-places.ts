import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownFolder } from './own-folder.ts';
import { pathInside } from './path-inside.ts';

const FOLDER = 'allowed-places';

/**
 * Which places beyond a workspace — addresses on the network, files elsewhere — a person has allowed it to reach. That
 * is kept outside of the workspace, for this user of this machine, and for this very file of the database: after a
 * backup, a copy or a move to another machine the user is asked again, and nothing stored in a workspace can give
 * permission.
 */
export class AllowedPlaces {
  readonly #directory: string;
  readonly #database: string;
  /** Permissions that could not be written to disk; they hold until the program ends. */
  readonly #unwritten = new Set<string>();

  constructor(directory: string, databaseFile: string) {
    this.#directory = directory;
    this.#database = pathInside(directory, databaseFile);
  }

  has(place: unknown): boolean {
    const mark = this.#mark(place);
    return mark !== null && (this.#unwritten.has(mark) || existsSync(pathInside(folder(), mark)));
  }

  allow(place: unknown): void {
    const mark = this.#mark(place);
    if (mark === null) return;
    try {
      mkdirSync(folder(), { recursive: true, mode: 0o700 });
      writeFileSync(pathInside(folder(), mark), '', { mode: 0o600 });
    } catch {
      this.#unwritten.add(mark);
    }
  }

  /** A place of this workspace as a hash, so that nobody can read from the file which places are allowed. */
  #mark(place: unknown): string | null {
    try {
      const { ino, birthtimeMs } = statSync(this.#database);
      const workspace = [realpathSync.native(this.#directory), ino, birthtimeMs];
      return createHash('sha256')
        .update(JSON.stringify([workspace, place]))
        .digest('hex');
    } catch {
      return null;
    }
  }
}

function folder(): string {
  return join(ownFolder(), FOLDER);
}
