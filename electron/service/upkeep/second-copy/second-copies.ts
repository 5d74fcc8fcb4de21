import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SecondCopyState } from '#shared/contract/backups.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { CommandQueue } from '../../platform/command-queue.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { choosePlace, chosenPlace } from './chosen-places.ts';
import { liesIn } from './copy-layout.ts';
import { type CopiedFrom, type CopyState, isOnSameDisk, SecondCopy } from './second-copy.ts';

const notKept: CopyState = { at: null, waits: false, trouble: null, since: null };

/** What keeps a second copy of whichever workspace is open, where one was asked for on this machine. */
export class SecondCopies {
  readonly #service: Omit<CopiedFrom, 'workspace'>;
  /** One workspace is let go before the next is followed, whoever asks meanwhile. */
  readonly #turns = new CommandQueue();
  #copy: SecondCopy | null = null;

  constructor(service: Omit<CopiedFrom, 'workspace'>) {
    this.#service = service;
  }

  /** From now on the workspace is followed; one of which only a part can be read is not. */
  async follow(workspace: Workspace): Promise<void> {
    await this.#turns.run(async () => {
      const place = chosenPlace(workspace.directory);
      if (this.#copy?.isOf(workspace, place)) return;
      await this.#letGo();
      if (place === null || workspace.damage !== null) return;
      this.#copy = new SecondCopy({ ...this.#service, workspace }, place);
    });
  }

  noteChange(): void {
    this.#copy?.noteChange();
  }

  /** Before the workspace is closed: what was changed last is copied too. */
  async end(): Promise<void> {
    await this.#turns.run(() => this.#letGo());
  }

  async #letGo(): Promise<void> {
    const copy = this.#copy;
    this.#copy = null;
    await copy?.end();
  }

  /** Names the folder for a workspace. Errors: COPY_PLACE_GONE, COPY_INSIDE, COPY_FULL. */
  async choose(workspace: Workspace, path: string | null): Promise<void> {
    nameSecondPlace(workspace.directory, path);
    await this.follow(workspace);
  }

  stateOf(workspace: Workspace): SecondCopyState {
    const place = chosenPlace(workspace.directory);
    const { at, waits, trouble, since } = this.#copy?.state ?? notKept;
    return {
      place,
      at: at?.toISOString() ?? null,
      waits,
      trouble: trouble?.message ?? null,
      since,
      isOnSameDisk: place !== null && isOnSameDisk(workspace.directory, place),
    };
  }
}

/**
 * Names the folder for a workspace, which whoever opens it next follows. Errors: COPY_PLACE_GONE, COPY_INSIDE, COPY_FULL.
 */
export function nameSecondPlace(directory: string, path: string | null): void {
  if (path !== null) refusePlace(directory, resolve(path));
  choosePlace(directory, path);
}

function refusePlace(directory: string, path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new CodedError('COPY_PLACE_GONE', { path });
  if (liesIn(directory, path)) throw new CodedError('COPY_INSIDE', { path });
  try {
    accessSync(path, constants.W_OK);
  } catch {
    throw new CodedError('COPY_FULL', { path });
  }
}
