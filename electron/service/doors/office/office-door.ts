import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { type ServerType, serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { CodedError } from '#shared/contract/errors.ts';
import { certificateRule } from '../../accounts/client-certificates.ts';
import type { OfficeKeys } from '../../accounts/office-keys.ts';
import type { DataService } from '../../dispatch/service.ts';
import type { Clock } from '../../platform/clock.ts';
import { awaitBodies, type BodyPatience } from '../unfinished-requests.ts';
import { UploadFolder } from '../upload-folder.ts';
import { Announcements } from './announcements.ts';
import { type Certificates, officeCertificates, tlsFolder } from './certificates.ts';
import { Health } from './health.ts';
import { House } from './house.ts';
import { buildOfficeApp, type Known } from './office-app.ts';
import { tellHeaders } from './office-headers.ts';
import { Publisher } from './publisher.ts';
import { buildWaitingApp } from './waiting-app.ts';

export interface OfficeDoorOptions {
  /** One for each workspace, open. */
  readonly services: readonly DataService[];
  readonly address: string;
  readonly port: number;
  readonly certificates: () => Promise<Certificates>;
  /** The address by which browsers come, where something stands before this door. */
  readonly publicUrl: URL | null;
  /** Folder of the built interface; null serves calls alone. */
  readonly pages: string | null;
  readonly version: string;
  readonly clock: Clock;
  readonly keys?: OfficeKeys;
  /** For tests. */
  readonly patience?: BodyPatience;
}

export interface OfficeDoor {
  readonly port: number;
  readonly certificates: Certificates;
  readonly house: House;
  readonly announcements: Announcements;
  /** Takes a certificate of our own that was renewed, or a given one that was replaced; so it does each day. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

/** A connection that has not said what it wants by then is closed; it is looked for so often. */
const SILENCE_MS = 10_000;
const LOOK_MS = 1000;
/**
 * How long a connection stays open between two calls. Where it was shorter than the pauses of people at work, one that
 * wrote just then was cut off whenever this process was busy.
 */
const KEPT_OPEN_MS = 130_000;
/** Above this the system itself turns connections away; calls are told 429 long before. */
const MOST_CONNECTIONS = 8192;
/** Authenticated encryption alone, by keys that are forgotten after each connection. */
const CIPHERS = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
].join(':');
const DAY_MS = 24 * 3600_000;
/** How often it is looked for what was announced. */
const LOOK_FOR_NOTICE_MS = 5000;

/**
 * Opens the door of an office: over TLS only, for people who sign in. Errors: OFFICE_MISSING, PORT_IN_USE,
 * CERTIFICATE_UNREADABLE.
 */
export async function openOfficeDoor(options: OfficeDoorOptions): Promise<OfficeDoor> {
  const { services, clock } = options;
  const house = new House(services, clock, options.keys);
  let certificates = await options.certificates();
  const uploads = new UploadFolder();
  const health = new Health(house, () => certificates.cert);
  const directories = services.map(({ workspace }) => workspace.directory);
  const announcements = new Announcements(directories, options.version, clock);
  const publisher = new Publisher({ house, uploads, announcements, clock, keys: options.keys });
  house.publishing = publisher;
  const known = { house, uploads, health, announcements, certificates: () => certificates };
  const app = buildOfficeApp({ ...options, ...known });
  const clients = await clientsOf(house, clock.now());
  const server = await listen(app, options, secureBy(certificates, clients));
  const looking = setInterval(() => announcements.look(), LOOK_FOR_NOTICE_MS);
  looking.unref();
  const renew = async () => {
    certificates = await options.certificates();
    if ('setSecureContext' in server) server.setSecureContext(secureBy(certificates, clients));
  };
  const tellFault = (error: unknown) => services[0]?.log.failure('certificate', error);
  const renewing = setInterval(() => void renew().catch(tellFault), DAY_MS);
  renewing.unref();
  return {
    port: portOf(server, options.port),
    certificates,
    house,
    announcements,
    renew,
    async close() {
      clearInterval(renewing);
      clearInterval(looking);
      await closeServer(server);
      health.close();
      house.close();
      await publisher.close();
      uploads.close();
    },
  };
}

/**
 * Opens the same door while workspaces are upgraded: who comes is told so, and to come again. Errors: PORT_IN_USE,
 * CERTIFICATE_UNREADABLE.
 */
export async function openWaitingDoor(
  options: Pick<OfficeDoorOptions, 'address' | 'port' | 'certificates' | 'clock'>,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const app = buildWaitingApp(options.clock.now());
  const server = await listen(app, options, secureBy(await options.certificates(), {}));
  return { port: portOf(server, options.port), close: () => closeServer(server) };
}

async function closeServer(server: ServerType): Promise<void> {
  if ('closeAllConnections' in server) server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

type SecureOptions = Pick<
  TlsOptions,
  'cert' | 'key' | 'minVersion' | 'ciphers' | 'honorCipherOrder' | keyof ClientOptions
>;
type ClientOptions = Pick<TlsOptions, 'requestCert' | 'rejectUnauthorized' | 'ca'>;

/** How the door speaks TLS: the same when its certificate is renewed while it is open. */
function secureBy({ cert, key }: Certificates, clients: ClientOptions): SecureOptions {
  return {
    cert,
    key,
    minVersion: 'TLSv1.2',
    ciphers: CIPHERS,
    honorCipherOrder: true,
    ...clients,
  };
}

/** Whether browsers are asked for a certificate, and of which authorities. Who shows none is told what is wanted. */
async function clientsOf({ rooms }: House, now: Date): Promise<ClientOptions> {
  const rules = rooms.map(({ office }) => certificateRule(office)).filter(({ mode }) => mode !== 'off');
  if (rules.length === 0) return {};
  const given = rules.flatMap(({ authority }) => authority ?? []);
  const isOwn = rules.some(({ authority }) => authority === null);
  const { ownAuthority } = await import('./own-authority.ts');
  const own = isOwn ? [(await ownAuthority(tlsFolder(), now)).cert] : [];
  return { requestCert: true, rejectUnauthorized: false, ca: [...own, ...given] };
}

/** Starts to listen. Errors: PORT_IN_USE. */
async function listen(
  app: Hono<Known>,
  { address, port, patience }: Pick<OfficeDoorOptions, 'address' | 'port' | 'patience'>,
  secure: SecureOptions,
): Promise<ServerType> {
  return await new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: app.fetch,
        hostname: address,
        port,
        createServer,
        serverOptions: {
          ...secure,
          headersTimeout: SILENCE_MS,
          keepAliveTimeout: KEPT_OPEN_MS,
          connectionsCheckingInterval: LOOK_MS,
        },
      },
      () => resolve(server),
    );
    server.prependListener('request', tellHeaders);
    server.maxConnections = MOST_CONNECTIONS;
    awaitBodies(server, patience);
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new CodedError('PORT_IN_USE', { port }) : error),
    );
  });
}

function portOf(server: ServerType, wanted: number): number {
  const address: AddressInfo | string | null = server.address();
  return address !== null && typeof address === 'object' ? address.port : wanted;
}

/** What `--cert` and `--key` name, else the office's own; read anew each day. */
export function certificatesBy(
  given: { readonly cert: string; readonly key: string } | null,
  hosts: readonly string[],
  clock: Clock,
): () => Promise<Certificates> {
  return async () => await officeCertificates(given, hosts, clock.now());
}
