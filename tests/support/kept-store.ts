import { dirname, join } from 'node:path';
import { connect } from '#service/db/engine/connect.ts';
import { readPostgresAddress } from '#service/db/postgres/address.ts';
import { withPostgres } from '#service/db/postgres/connection.ts';
import { readMovedTables } from '#service/db/postgres/moved-tables.ts';
import { readFromPostgres, sumInSqlite } from '#service/db/postgres/table-rows.ts';
import { moveToPostgres } from '#service/upkeep/moving/move-workspace.ts';
import { type LedStore, leadStore } from '#service/upkeep/store/open-store.ts';
import { progressTo } from '#service/workspace/context.ts';
import { NOW } from './workspace.ts';

/** Moves a workspace that nobody has open into PostgreSQL. */
export async function moveThere(directory: string, address: string, now = NOW): Promise<void> {
  const progress = progressTo(new AbortController().signal, () => undefined);
  const files = join(dirname(directory), '迁入的文件');
  await moveToPostgres(directory, address, { now, progress, files, passwordOf: () => '' });
}

/** Leads a workspace as a machine of its own does, which keeps its copy in `home`; null where another leads. */
export async function leadAt(address: string, home: string): Promise<LedStore | null> {
  const before = process.env.XUEANTU_HOME;
  process.env.XUEANTU_HOME = home;
  try {
    return await leadStore(address, { holder: home, wait: () => false });
  } finally {
    if (before === undefined) delete process.env.XUEANTU_HOME;
    else process.env.XUEANTU_HOME = before;
  }
}

/** Tables in which the rows of a folder and those of PostgreSQL differ. */
export async function differencesBetween(directory: string, address: string): Promise<string[]> {
  const place = readPostgresAddress(address);
  const sqlite = connect(join(directory, 'workspace.sqlite'), { readonly: true });
  try {
    return await withPostgres(place, async (postgres) => {
      const other: string[] = [];
      for (const table of readMovedTables(sqlite)) {
        const here = sumInSqlite(sqlite, table, () => undefined);
        const there = await readFromPostgres(postgres, place.schema, table, () => undefined);
        if (here.hash !== there.hash) other.push(`${table.name}: ${here.rows} here, ${there.rows} there`);
      }
      return other;
    });
  } finally {
    sqlite.close();
  }
}
