import { dayOf } from '#shared/calendar/china-time.ts';
import type { Area } from '#shared/contract/areas.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { Clock } from '../platform/clock.ts';
import type { CommandQueue } from '../platform/command-queue.ts';
import { backUpDaily, isDue } from '../upkeep/backups/automatic.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The first backup of a day waits until the first screens are there. */
const FIRST_BACKUP_MS = 20_000;
const LOOK_FOR_BACKUP_MS = 30 * 60_000;

/** The service, as far as its upkeep needs it. */
export interface KeptUp {
  readonly clock: Clock;
  readonly queue: CommandQueue;
  readonly log: Log;
  /** The open workspace; null where none is. */
  openWorkspace(): Workspace | null;
  /** Tells pages which areas changed. */
  tellStale(changed: readonly Area[]): void;
  fallBack(workspace: Workspace): Promise<void>;
}

/** Backs the open workspace up once a day that it is used, until it is ended. */
export function keepUp(service: KeptUp): () => void {
  const look = () => backUp(service);
  const first = setTimeout(look, FIRST_BACKUP_MS);
  const timer = setInterval(look, LOOK_FOR_BACKUP_MS);
  first.unref();
  timer.unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}

function backUp(service: KeptUp): void {
  const { clock, queue, log } = service;
  const workspace = service.openWorkspace();
  if (!workspace || workspace.damage || !isDue(workspace.directory, dayOf(clock.now()))) return;
  // A backup waits for the running command, so that it does not copy the data between two steps.
  queue
    .run(() => backUpDaily(workspace, clock.now()))
    .then(
      () => service.tellStale(['backups']),
      async (error: unknown) => {
        log.failure('backup', error);
        // If no whole copy can be made, the database is damaged. It becomes read-only, so that the damage does not
        // grow.
        if (error instanceof CodedError && error.code === 'BACKUP_FAILED') await service.fallBack(workspace);
      },
    )
    .catch((error: unknown) => log.failure('backup', error));
}
