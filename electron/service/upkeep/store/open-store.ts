import { setTimeout as pause } from 'node:timers/promises';
import type { CommitKeeper } from '../../db/engine/commit-keeper.ts';
import { readPostgresAddress } from '../../db/postgres/address.ts';
import { withPostgres } from '../../db/postgres/connection.ts';
import { Lead } from '../../db/postgres/lead.ts';
import { PostgresKeeper } from '../../db/postgres/postgres-keeper.ts';
import { WorkingCopy } from './working-copy.ts';

/** How often a server that waits looks whether it may lead, and takes what was changed meanwhile, ms. */
const LOOK_MS = 1000;

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
 * Takes the lead of a workspace in PostgreSQL; where another server leads, `wait` says whether to wait as its standby, which
 * keeps its copy up to date. Errors: STORE_TAKEN, STORE_LOST, POSTGRES_NONE, MOVE_VERSION and those of the database.
 */
export async function leadStore(
  text: string,
  { holder, wait }: { readonly holder: string; wait(tries: number): boolean },
): Promise<LedStore | null> {
  const address = readPostgresAddress(text);
  const copy = new WorkingCopy(address);
  let lead: Lead | null = null;
  for (let tries = 0; lead === null; tries += 1) {
    lead = await Lead.take(address, holder);
    if (lead) break;
    if (!wait(tries)) return null;
    await withPostgres(address, (postgres) => copy.bringUp(postgres));
    await pause(LOOK_MS);
  }
  return await ledStore(lead, copy);
}

async function ledStore(lead: Lead, copy: WorkingCopy): Promise<LedStore> {
  let lost: () => void = () => undefined;
  lead.onLost = () => lost();
  const keeper = new PostgresKeeper(lead, copy);
  try {
    await keeper.bringUp();
    await copy.files.passOn(await lead.client());
    return {
      directory: copy.directory,
      keeper,
      get isLost() {
        return lead.isLost;
      },
      whenLost(tell) {
        lost = tell;
      },
      async close() {
        copy.keepPlace();
        await lead.close();
      },
    };
  } catch (error) {
    await lead.close();
    throw error;
  }
}
