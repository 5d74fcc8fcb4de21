import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import type { OutputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { HandlersOf } from '../host-handlers.ts';
import type { ServiceHost } from '../service-host.ts';
import type { SettingsFile } from '../settings.ts';
import { lookAtServer, type SeenServer } from './look-at-server.ts';
import { readServerAddress, type ServerAddress } from './server-address.ts';
import type { ServerList } from './server-list.ts';
import { fingerprintOf, issuerOf } from './server-trust.ts';
import type { ServerWindows } from './server-windows.ts';

export interface ServerParts {
  readonly list: ServerList;
  readonly windows: ServerWindows;
  /** Whether the system keeps what keeps somebody signed in. */
  keepsSessions(): boolean;
}

/** Workspaces of this machine that were open before, and the servers beside them. */
export function placeProcedures(
  service: ServiceHost,
  settings: SettingsFile,
  { list, keepsSessions }: ServerParts,
): HandlersOf<'host.places' | 'host.openRecent'> {
  return {
    'host.places': async () => ({
      workspaces: settings.current.recent.map((path) => ({
        id: idOf(path),
        name: basename(path),
        place: dirname(path),
        current: path === settings.current.workspace,
      })),
      servers: list.all.map(({ id, address, title, pin }) => ({
        id,
        address,
        title,
        trusted: pin.kind,
        fingerprint: fingerprintOf(pin),
      })),
      keepsSessions: keepsSessions(),
    }),

    async 'host.openRecent'(_window, { id }) {
      const directory = settings.current.recent.find((path) => idOf(path) === id);
      if (directory === undefined) throw new CodedError('WORKSPACE_MISSING', { path: '这个文件夹' });
      await service.control({ name: 'open', directory });
      settings.rememberOpen(directory);
      return {};
    },
  };
}

type Names = 'host.lookAtServer' | 'host.trustServer' | 'host.openServer' | 'host.forgetServer';

/** Offices' servers: looked at, trusted, opened, forgotten. */
export function serverProcedures({ list, windows }: ServerParts): HandlersOf<Names> {
  /** What servers showed: the page names what a person compared, and never what is to be trusted. */
  const seen = new Map<string, SeenServer>();
  return {
    async 'host.lookAtServer'(_window, input) {
      const address = readServerAddress(input.address);
      const server = await lookAtServer(address, new Date());
      seen.set(address.origin, server);
      return describeSeen(address, server, list);
    },

    async 'host.trustServer'(window, { address: text, fingerprint }) {
      const address = readServerAddress(text);
      const server = seen.get(address.origin);
      if (!server || fingerprintOf(server.pin) !== fingerprint) throw new CodedError('SERVER_UNKNOWN');
      const { id } = list.add(address, server);
      await windows.open(id, window.getBounds());
      return {};
    },

    async 'host.openServer'(window, { id }) {
      await windows.open(id, window.getBounds());
      return {};
    },

    async 'host.forgetServer'(_window, { id }) {
      await windows.forget(list.find(id).id);
      return {};
    },
  };
}

/** What a person compares before a server is trusted. */
function describeSeen(
  address: ServerAddress,
  server: SeenServer,
  list: ServerList,
): OutputOf<'host.lookAtServer'> {
  return {
    address: address.origin,
    workspaces: [...server.workspaces],
    trusted: server.pin.kind,
    fingerprint: fingerprintOf(server.pin),
    issuer: issuerOf(server.pin),
    until: server.until.toISOString(),
    known: list.knownAs(address, server),
  };
}

/** The page names a folder without telling a path. */
function idOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}
