import { type Area, areas } from '#shared/contract/areas.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { CarriedOut } from './carry-out.ts';
import type { SessionLock } from './password-session.ts';

/**
 * Lets what is kept in memory take over what a command has committed. Where that fails the command is recorded all the
 * same, and its caller has to hear so: then nothing that is kept is used any more, and everything counts as changed.
 * Null where not even that is possible, and the workspace has to be opened anew.
 */
export async function takeOver(
  { touched, areas: changed, rows }: CarriedOut,
  workspace: Workspace,
  lock: SessionLock,
  log: Log,
): Promise<readonly Area[] | null> {
  const { reader } = workspace.database;
  try {
    await workspace.refresh({ touched, changed, rows });
    if (changed.includes('settings')) await lock.follow(reader);
    return changed;
  } catch (error) {
    log.failure('refresh', error);
  }
  try {
    await workspace.renew();
    await lock.follow(reader);
    return areas;
  } catch (error) {
    log.failure('renew', error);
    return null;
  }
}
