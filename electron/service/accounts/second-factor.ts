import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

const PERIOD_S = 30;
/** Clocks of telephones go half a minute wrong. */
const WINDOW = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Codes by time (RFC 6238), as the usual programs show them: six digits, SHA-1, thirty seconds. */
function codesOf(secret: string, label: string): TOTP {
  return new TOTP({ issuer: '学安图', label, secret: Secret.fromBase32(secret), period: PERIOD_S });
}

export function makeSecret(label: string): { readonly secret: string; readonly uri: string } {
  const secret = new Secret({ size: 20 }).base32;
  return { secret, uri: codesOf(secret, label).toString() };
}

/** The step of time that a code belongs to; null where it is none of now. `now` in milliseconds. */
export function stepOf(secret: string, code: string, now: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const by = codesOf(secret, '').validate({ token: code, timestamp: now, window: WINDOW });
  return by === null ? null : Math.floor(now / 1000 / PERIOD_S) + by;
}

/** A secret as it lies in the database: sealed by the machine's key, so that a copy of the file gives no codes. */
export function sealSecret(secret: string, key: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Null where another machine sealed it. */
export function openSecret(sealed: string, key: Buffer): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const opened = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([opened, decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
