import { randomBytes } from 'node:crypto';
import { UUID_CHANCE, uuidV7 } from '#shared/records/uuid.ts';

/** Chance is drawn for so many identities at once: a long list needs one for each of its rows. */
const DRAWN = 512;
let pool = '';
let used = 0;

/** An identity for a new row: the one place where the service makes them. */
export function newUid(): string {
  if (used === pool.length) {
    pool = randomBytes((DRAWN * UUID_CHANCE) / 2).toString('hex');
    used = 0;
  }
  const from = used;
  used += UUID_CHANCE;
  return uuidV7(Date.now(), pool.slice(from, used));
}
