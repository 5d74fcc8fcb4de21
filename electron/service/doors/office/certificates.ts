import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { CodedError } from '#shared/contract/errors.ts';
import { officeHome } from '../../accounts/office-keys.ts';
import type { KeyPair } from './own-authority.ts';

const DAY_MS = 24 * 3600_000;

export interface Certificates extends KeyPair {
  /** The certificate of the own authority, PEM, for people to trust; null where certificates were given. */
  readonly authority: string | null;
}

/** What an office shows browsers: the files that were given, else a certificate of its own. Errors: CERTIFICATE_UNREADABLE. */
export async function officeCertificates(
  given: { readonly cert: string; readonly key: string } | null,
  hosts: readonly string[],
  now: Date,
): Promise<Certificates> {
  if (given) return readGiven(given);
  // Imported only here: what makes certificates is large, and seldom wanted.
  const { ownAuthority, ownCertificate } = await import('./own-authority.ts');
  const folder = tlsFolder();
  const pair = await ownCertificate(folder, hosts, now);
  return { ...pair, authority: (await ownAuthority(folder, now)).cert };
}

/** Where the own authority and its certificates lie: outside of every workspace. */
export function tlsFolder(): string {
  return join(officeHome(), 'tls');
}

function readGiven({ cert, key }: KeyPair): Certificates {
  try {
    const pair = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
    createSecureContext(pair);
    return { ...pair, authority: null };
  } catch (error) {
    throw new CodedError('CERTIFICATE_UNREADABLE', {
      reason: error instanceof Error && 'code' in error ? String(error.code) : '内容不对',
    });
  }
}

/** Whole days until a certificate ends. */
export function daysLeft(cert: string, now: Date): number {
  return Math.floor((Date.parse(new X509Certificate(cert).validTo) - now.getTime()) / DAY_MS);
}

/** The SHA-256 by which people compare a certificate: pairs of digits. */
export function fingerprint(cert: string): string {
  return new X509Certificate(cert).fingerprint256;
}

/** Names and addresses by which this machine can be reached, where it listens. */
export function hostsOf(address: string, publicUrl: URL | null): string[] {
  const everywhere = address === '0.0.0.0' || address === '::';
  const own = everywhere
    ? Object.values(networkInterfaces()).flatMap((each) => (each ?? []).map((one) => one.address))
    : [address];
  const addresses = own.filter((each) => isIP(each) !== 0 && !each.startsWith('fe80'));
  const names = [hostname().toLowerCase(), 'localhost'].filter((name) => /^[a-z\d.-]+$/.test(name));
  const told = publicUrl === null ? [] : [publicUrl.hostname.replace(/^\[|\]$/g, '')];
  const named = isIP(address) === 0 ? [address] : [];
  return [...new Set([...told, ...named, ...addresses, '127.0.0.1', ...names])];
}
