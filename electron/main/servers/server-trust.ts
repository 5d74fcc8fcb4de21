import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/**
 * What a server was trusted by, when somebody compared fingerprints: its office's own authority, so that the certificate
 * may be renewed; else the one certificate that it showed.
 */
export interface Pin {
  readonly kind: 'authority' | 'certificate';
  /** PEM. */
  readonly certificate: string;
}

/** Why a certificate is not taken: it is not the one that was trusted, it is over or not yet good, or another machine's. */
export type Doubt = 'changed' | 'expired' | 'other';

const SERVER_USE = '1.3.6.1.5.5.7.3.1';

/** Why a server that shows this certificate is not trusted; null where it is. */
export function doubtAbout(shown: string, pin: Pin, host: string, now: Date): Doubt | null {
  const leaf = readCertificate(shown);
  const pinned = readCertificate(pin.certificate);
  if (leaf === null || pinned === null) return 'changed';
  if (pin.kind === 'certificate') {
    if (leaf.fingerprint256 !== pinned.fingerprint256) return 'changed';
    return isInTime(leaf, now) ? null : 'expired';
  }
  if (!isIssuedBy(leaf, pinned)) return 'changed';
  if (!isInTime(leaf, now) || !isInTime(pinned, now)) return 'expired';
  return isFor(leaf, host) ? null : 'other';
}

/** By what a server can be trusted that shows a certificate and, where it has one, its own authority. */
export function pinFor(shown: string, authority: string | null): Pin {
  const leaf = readCertificate(shown);
  const ca = authority === null ? null : readCertificate(authority);
  return leaf !== null && ca !== null && isIssuedBy(leaf, ca)
    ? { kind: 'authority', certificate: ca.toString() }
    : { kind: 'certificate', certificate: shown };
}

/** The SHA-256 that people compare: pairs of digits. */
export function fingerprintOf({ certificate }: Pin): string {
  return new X509Certificate(certificate).fingerprint256;
}

/** Who issued the certificate of a pin, by its common name where it has one. */
export function issuerOf({ certificate }: Pin): string {
  return commonName(new X509Certificate(certificate).issuer);
}

/** The certificate; null where it is none. */
function readCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

function isIssuedBy(leaf: X509Certificate, authority: X509Certificate): boolean {
  return authority.ca && leaf.checkIssued(authority) && leaf.verify(authority.publicKey);
}

function isInTime({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  return Date.parse(validFrom) <= now.getTime() && now.getTime() <= Date.parse(validTo);
}

/** The authority also signs certificates of people: one of those is no server's. */
function isFor(leaf: X509Certificate, host: string): boolean {
  const names = isIP(host) === 0 ? leaf.checkHost(host, { subject: 'never' }) : leaf.checkIP(host);
  return names !== undefined && (leaf.keyUsage ?? []).includes(SERVER_USE);
}

/** 学安图 fuwuqi of the lines `CN=学安图 fuwuqi`. */
function commonName(lines: string): string {
  const name = lines.split('\n').find((line) => line.startsWith('CN='));
  return (name?.slice(3) ?? lines.replaceAll('\n', '，')).slice(0, 200);
}
