import { TLSSocket } from 'node:tls';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { Shown } from '../../accounts/client-certificates.ts';

/** Names of machines are shorter. */
const MOST_ORIGIN = 300;

/** The address by which a browser says that it came; empty where it says none that could be one. */
export function originOf(context: Context): string {
  const address = `https://${context.req.header('host') ?? ''}`;
  return URL.canParse(address) ? new URL(address).origin.slice(0, MOST_ORIGIN) : '';
}

/** From where somebody comes, as the connection says: what a header claims is not believed. */
export function addressOf(context: Context): string {
  return getConnInfo(context).remote.address ?? '';
}

/** The fingerprint of the certificate that a connection showed, where its authority, time and use are right. */
export function shownBy(context: Context): Shown {
  const socket: unknown = context.env.incoming?.socket;
  if (!(socket instanceof TLSSocket) || !socket.authorized) return null;
  return socket.getPeerCertificate().fingerprint256 ?? null;
}
