import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { CodedError } from '#shared/contract/errors.ts';
import type { PhoneKey, PhoneKeys } from './phone-keys.ts';

// SM4 (GB/T 32907-2016) in counter mode, then a check value by HMAC with SM3 (GB/T 32905-2016) over where the text stands, the
// counter and what was encrypted: Node has no mode of SM4 that does both.
const CIPHER = 'sm4-ctr';
const COUNTER_BYTES = 16;
const CHECK_BYTES = 32;
/** No text that people write begins with it; one that does is marked as kept as it is. */
const MARK = '\u0001';
const KEPT = `${MARK}=`;
const ENCRYPTED = /^.sm4:(\d{1,6}):([A-Za-z0-9_-]{64,})$/;

/** With which byte a stored text begins that is other than what it says. */
export const MARK_BYTE = MARK.charCodeAt(0);

/** How what is written with a key begins. */
export const beginningOf = ({ number }: PhoneKey): string => `${MARK}sm4:${number}:`;
/** How everything begins that any key wrote. */
export const ANY_BEGINNING = `${MARK}sm4:`;

/** A text as it is stored; `place` says where, and belongs to the check value: moved elsewhere it is not read. */
export function closeText(text: string, place: string, { current }: PhoneKeys): string {
  if (text === '') return text;
  if (current === null) return text.startsWith(MARK) ? `${KEPT}${text}` : text;
  const counter = randomBytes(COUNTER_BYTES);
  const cipher = createCipheriv(CIPHER, current.encryption, counter);
  const closed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const check = checkOf(current, place, counter, closed);
  return `${beginningOf(current)}${Buffer.concat([counter, check, closed]).toString('base64url')}`;
}

/** Errors: PHONES_KEY where it was closed by a key that is not among these, PHONES_ALTERED where it is not what was written. */
export function openText(stored: string, place: string, { keys }: PhoneKeys): string {
  if (!stored.startsWith(MARK)) return stored;
  if (stored.startsWith(KEPT)) return stored.slice(KEPT.length);
  const [, number, encoded] = ENCRYPTED.exec(stored) ?? [];
  if (number === undefined || encoded === undefined) throw new CodedError('PHONES_ALTERED', { place });
  const key = keys.get(Number(number));
  if (!key) throw new CodedError('PHONES_KEY', { number });
  const bytes = Buffer.from(encoded, 'base64url');
  const counter = bytes.subarray(0, COUNTER_BYTES);
  const check = bytes.subarray(COUNTER_BYTES, COUNTER_BYTES + CHECK_BYTES);
  const closed = bytes.subarray(COUNTER_BYTES + CHECK_BYTES);
  if (check.length !== CHECK_BYTES || !timingSafeEqual(check, checkOf(key, place, counter, closed)))
    throw new CodedError('PHONES_ALTERED', { place });
  const cipher = createDecipheriv(CIPHER, key.encryption, counter);
  return cipher.update(closed, undefined, 'utf8') + cipher.final('utf8');
}

function checkOf(key: PhoneKey, place: string, counter: Buffer, closed: Buffer): Buffer {
  return createHmac('sm3', key.check).update(place).update('\0').update(counter).update(closed).digest();
}
