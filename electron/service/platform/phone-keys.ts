import { hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import { writeWhole } from './whole-file.ts';

const KEY_BYTES = 32;
const SM4_KEY_BYTES = 16;
/** Stands in place of a key: telephones are kept as they are again. */
const PLAIN = 'plain';
const LINE = /^(\d{1,6}) ([0-9a-f]{64})$/;
const OWN_FILE = 0o600;
/** Rights of the group and of everybody. */
const OTHERS = 0o077;

/** A key for telephones, and what is made of it. */
export interface PhoneKey {
  readonly number: number;
  readonly encryption: Buffer;
  readonly check: Buffer;
}

/** The keys of a file by their numbers, and the one for what is written from now on; null where that is kept as it is. */
export interface PhoneKeys {
  readonly keys: ReadonlyMap<number, PhoneKey>;
  readonly current: PhoneKey | null;
}

/** Those of who names none. */
export const NO_KEYS: PhoneKeys = { keys: new Map(), current: null };
let known: { readonly content: string; readonly keys: PhoneKeys } | null = null;

/**
 * The keys that the environment names (`XUEANTU_PHONES_KEY`, a file that no workspace and no database holds); none where it
 * names none. Errors: PHONES_KEY_FILE.
 */
export function phoneKeys(): PhoneKeys {
  const path = process.env.XUEANTU_PHONES_KEY;
  if (!path) return NO_KEYS;
  const content = contentOf(path);
  if (known?.content !== content) known = { content, keys: readKeys(content, path) };
  return known.keys;
}

/**
 * Adds a key to a file, or makes the file: from the next start on it is the one that is written with. With `plain` nothing is
 * encrypted any more, and what was is still read. The number of the key; null for `plain`. Errors: PHONES_KEY_FILE, DISK_WRITE.
 */
export function addPhoneKey(path: string, { plain }: { readonly plain: boolean }): number | null {
  const before = existsSync(path) ? contentOf(path) : '';
  const number = 1 + Math.max(0, ...(before === '' ? [] : readKeys(before, path).keys.keys()));
  const line = plain ? PLAIN : `${number} ${randomBytes(KEY_BYTES).toString('hex')}`;
  writeWhole(dirname(path), basename(path), Buffer.from(`${before}${line}\n`));
  chmodSync(path, OWN_FILE);
  return plain ? null : number;
}

function contentOf(path: string): string {
  try {
    if (process.platform !== 'win32' && (statSync(path).mode & OTHERS) !== 0)
      throw new CodedError('PHONES_KEY_FILE', {
        path,
        reason: '别的用户也能读，请改为只有本用户可读（chmod 600）',
      });
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError('PHONES_KEY_FILE', { path, reason: '读不到' });
  }
}

/** Each line a number and a key, or `plain`; the last one counts for what is written. Errors: PHONES_KEY_FILE. */
function readKeys(content: string, path: string): PhoneKeys {
  const unreadable = (at: number) =>
    new CodedError('PHONES_KEY_FILE', {
      path,
      reason: `第 ${at + 1} 行不是密钥，请用 office phone-key 生成`,
    });
  const keys = new Map<number, PhoneKey>();
  let current: PhoneKey | null = null;
  const lines = content.split(/\r?\n/).filter((line) => line !== '');
  if (lines.length === 0) throw unreadable(0);
  for (const [at, line] of lines.entries()) {
    const [, number, hex] = LINE.exec(line) ?? [];
    if (number !== undefined && hex !== undefined && !keys.has(Number(number))) {
      current = keyOf(Number(number), Buffer.from(hex, 'hex'));
      keys.set(current.number, current);
    } else if (line === PLAIN) current = null;
    else throw unreadable(at);
  }
  return { keys, current };
}

function keyOf(number: number, secret: Buffer): PhoneKey {
  const derive = (use: string, bytes: number) => Buffer.from(hkdfSync('sm3', secret, '', use, bytes));
  return {
    number,
    encryption: derive('phones: encryption', SM4_KEY_BYTES),
    check: derive('phones: check', KEY_BYTES),
  };
}
