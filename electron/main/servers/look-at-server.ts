import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { TLSSocket } from 'node:tls';
import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import type { ServerAddress } from './server-address.ts';
import { doubtAbout, type Pin, pinFor } from './server-trust.ts';

const LONGEST_WAIT_MS = 15_000;
const LARGEST_ANSWER = 256 * 1024;

const roomsSchema = z.array(z.object({ name: z.string().max(200) })).max(100);

/** A server as it showed itself. */
export interface SeenServer {
  /** By what it would be trusted. */
  readonly pin: Pin;
  /** Until when its certificate is good. */
  readonly until: Date;
  /** The workspaces that it serves. */
  readonly workspaces: readonly string[];
}

/**
 * Asks a server for what it shows anybody: its certificate, its office's authority and its workspaces. Nothing is sent
 * that tells of a person, because nobody knows yet whose server it is. Errors: SERVER_UNREACHABLE, SERVER_NOT_OFFICE,
 * SERVER_EXPIRED.
 */
export async function lookAtServer(address: ServerAddress, now: Date): Promise<SeenServer> {
  const rooms = await ask(address, '/rooms');
  const workspaces = readRooms(rooms, address);
  const authority = await ask(address, '/ca.crt');
  // Two answers of two machines tell nothing of either.
  const isSame = authority.certificate === rooms.certificate;
  const pin = pinFor(rooms.certificate, isSame && authority.status === 200 ? authority.body : null);
  const doubt = doubtAbout(rooms.certificate, pin, address.host, now);
  if (doubt !== null) throw doubted(doubt, address);
  return { pin, until: new Date(new X509Certificate(rooms.certificate).validTo), workspaces };
}

/** Makes sure that a server is still the one that was trusted. Errors: SERVER_CHANGED, SERVER_EXPIRED, SERVER_OTHER, SERVER_UNREACHABLE. */
export async function checkServer(address: ServerAddress, pin: Pin, now: Date): Promise<void> {
  const { certificate } = await ask(address, '/rooms');
  const doubt = doubtAbout(certificate, pin, address.host, now);
  if (doubt !== null) throw doubted(doubt, address);
}

/** What is told of a certificate that is not taken. */
export function doubted(
  doubt: NonNullable<ReturnType<typeof doubtAbout>>,
  { origin }: ServerAddress,
): CodedError {
  const codes = { changed: 'SERVER_CHANGED', expired: 'SERVER_EXPIRED', other: 'SERVER_OTHER' } as const;
  return new CodedError(codes[doubt], { address: origin });
}

function readRooms({ status, body }: Answer, { origin }: ServerAddress): string[] {
  try {
    if (status === 200) return roomsSchema.parse(JSON.parse(body)).map(({ name }) => name);
  } catch {
    // Told below.
  }
  throw new CodedError('SERVER_NOT_OFFICE', { address: origin });
}

interface Answer {
  readonly status: number;
  readonly body: string;
  /** What the server showed for this answer, PEM. */
  readonly certificate: string;
}

/** Errors: SERVER_UNREACHABLE. */
async function ask({ host, port, origin }: ServerAddress, path: string): Promise<Answer> {
  const unreachable = () => new CodedError('SERVER_UNREACHABLE', { address: origin });
  return await new Promise((resolve, reject) => {
    // Which certificate is trusted is decided here, and not by whom this machine trusts.
    const sent = request({ host, port, path, rejectUnauthorized: false, agent: false }, (response) => {
      readAnswer(response).then(resolve, () => reject(unreachable()));
    });
    sent.setTimeout(LONGEST_WAIT_MS, () => sent.destroy());
    sent.once('error', () => reject(unreachable()));
    sent.end();
  });
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const { socket } = response;
  const shown = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  if (!shown) throw new Error('no certificate was shown');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > LARGEST_ANSWER) throw new Error('the answer is too long');
    parts.push(bytes);
  }
  const body = Buffer.concat(parts).toString('utf8');
  return { status: response.statusCode ?? 0, body, certificate: shown.toString() };
}
