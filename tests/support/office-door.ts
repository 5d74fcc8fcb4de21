import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Office } from '#service/accounts/office.ts';
import type { OfficeKeys } from '#service/accounts/office-keys.ts';
import { hostsOf } from '#service/doors/office/certificates.ts';
import {
  certificatesBy,
  type OfficeDoor,
  type OfficeDoorOptions,
  openOfficeDoor,
} from '#service/doors/office/office-door.ts';
import { systemClock } from '#service/platform/clock.ts';
import { cheapKeys, openTestOffice } from './office-house.ts';
import { importSmallTown, openWorkspace } from './workspace.ts';

export const LOOPBACK = '127.0.0.1';
/** A password that may be taken. */
export const GOOD = 'Menkou-Anquan-88';

export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

export interface Opened {
  readonly door: OfficeDoor;
  readonly office: Office;
  readonly directory: string;
  readonly keys: OfficeKeys;
  ask(
    path: string,
    options?: { method?: string; headers?: Record<string, string>; body?: unknown },
  ): Promise<Answer>;
  /** Signs in for the first time; the cookie. */
  enter(name: string, password: string): Promise<string>;
  call(cookie: string, name: string, input?: unknown): Promise<{ ok?: unknown; error?: { code: string } }>;
}

/**
 * An office on this machine over TLS, with a certificate of its own that is checked; `prepare` is done before its door
 * opens.
 */
export async function openDoor(
  prepare: (office: Office) => void | Promise<void> = () => undefined,
  options: Pick<OfficeDoorOptions, 'patience'> = {},
): Promise<Opened> {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const keys = cheapKeys();
  const { office, directory } = openTestOffice(workspace.directory, systemClock, keys);
  await prepare(office);
  const door = await openOfficeDoor({
    services: [workspace.service],
    address: LOOPBACK,
    port: 0,
    certificates: certificatesBy(null, hostsOf(LOOPBACK, null), systemClock),
    publicUrl: null,
    pages: null,
    version: '0.0.0',
    clock: systemClock,
    keys,
    ...options,
  });
  onTestFinished(() => door.close());
  const ca = door.certificates.authority ?? '';
  // Connections stay open, as a browser keeps them.
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  onTestFinished(() => agent.destroy());
  const ask: Opened['ask'] = (path, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const sent = request(
        { host: LOOPBACK, port: door.port, path, method, headers, ca, agent },
        (response) => {
          const { statusCode: status = 0, headers } = response;
          void text(response).then((body) => resolve({ status, headers, body }), reject);
        },
      );
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  return {
    door,
    office,
    directory,
    keys,
    ask,
    enter: async (name, password) => {
      const body = { name, password, newPassword: GOOD };
      const entered = await ask('/session', { method: 'POST', body });
      return String(entered.headers['set-cookie']?.[0]).split(';')[0] ?? '';
    },
    call: async (cookie, name, input = {}) => {
      const answer = await ask('/call', {
        method: 'POST',
        headers: { cookie },
        body: { id: 'c', name, input },
      });
      return answer.body.startsWith('{')
        ? JSON.parse(answer.body)
        : { error: { code: String(answer.status) } };
    },
  };
}
