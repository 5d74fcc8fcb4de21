import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CodedError } from '#shared/contract/errors.ts';

/** The certificate of an authority that a file holds, PEM; null where none was given. Errors: CERTIFICATE_UNREADABLE. */
export function authorityIn(path: string | undefined): string | null {
  return path === undefined ? null : certificateIn(path);
}

/** Errors: CERTIFICATE_UNREADABLE. */
export function certificateIn(path: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----') && new X509Certificate(text).subject !== undefined)
      return text;
  } catch (error) {
    const isSystem = error instanceof Error && 'syscall' in error && 'code' in error;
    throw new CodedError('CERTIFICATE_UNREADABLE', { reason: isSystem ? String(error.code) : '内容不对' });
  }
  throw new CodedError('CERTIFICATE_UNREADABLE', { reason: '内容不对' });
}
