import { setTimeout as pause } from 'node:timers/promises';
import { CodedError } from '#shared/contract/errors.ts';
import type { CommitKeeper } from '../../db/engine/commit-keeper.ts';
import { whileLocked } from '../../db/engine/workspace-lock.ts';
import { type PostgresAddress, readPostgresAddress } from '../../db/postgres/address.ts';
import { withPostgres } from '../../db/postgres/connection.ts';
import { hasLeader, Lead } from '../../db/postgres/lead.ts';
import { PostgresKeeper } from '../../db/postgres/postgres-keeper.ts';
import { WorkingCopy } from './working-copy.ts';

/** How often a server that waits looks whether it may lead, and takes what was changed meanwhile, ms. */
const LOOK_MS = 1000;
/** How often it is looked whether accounts changed by another way than a page, ms. */
const BESIDE_MS = 1000;

/** A workspace in PostgreSQL that this process leads. */
export interface LedStore {
  /** The folder of its copy, to be opened with the keeper. */
  readonly directory: string;
  readonly keeper: CommitKeeper;
  /** Whether somebody else leads now: nothing can be written any more. */
  readonly isLost: boolean;
  /** Is called once when somebody else leads. */
  whenLost(tell: () => void): void;
  /** Once the copy is closed. */
  close(): Promise<void>;
}

/**
 * Takes the lead of a workspace in PostgreSQL. Where another server leads it waits as its standby, with a copy that is kept up
 * to date, as long as `wait` says so; null where it does not. Errors: STORE_TAKEN, STORE_LOST, POSTGRES_NONE, MOVE_VERSION and those of the database.
 */
export async function leadStore(
  text: string,
  { holder, wait }: { readonly holder: string; wait(): boolean },
): Promise<LedStore | null> {
  const address = readPostgresAddress(text);
  const copy = new WorkingCopy(address);
  for (;;) {
    const lead = await Lead.take(address, holder);
    if (lead) return await ledStore(lead, copy);
    if (!wait()) return null;
    await standBy(address, copy, wait);
    if (!wait()) return null;
  }
}

/**
 * The copy of a workspace in PostgreSQL, where a server on this machine has it open and so leads: what lies beside its database,
 * the accounts and a notice, is passed on by that server. Null where none does. Errors: POSTGRES_ADDRESS, those of a lock.
 */
export async function copyInUse(text: string): Promise<string | null> {
  const { directory } = new WorkingCopy(readPostgresAddress(text));
  try {
    await whileLocked(directory, async () => undefined);
    return null;
  } catch (error) {
    if (error instanceof CodedError && error.code === 'WORKSPACE_IN_USE') return directory;
    throw error;
  }
}

/** Keeps the copy up to date until the leader is gone; a database that is away for a while is waited for. */
async function standBy(address: PostgresAddress, copy: WorkingCopy, wait: () => boolean): Promise<void> {
  while (wait()) {
    try {
      if (!(await withPostgres(address, (postgres) => hasLeader(postgres, address)))) return;
      await withPostgres(address, (postgres) => copy.bringUp(postgres));
    } catch (error) {
      // An older leader is followed no further than to its end: then this machine upgrades what it kept.
      const isWaitedFor = error instanceof CodedError && /^(POSTGRES_|MOVE_VERSION)/.test(error.code);
      if (!isWaitedFor) throw error;
    }
    await pause(LOOK_MS);
  }
}

async function ledStore(lead: Lead, copy: WorkingCopy): Promise<LedStore> {
  let lost: () => void = () => undefined;
  lead.onLost = () => lost();
  const keeper = new PostgresKeeper(lead, copy);
  try {
    await copy.upgrade(lead);
    await keeper.bringUp();
    await copy.accounts.fetch(await lead.client());
    await copy.takeMovedFiles(await lead.client());
    const keeping = setInterval(() => void keeper.passOnBeside().catch(() => undefined), BESIDE_MS);
    keeping.unref();
    return {
      directory: copy.directory,
      keeper,
      get isLost() {
        return lead.isLost;
      },
      whenLost(tell) {
        lost = tell;
        // It may have been lost while the copy was opened.
        if (lead.isLost) tell();
      },
      async close() {
        clearInterval(keeping);
        copy.keepPlace();
        await keeper.passOnBeside().catch(() => undefined);
        await copy.accounts.close();
        await lead.close();
      },
    };
  } catch (error) {
    await lead.close();
    throw error;
  }
}
