import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../platform/private-files.ts';
import { programHome } from '../platform/program-home.ts';
import { writeWhole } from '../platform/whole-file.ts';
import { type Cost, FULL_COST } from './passwords.ts';

const KEY_FILE = 'key';
const KEY_BYTES = 32;

/** Where this machine keeps what makes it an office's server: its key and its certificates. */
export function officeHome(): string {
  const folder = join(programHome(), 'office');
  makePrivateFolder(folder);
  return folder;
}

/**
 * The key of this machine, which lies in no workspace: passwords and sessions count together with it alone. So nobody
 * guesses passwords from a copied workspace, and a workspace from elsewhere brings nobody who could sign in.
 */
export class OfficeKeys {
  readonly pepper: Buffer;
  readonly cost: Cost;
  readonly #sessions: Buffer;
  readonly secrets: Buffer;

  /** `cost` is less where tests sign in many. */
  constructor(folder = officeHome(), cost = FULL_COST) {
    this.cost = cost;
    if (!existsSync(join(folder, KEY_FILE))) writeWhole(folder, KEY_FILE, randomBytes(KEY_BYTES));
    const key = readFileSync(join(folder, KEY_FILE));
    const derive = (use: string) => Buffer.from(hkdfSync('sha256', key, '', use, KEY_BYTES));
    this.pepper = derive('passwords');
    this.#sessions = derive('sessions');
    this.secrets = derive('secrets');
  }

  /** What is stored of a session's id or of the one-time code. */
  hash(text: string): string {
    return createHmac('sha256', this.#sessions).update(text).digest('base64url');
  }
}
