import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { connect } from '#service/db/engine/connect.ts';
import { readPostgresAddress } from '#service/db/postgres/address.ts';
import { withPostgres } from '#service/db/postgres/connection.ts';
import { readMovedTables } from '#service/db/postgres/moved-tables.ts';
import { readFromPostgres, sumInSqlite } from '#service/db/postgres/table-rows.ts';
import { DataService } from '#service/dispatch/service.ts';
import { moveToPostgres } from '#service/upkeep/moving/move-workspace.ts';
import { leadStore } from '#service/upkeep/store/open-store.ts';
import { progressTo } from '#service/workspace/context.ts';
import { callsTo } from '../support/calls.ts';
import { type OwnDatabase, ownDatabase } from '../support/own-postgres.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasPostgres } from '../support/this-machine.ts';
import { importSmallTown, NOW, openWorkspace } from '../support/workspace.ts';

let database: OwnDatabase;
let names = 0;

async function movedTown(): Promise<string> {
  const town = await openWorkspace();
  await importSmallTown(town);
  await town.service.close();
  names += 1;
  const address = database.address(`镇 ${names}`);
  const progress = progressTo(new AbortController().signal, () => undefined);
  await moveToPostgres(town.directory, address, {
    now: NOW,
    progress,
    files: temporaryFolder(),
    passwordOf: () => '',
  });
  return address;
}

async function lead(address: string, home = temporaryFolder()) {
  process.env.XUEANTU_HOME = home;
  const store = await leadStore(address, { holder: 'test', wait: () => false });
  if (!store) return null;
  const service = new DataService({ now: () => NOW }, undefined, { keeper: store.keeper });
  await service.open(store.directory);
  const close = async () => {
    await service.close();
    await store.close();
  };
  onTestFinished(close);
  return { store, service, call: callsTo(service), close };
}

/** Tables in which the copy and the store differ. */
async function differences(address: string, directory: string): Promise<string[]> {
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

describe.skipIf(!hasPostgres)('a workspace that is kept in PostgreSQL', () => {
  beforeAll(async () => {
    database = await ownDatabase('store');
  });

  it('holds there what each command changed, once it is answered', async () => {
    const address = await movedTown();
    const led = await lead(address);
    if (!led) throw new Error('nobody leads it');
    const schools = await led.call('schools.list', {});
    expect(schools.length).toBeGreaterThan(1);
    await led.call('tables.edit', { table: 'venues', ids: [1], values: { phone: '13800138000' } });
    expect(await differences(address, led.store.directory)).toEqual([]);
    await led.call('findings.recompute', {});
    expect(await differences(address, led.store.directory)).toEqual([]);
  });
});
