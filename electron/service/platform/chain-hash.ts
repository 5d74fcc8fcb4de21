import { createHash, getHashes } from 'node:crypto';
import { CodedError } from '#shared/contract/errors.ts';

/** Stands before a hash that is of SM3 (GB/T 32905-2016); before one of SHA-256 stands nothing. */
const SM3_MARK = 'sm3:';
/** What comes before the first entry. */
export const GENESIS = '0'.repeat(64);

/**
 * The hash of an entry that is appended to a trail: as the one before it was made, unless the environment says which from now
 * on (`XUEANTU_CHAIN=sm3`, `sha256`). Errors: TRAIL_SM3.
 */
export function nextHash(content: string, previousHash: string): string {
  const asked = process.env.XUEANTU_CHAIN?.toLowerCase();
  const isSm3 = asked === undefined ? previousHash.startsWith(SM3_MARK) : asked === 'sm3';
  return isSm3 ? sm3Of(content) : sha256Of(content);
}

/** Whether an entry has the hash of what it says. Errors: TRAIL_SM3. */
export function isHashOf(content: string, hash: string): boolean {
  return hash === (hash.startsWith(SM3_MARK) ? sm3Of(content) : sha256Of(content));
}

function sha256Of(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Node has it, Electron's own cryptography has not. */
function sm3Of(content: string): string {
  if (!getHashes().includes('sm3')) throw new CodedError('TRAIL_SM3', {});
  return SM3_MARK + createHash('sm3').update(content).digest('hex');
}
