import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';

export interface ChosenFile {
  readonly path: string;
  readonly name: string;
}

/** Bytes of a file; 0 where it is gone: its reader reports the error. */
export function sizeOf({ path }: ChosenFile): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Files that a person chose. The page only ever sees tokens, never paths. */
export class FileTokens {
  readonly #files = new Map<string, ChosenFile>();

  /** `name` is the file's name for people; folders in it are removed, because a page may have sent it. */
  register(path: string, name = basename(path)): string {
    const token = randomBytes(16).toString('hex');
    this.#files.set(token, { path, name: plainName(name) });
    return token;
  }

  /** Errors: FILE_TOKEN_UNKNOWN. */
  resolve(token: string): ChosenFile {
    const file = this.#files.get(token);
    if (!file) throw new CodedError('FILE_TOKEN_UNKNOWN');
    return file;
  }
}

/** The last part of a path, by the separators of every system, so that the name cannot lead out of a folder. */
function plainName(name: string): string {
  const last = (name.split(/[/\\]/).at(-1) ?? '').replace(/\p{Cc}/gu, '');
  return /^\.*$/.test(last) ? '文件' : last.slice(-LONGEST_NAME);
}

const LONGEST_NAME = 255;
