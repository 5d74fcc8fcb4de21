import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import { DESK } from './caller.ts';

export interface ChosenFile {
  readonly path: string;
  readonly name: string;
}

/** Bytes of a file; 0 where it is gone: its reader reports the error. */
export function sizeOf({ path }: ChosenFile): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** The files that one session may name. */
export interface SessionFiles {
  /** `name` is the file's name for people; folders in it are removed, because a page may have sent it. */
  register(path: string, name?: string): string;
  /** Errors: FILE_TOKEN_UNKNOWN, also for what another session was given. */
  resolve(token: string): ChosenFile;
}

/** Files that a person chose. The page only ever sees tokens, never paths. */
export class FileTokens implements SessionFiles {
  readonly #files = new Map<string, ChosenFile & { readonly session: string }>();

  /** Those of one session. */
  of(session: string): SessionFiles {
    return {
      register: (path, name = basename(path)) => this.#register(session, path, name),
      resolve: (token) => this.#resolve(session, token),
    };
  }

  register(path: string, name = basename(path)): string {
    return this.#register(DESK, path, name);
  }

  resolve(token: string): ChosenFile {
    return this.#resolve(DESK, token);
  }

  #register(session: string, path: string, name: string): string {
    const token = randomBytes(16).toString('hex');
    this.#files.set(token, { path, name: plainName(name), session });
    return token;
  }

  #resolve(session: string, token: string): ChosenFile {
    const file = this.#files.get(token);
    if (file?.session !== session) throw new CodedError('FILE_TOKEN_UNKNOWN');
    return file;
  }
}

/** The last part of a path, by the separators of every system, so that the name cannot lead out of a folder. */
function plainName(name: string): string {
  const last = (name.split(/[/\\]/).at(-1) ?? '').replace(/\p{Cc}/gu, '');
  return /^\.*$/.test(last) ? '文件' : last.slice(-LONGEST_NAME);
}

const LONGEST_NAME = 255;
