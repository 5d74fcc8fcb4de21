import { randomFillSync } from 'node:crypto';
import { UUID_CHANCE, uuidV7 } from '#shared/records/uuid.ts';

/** Chance is drawn for so many identities at once: a long list needs one for each of its rows. */
const DRAWN = 512;
const pool = new Uint8Array(DRAWN * UUID_CHANCE);
let used = DRAWN;

/** An identity for a new row: the one place where the service makes them. */
export function newUid(): string {
  if (used === DRAWN) {
    randomFillSync(pool);
    used = 0;
  }
  const from = used * UUID_CHANCE;
  used += 1;
  return uuidV7(Date.now(), pool.subarray(from, from + UUID_CHANCE));
}
