import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { CodedError } from '#shared/contract/errors.ts';
import type { OfficeKeys } from '../../accounts/office-keys.ts';
import type { DataService } from '../../dispatch/service.ts';
import type { Clock } from '../../platform/clock.ts';
import { UploadFolder } from '../upload-folder.ts';
import { type Certificates, officeCertificates } from './certificates.ts';
import { Health } from './health.ts';
import { House } from './house.ts';
import { buildOfficeApp, type Known } from './office-app.ts';

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
}

export interface OfficeDoor {
  readonly port: number;
  readonly certificates: Certificates;
  readonly house: House;
  close(): Promise<void>;
}

/** A connection that has not said what it wants by then is closed; it is looked for so often. */
const SILENCE_MS = 10_000;
const LOOK_MS = 1000;
/** Above this the system itself turns connections away; calls are told 429 long before. */
const MOST_CONNECTIONS = 8192;
const DAY_MS = 24 * 3600_000;

/**
 * Opens the door of an office: over TLS only, for people who sign in. Errors: OFFICE_MISSING, PORT_IN_USE,
 * CERTIFICATE_UNREADABLE.
 */
export async function openOfficeDoor(options: OfficeDoorOptions): Promise<OfficeDoor> {
  const { services, clock } = options;
  const house = new House(services, clock, options.keys);
  let certificates = await options.certificates();
  const uploads = new UploadFolder();
  const health = new Health(services, () => certificates.cert);
  const app = buildOfficeApp({ ...options, house, uploads, health, certificates: () => certificates });
  const server = await listen(app, options, certificates);
  // A certificate of our own is renewed while the door is open, and a given one may have been replaced.
  const renewing = setInterval(() => {
    void options.certificates().then(
      (renewed) => {
        certificates = renewed;
        if ('setSecureContext' in server) server.setSecureContext(renewed);
      },
      (error: unknown) => services[0]?.log.failure('certificate', error),
    );
  }, DAY_MS);
  renewing.unref();
  return {
    port: portOf(server, options.port),
    certificates,
    house,
    async close() {
      clearInterval(renewing);
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      health.close();
      house.close();
      uploads.close();
    },
  };
}

/** Starts to listen. Errors: PORT_IN_USE. */
async function listen(
  app: Hono<Known>,
  { address, port }: OfficeDoorOptions,
  { cert, key }: Certificates,
): Promise<ServerType> {
  return await new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: app.fetch,
        hostname: address,
        port,
        createServer,
        serverOptions: {
          cert,
          key,
          minVersion: 'TLSv1.2',
          headersTimeout: SILENCE_MS,
          connectionsCheckingInterval: LOOK_MS,
        },
      },
      () => resolve(server),
    );
    server.maxConnections = MOST_CONNECTIONS;
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
