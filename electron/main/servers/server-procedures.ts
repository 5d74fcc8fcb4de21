import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import type { HandlersOf } from '../host-handlers.ts';
import type { ServiceHost } from '../service-host.ts';
import type { SettingsFile } from '../settings.ts';
import { lookAtServer, type SeenServer } from './look-at-server.ts';
import { readServerAddress } from './server-address.ts';
import type { ServerList } from './server-list.ts';
import { fingerprintOf, issuerOf } from './server-trust.ts';
import type { ServerWindows } from './server-windows.ts';

export interface ServerParts {
  readonly list: ServerList;
  readonly windows: ServerWindows;
  /** Whether the system keeps what keeps somebody signed in. */
  keepsSessions(): boolean;
}

type Names =
  | 'host.places'
  | 'host.openRecent'
  | 'host.lookAtServer'
  | 'host.trustServer'
  | 'host.openServer'
  | 'host.forgetServer';

/** Workspaces of this machine that were open before, and offices' servers. */
export function serverProcedures(
  service: ServiceHost,
  settings: SettingsFile,
  { list, windows, keepsSessions }: ServerParts,
): HandlersOf<Names> {
  /** What servers showed: the page names what a person compared, and never what is to be trusted. */
  const seen = new Map<string, SeenServer>();
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

    async 'host.lookAtServer'(_window, input) {
      const address = readServerAddress(input.address);
      const server = await lookAtServer(address, new Date());
      seen.set(address.origin, server);
      return {
        address: address.origin,
        workspaces: [...server.workspaces],
        trusted: server.pin.kind,
        fingerprint: fingerprintOf(server.pin),
        issuer: issuerOf(server.pin),
        until: server.until.toISOString(),
        known: list.knownAs(address, server),
      };
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

/** The page names a folder without telling a path. */
function idOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}
