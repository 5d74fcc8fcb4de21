import { createHash } from 'node:crypto';

/**
 * A short text that differs wherever two values differ as data. Keys stand in the order in which they were written, so both
 * values are to be made by the same code.
 */
export function fingerprint(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
}
