import { type Area, areas } from '#shared/contract/areas.ts';
import type { Presence } from '../platform/presence.ts';
import type { SecondCopies } from '../upkeep/second-copy/second-copies.ts';
import type { AttachedDistricts, ServiceControls } from '../workspace/context.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { readLock } from '../workspace/workspace-password.ts';
import type { SessionLock } from './password-session.ts';

interface Controlled {
  readonly lock: SessionLock;
  readonly second: SecondCopies;
  readonly presence: Presence;
  readonly districts: AttachedDistricts | null;
  /** The open workspace. Errors: WORKSPACE_NOT_OPEN. */
  readonly workspace: () => Workspace;
  readonly tellStale: (changed: readonly Area[]) => void;
  readonly restore: (name: string) => Promise<void>;
}

/** What a handler may do with the service itself, for one session. */
export function serviceControls(
  session: string,
  { lock, second, presence, districts, workspace, tellStale, restore }: Controlled,
): ServiceControls {
  return {
    unlock: async (password) => {
      await lock.open(workspace().database.reader, session, password, Date.now());
      tellStale(areas);
    },
    lock: async () => {
      await lock.close(workspace().database.reader, session);
      tellStale(['settings']);
    },
    requirePassword: async (password) => {
      const asked = await readLock(workspace().database.reader);
      if (asked) await lock.check(asked, password, Date.now());
    },
    restoreAutomatic: restore,
    secondCopy: () => second.stateOf(workspace()),
    chooseSecond: async (path) => await second.choose(workspace(), path),
    presence,
    districts,
  };
}
