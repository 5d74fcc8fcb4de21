import { CodedError } from '#shared/contract/errors.ts';
import type { CommitKeeper } from '../db/engine/commit-keeper.ts';
import { isPostgresAddress } from '../db/postgres/address.ts';

/** Where a workspace lies that a command names: the folder to open, and who keeps it elsewhere. */
export interface WorkspacePlace {
  readonly directory: string;
  readonly keeper: CommitKeeper | undefined;
}

/** The address of a workspace in PostgreSQL that a command names; null where it names a folder. */
function addressOf(named: string): string | null {
  if (isPostgresAddress(named)) return named;
  const { XUEANTU_STORE, XUEANTU_DATABASE } = process.env;
  if (XUEANTU_STORE !== 'postgres') return null;
  if (XUEANTU_DATABASE === undefined || XUEANTU_DATABASE === '')
    throw new CodedError('POSTGRES_ADDRESS', {
      address: named,
      reason: '还要用 XUEANTU_DATABASE 写明数据库的地址',
    });
  const url = new URL(XUEANTU_DATABASE);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${encodeURIComponent(named)}`;
  return url.href;
}

/**
 * Does something with the accounts beside a workspace, also while it is served by this machine. Errors: those of `atPlace`.
 */
export async function atAccounts<T>(named: string, work: (directory: string) => Promise<T>): Promise<T> {
  const address = addressOf(named);
  if (address !== null) {
    const { copyInUse } = await import('../upkeep/store/open-store.ts');
    const directory = await copyInUse(address);
    if (directory !== null) return await work(directory);
  }
  return await atPlace(named, async ({ directory }) => await work(directory));
}

/** Does something with a workspace where it lies. Errors: STORE_TAKEN, those of the database and of the work. */
export async function atPlace<T>(named: string, work: (place: WorkspacePlace) => Promise<T>): Promise<T> {
  const address = addressOf(named);
  if (address === null) return await work({ directory: named, keeper: undefined });
  const { leadStore } = await import('../upkeep/store/open-store.ts');
  const store = await leadStore(address, { holder: `cli ${process.pid}`, wait: () => false });
  if (!store) throw new CodedError('STORE_TAKEN', { address: named });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
