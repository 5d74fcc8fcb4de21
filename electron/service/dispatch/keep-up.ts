import type { EventMessage } from '#shared/contract/envelope.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { Log } from '../../diagnostics/log.ts';
import { type Clock, dayOf } from '../platform/clock.ts';
import { backUpDaily, isDue } from '../upkeep/backups/automatic.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { CommandQueue } from './command-queue.ts';

/** The first backup of a day waits until the first screens are there. */
const FIRST_BACKUP_MS = 20_000;
const LOOK_FOR_BACKUP_MS = 30 * 60_000;
/** Blocks of a long list that are sealed between two commands: a quarter of a second. */
const SEALED_AT_ONCE = 100;

/** The service, as far as its upkeep needs it. */
export interface KeptUp {
  readonly clock: Clock;
  readonly queue: CommandQueue;
  readonly log: Log;
  /** The open workspace; null where none is. */
  openWorkspace(): Workspace | null;
  subscribe(listener: (event: EventMessage) => void): () => void;
  publish(event: EventMessage): void;
  record(workspace: Workspace, command: string, input: unknown, work: () => unknown): Promise<void>;
  fallBack(workspace: Workspace): Promise<void>;
}

/** Backs the open workspace up once a day that it is used, and seals what long lists left behind, until it is ended. */
export function keepUp(service: KeptUp): () => void {
  const seal = sealer(service);
  const stopSealing = service.subscribe(({ event }) => {
    if (event === 'changed') setImmediate(seal);
  });
  const look = () => {
    seal();
    backUp(service);
  };
  const first = setTimeout(look, FIRST_BACKUP_MS);
  const timer = setInterval(look, LOOK_FOR_BACKUP_MS);
  first.unref();
  timer.unref();
  return () => {
    stopSealing();
    clearTimeout(first);
    clearInterval(timer);
  };
}

function backUp(service: KeptUp): void {
  const { clock, queue, log } = service;
  const workspace = service.openWorkspace();
  if (!workspace || workspace.damage || !isDue(workspace.directory, dayOf(clock.now()))) return;
  // A command that is being written would only be copied half-way through a step.
  queue
    .run(() => backUpDaily(workspace, clock.now()))
    .then(
      () => service.publish({ event: 'changed', kinds: ['backups'] }),
      async (error: unknown) => {
        log.failure('backup', error);
        // What cannot be copied whole is not whole: better read-only today than worse tomorrow.
        if (error instanceof CodedError && error.code === 'BACKUP_FAILED') await service.fallBack(workspace);
      },
    )
    .catch((error: unknown) => log.failure('backup', error));
}

/** Seals what waits, unless that is going on already. */
function sealer(service: KeptUp): () => void {
  let sealing = false;
  return () => {
    const workspace = service.openWorkspace();
    if (sealing || !workspace) return;
    sealing = true;
    sealWaiting(service, workspace)
      .catch((error: unknown) => service.log.failure('seal', error))
      .finally(() => {
        sealing = false;
      });
  };
}

/** Seals what a long list left behind, a piece at a time between other commands. */
async function sealWaiting(service: KeptUp, workspace: Workspace): Promise<void> {
  const { database } = workspace;
  while (service.openWorkspace() === workspace && workspace.damage === null && database.waitingSeals() > 0)
    await service.record(workspace, 'workspace.seal', {}, () => ({
      waiting: database.sealWaiting(SEALED_AT_ONCE),
    }));
}
