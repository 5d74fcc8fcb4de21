import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { CodedError } from '#shared/contract/errors.ts';
import { makePrivateFolder } from '../../platform/private-files.ts';
import { writeWhole } from '../../platform/whole-file.ts';

const DAY_MS = 24 * 3600_000;
const AUTHORITY_DAYS = 3650;
/** What browsers take at most from an authority that a person trusted. */
const SERVER_DAYS = 397;
const RENEW_DAYS = 30;
const keyKind = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const;

const files = {
  authority: 'ca.pem',
  authorityKey: 'ca-key.pem',
  server: 'server.pem',
  serverKey: 'server-key.pem',
};

/** A certificate with its private key, both PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

x509.cryptoProvider.set(crypto);

/** The certificate of the office's own authority, PEM; made once. */
export async function ownAuthority(folder: string, now: Date): Promise<KeyPair> {
  makePrivateFolder(folder);
  const known = readPair(folder, files.authority, files.authorityKey);
  if (known) return known;
  const keys = await crypto.subtle.generateKey(keyKind, true, ['sign', 'verify']);
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: [{ CN: [`学安图 ${hostname()}`] }],
    ...validity(now, AUTHORITY_DAYS),
    signingAlgorithm: signing,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return await keep(folder, { cert, key: keys.privateKey }, files.authority, files.authorityKey);
}

/** A certificate of the own authority for these names and addresses; the one of before while it has a month left. */
export async function ownCertificate(folder: string, hosts: readonly string[], now: Date): Promise<KeyPair> {
  const authority = await ownAuthority(folder, now);
  const known = readPair(folder, files.server, files.serverKey);
  if (known && isGood(known.cert, authority.cert, hosts, now)) return known;
  const keys = await crypto.subtle.generateKey(keyKind, true, ['sign', 'verify']);
  const names = hosts.map((value) => ({
    type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const),
    value,
  }));
  const cert = await sign(authority, keys.publicKey, {
    name: hosts[0] ?? 'localhost',
    days: SERVER_DAYS,
    now,
    use: [
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names),
    ],
  });
  return await keep(folder, { cert, key: keys.privateKey }, files.server, files.serverKey);
}

/**
 * A certificate of the own authority for somebody who signs in, PEM: for the key of a request (PKCS #10, PEM), or with a
 * new key, which is kept nowhere here. Errors: CERTIFICATE_UNREADABLE.
 */
export async function clientCertificate(
  folder: string,
  { name, days, request, now }: { name: string; days: number; request: string | null; now: Date },
): Promise<{ readonly cert: string; readonly key: string | null }> {
  const authority = await ownAuthority(folder, now);
  const use = [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth])];
  if (request !== null) {
    const publicKey = await keyOfRequest(request);
    return { cert: (await sign(authority, publicKey, { name, days, now, use })).toString('pem'), key: null };
  }
  const keys = await crypto.subtle.generateKey(keyKind, true, ['sign', 'verify']);
  const cert = await sign(authority, keys.publicKey, { name, days, now, use });
  return { cert: cert.toString('pem'), key: await pemOf(keys.privateKey) };
}

/** The key of a request whose sender has its other half. Errors: CERTIFICATE_UNREADABLE. */
async function keyOfRequest(text: string): Promise<x509.PublicKey> {
  try {
    const request = new x509.Pkcs10CertificateRequest(text);
    if (await request.verify()) return request.publicKey;
  } catch {
    // Told below: what is no request says nothing more.
  }
  throw new CodedError('CERTIFICATE_UNREADABLE', { reason: '不是证书申请（CSR），或签名不对' });
}

interface Signed {
  readonly name: string;
  readonly days: number;
  readonly now: Date;
  readonly use: x509.Extension[];
}

/** Signs a certificate by the own authority, for the one use that is named. */
async function sign(
  authority: KeyPair,
  publicKey: x509.PublicKeyType,
  { name, days, now, use }: Signed,
): Promise<x509.X509Certificate> {
  const issuer = new x509.X509Certificate(authority.cert);
  const signingKey = await crypto.subtle.importKey(
    'pkcs8',
    x509.PemConverter.decodeFirst(authority.key),
    keyKind,
    false,
    ['sign'],
  );
  return await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: [{ CN: [name] }],
    issuer: issuer.subject,
    ...validity(now, days),
    signingAlgorithm: signing,
    publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      ...use,
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
    ],
  });
}

function isGood(cert: string, authority: string, hosts: readonly string[], now: Date): boolean {
  const known = new x509.X509Certificate(cert);
  const names = known.getExtension(x509.SubjectAlternativeNameExtension)?.names.items ?? [];
  return (
    known.issuer === new x509.X509Certificate(authority).subject &&
    known.notAfter.getTime() - RENEW_DAYS * DAY_MS > now.getTime() &&
    hosts.every((host) => names.some(({ value }) => value === host))
  );
}

/** From the day before: clocks of an office differ. */
function validity(now: Date, days: number) {
  return {
    notBefore: new Date(now.getTime() - DAY_MS),
    notAfter: new Date(now.getTime() + (days - 1) * DAY_MS),
  };
}

function serial(): string {
  return `00${Buffer.from(crypto.getRandomValues(new Uint8Array(15))).toString('hex')}`;
}

type PrivateKey = Parameters<typeof crypto.subtle.exportKey>[1];

interface MadePair {
  readonly cert: x509.X509Certificate;
  readonly key: PrivateKey;
}

async function pemOf(key: PrivateKey): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

async function keep(
  folder: string,
  { cert, key }: MadePair,
  certFile: string,
  keyFile: string,
): Promise<KeyPair> {
  const pair = { cert: cert.toString('pem'), key: await pemOf(key) };
  writeWhole(folder, keyFile, pair.key);
  writeWhole(folder, certFile, pair.cert);
  return pair;
}

function readPair(folder: string, certFile: string, keyFile: string): KeyPair | null {
  const [cert, key] = [join(folder, certFile), join(folder, keyFile)];
  if (!existsSync(cert) || !existsSync(key)) return null;
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
}
