import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { readMeta } from '../db/schema/meta.ts';
import type { Read } from '../db/schema/schema.ts';
import { readStored, type StoredValue } from '../db/schema/stored-values.ts';

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scrypt,
);

/** 64 MiB and a quarter of a second on an office computer, for every guess. */
const COST = { N: 2 ** 16, r: 8, p: 1 } as const;
const BYTES = 32;

export type WorkspaceLock = StoredValue<'meta.lock'>;

/** The password's hash that a workspace keeps; null where it has none. */
export async function readLock(db: Read): Promise<WorkspaceLock | null> {
  const stored = await readMeta(db, 'lock');
  return stored === null || stored === '' ? null : readStored('meta.lock', stored);
}

export async function makeLock(password: string): Promise<WorkspaceLock> {
  const salt = randomBytes(16);
  const hash = await hashOf(password, salt, COST);
  return { salt: salt.toString('hex'), hash: hash.toString('hex'), ...COST };
}

export async function opensLock(lock: WorkspaceLock, password: string): Promise<boolean> {
  const { salt, hash, N, r, p } = lock;
  const given = await hashOf(password, Buffer.from(salt, 'hex'), { N, r, p });
  return timingSafeEqual(given, Buffer.from(hash, 'hex'));
}

/** One person's keyboard may write a letter in two ways: they count as the same. */
async function hashOf(password: string, salt: Buffer, { N, r, p }: { N: number; r: number; p: number }) {
  return await derive(password.normalize('NFKC'), salt, BYTES, { N, r, p, maxmem: 256 * N * r });
}
