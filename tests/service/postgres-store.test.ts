import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { connect } from '#service/db/engine/connect.ts';
import { readPostgresAddress } from '#service/db/postgres/address.ts';
import { withPostgres } from '#service/db/postgres/connection.ts';
import { moveIn } from '#service/db/postgres/move-in.ts';
import { SCHEMA_VERSION } from '#service/db/schema/migrations/index.ts';
import type { DataService } from '#service/dispatch/service.ts';
import { DESK } from '#service/platform/caller.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { cliWith, json } from '../support/command-line.ts';
import { everyCommand } from '../support/commands/every-command.ts';
import { openTownAt } from '../support/commands/town-in-use.ts';
import { layDemo } from '../support/demo.ts';
import { differencesBetween, leadAt, moveThere } from '../support/kept-store.ts';
import { leadingMachine, smallTownThere } from '../support/leading-machine.ts';
import { layOldWorkspace } from '../support/old-workspaces.ts';
import { type OwnDatabase, ownDatabase } from '../support/own-postgres.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasPostgis, hasPostgres } from '../support/this-machine.ts';
import { until } from '../support/until.ts';
import { importSmallTown, NOW, openWorkspace } from '../support/workspace.ts';

let database: OwnDatabase;
let names = 0;

/** The small town in PostgreSQL. */
async function townThere(): Promise<string> {
  names += 1;
  const address = database.address(`镇 ${names}`);
  await smallTownThere(address);
  return address;
}

async function ask(statement: string): Promise<Record<string, unknown>[]> {
  const client = await database.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

const schemaOf = (address: string) => decodeURIComponent(new URL(address).pathname.split('/')[2] ?? '');

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CodedError)) throw error ?? new Error('it went well');
  expect(error.message).toMatch(/\p{Script=Han}/u);
  return error.code;
}

const phone = (venue: number, digits: string) => ({
  table: 'venues' as const,
  ids: [venue],
  values: { phone: digits },
});

describe.skipIf(!hasPostgres)('a workspace that is kept in PostgreSQL', () => {
  beforeAll(async () => {
    database = await ownDatabase('store');
  });

  it('holds there what every command of the contract changed, once it is answered', async () => {
    const demo = await layDemo();
    const address = database.address('云溪');
    await moveThere(demo, address);
    const store = await leadAt(address, temporaryFolder());
    if (!store) throw new Error('another machine leads');
    const town = await openTownAt(store.directory, store.keeper);
    let carriedOut = 0;
    for (const [name, inputs] of Object.entries(everyCommand))
      for (const inputFor of inputs) {
        const input: unknown = await inputFor(town);
        await town.service.call({
          id: `${name} ${carriedOut}`,
          name,
          input,
          signal: new AbortController().signal,
        });
        carriedOut += 1;
        if (carriedOut % 20 === 0)
          expect(await differencesBetween(store.directory, address), `after ${name}`).toEqual([]);
      }
    expect(await differencesBetween(store.directory, address)).toEqual([]);
    expect(town.service.workspace.database.verifySeals().altered).toEqual([]);
    const files = () => readdirSync(join(store.directory, 'attachments')).toSorted();
    const kept = files();
    await town.service.close();
    await store.close();
    // A machine that never saw it makes the same of it, files included.
    const other = await leadAt(address, temporaryFolder());
    expect(await differencesBetween(other?.directory ?? '', address)).toEqual([]);
    expect(readdirSync(join(other?.directory ?? '', 'attachments')).toSorted()).toEqual(kept);
    expect(kept.length).toBeGreaterThan(1);
    await other?.close();
  });

  it('has one machine that writes; the next takes over what it did, and catches up with what it missed', async () => {
    const address = await townThere();
    const first = await leadingMachine(address);
    await first.call('tables.edit', phone(1, '13800000001'));
    const second = temporaryFolder();
    expect(await leadAt(address, second)).toBeNull();
    await first.stop();
    const standby = await leadingMachine(address, second);
    await standby.call('tables.edit', phone(2, '13800000002'));
    await standby.stop();
    // The first machine's copy is of before; it is brought up, not made anew.
    writeFileSync(join(first.store.directory, 'backups-mark'), '');
    const again = await leadingMachine(address, first.home);
    const { phones } = await phonesOf(again);
    expect(phones).toEqual(['13800000001', '13800000002']);
    expect(readdirSync(again.store.directory)).toContain('backups-mark');
    expect(await differencesBetween(again.store.directory, address)).toEqual([]);
  });

  it('holds what somebody wrote to the letter, whether few rows change or many, and refuses what it cannot hold', async () => {
    const address = await townThere();
    const led = await leadingMachine(address);
    const awkward = ["O'Brien \\' -- ;\n\t\"$1", '第一家 😀 ʼ', "\\x00 \\\\ E''", ' '];
    for (const text of awkward)
      await led.call('tables.edit', { table: 'venues', ids: [1, 2], values: { address: text } });
    expect(await differencesBetween(led.store.directory, address)).toEqual([]);
    // More rows than go in one statement, and a text that is longer than one.
    const rows = Array.from(
      { length: 900 },
      (_, i) => `店 ${i},网吧,${i}号${i === 5 ? '长'.repeat(150) : ''},116.${4000 + i},39.9`,
    );
    const path = join(temporaryFolder(), 'list.csv');
    writeFileSync(path, `名称,类别,地址,经度,纬度\n${rows.join('\n')}\n`);
    const token = led.service.files.of(DESK).register(path, 'list.csv');
    await led.call('import.run', { token, as: 'venues', crs: 'wgs84', map: {} });
    expect(await differencesBetween(led.store.directory, address)).toEqual([]);
    await led.call('edits.undo', {});
    expect(await differencesBetween(led.store.directory, address)).toEqual([]);
    const nul = { table: 'venues' as const, ids: [1], values: { address: 'a\0b' } };
    expect(await codeOf(led.call('tables.edit', nul))).toBe('POSTGRES_FAILED');
    expect(await differencesBetween(led.store.directory, address)).toEqual([]);
  });

  it('is not written by a machine that was frozen while another took over', async () => {
    const address = await townThere();
    const frozen = await leadingMachine(address);
    await frozen.call('tables.edit', phone(1, '13800000001'));
    const lost: string[] = [];
    frozen.store.whenLost(() => lost.push('lost'));
    // What a leader does that is not heard of any more: its pulse is old.
    let second = null;
    while (second === null) {
      await ask(`update "${schemaOf(address)}"."store_pulse" set "seen" = '-infinity'`);
      second = await leadAt(address, temporaryFolder());
    }
    onTestFinished(() => second.close());
    expect(await codeOf(frozen.call('tables.edit', phone(1, '13999999999')))).toBe('STORE_LOST');
    expect(lost).toEqual(['lost']);
    const { phones } = await phonesOf(frozen);
    expect(phones[0]).toBe('13800000001');
    expect(await differencesBetween(second.directory, address)).toEqual([]);
  });

  it('goes on when the database ends its connections, and loses nothing that was answered', async () => {
    const address = await townThere();
    const led = await leadingMachine(address);
    let isOver = false;
    const ending = (async () => {
      while (!isOver)
        await ask(`select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'xueantu' and random() < 0.3 and datname = current_database()`);
    })();
    for (let at = 0; at < 30; at += 1)
      await led.call('tables.edit', phone(1 + (at % 3), `138000000${10 + at}`));
    isOver = true;
    await ending;
    const { phones } = await phonesOf(led);
    expect(phones.slice(0, 3)).toEqual(['13800000037', '13800000038', '13800000039']);
    expect(await differencesBetween(led.store.directory, address)).toEqual([]);
    const changes = await ask(`select count(*) as n from "${schemaOf(address)}"."store_changes"`);
    expect(Number(changes[0]?.n)).toBe(30);
  });

  it('leads on by itself after the database ended its connections, though nobody writes', async () => {
    const address = await townThere();
    const led = await leadingMachine(address);
    const ended = await ask(`select pg_terminate_backend(pid), pid from pg_stat_activity
      where application_name = 'xueantu' and datname = current_database()`);
    const before = ended.map(({ pid }) => pid);
    await until('another connection holds the lock', async () => {
      const holders = await ask(`select pid from pg_locks where locktype = 'advisory' and granted
        and database = (select oid from pg_database where datname = current_database())`);
      return holders.length > 0 && holders.every(({ pid }) => !before.includes(pid));
    });
    expect(await leadAt(address, temporaryFolder())).toBeNull();
    await led.call('tables.edit', phone(1, '13800000001'));
  });

  it('makes a copy anew that is of another past, or broken off', async () => {
    const address = await townThere();
    const first = await leadingMachine(address);
    await first.call('tables.edit', phone(1, '13800000001'));
    await first.stop();
    const kept = join(temporaryFolder(), 'kept');
    cpSync(first.home, kept, { recursive: true });
    const second = await leadingMachine(address, first.home);
    await second.call('tables.edit', phone(1, '13800000002'));
    await second.stop();
    // The database is put back to a moment before, as a point in time is restored, and goes another way.
    await ask(`delete from "${schemaOf(address)}"."store_changes" where "number" = 2`);
    await ask(`update "${schemaOf(address)}"."venues" set "phone" = '13700000000' where "id" = 1`);
    const third = await leadingMachine(address, first.home);
    expect((await phonesOf(third)).phones[0]).toBe('13700000000');
    await third.stop();
    // A copy whose place is not written down is of nobody knows when.
    for (const store of readdirSync(join(kept, 'stores'))) rmSync(join(kept, 'stores', store, 'store.json'));
    const fourth = await leadingMachine(address, kept);
    expect((await phonesOf(fourth)).phones[0]).toBe('13700000000');
  });

  it('keeps its list of changes a month, and makes a copy anew that was away longer', async () => {
    const address = await townThere();
    const first = await leadingMachine(address);
    await first.call('tables.edit', phone(1, '13800000001'));
    await first.stop();
    const second = await leadingMachine(address);
    for (const venue of [2, 3]) await second.call('tables.edit', phone(venue, `1380000000${venue}`));
    await second.stop();
    const changes = `"${schemaOf(address)}"."store_changes"`;
    await ask(`update ${changes} set "at" = now() - interval '31 days'`);
    const third = await leadingMachine(address, second.home);
    // The last one says up to where the store goes.
    await until('the list was shortened', async () => (await ask(`select from ${changes}`)).length === 1);
    await third.stop();
    const fourth = await leadingMachine(address, first.home);
    expect((await phonesOf(fourth)).phones).toEqual(['13800000001', '13800000002', '13800000003']);
    expect(await differencesBetween(fourth.store.directory, address)).toEqual([]);
  });

  it('does not build upon a store that was put back, or replaced by a replica, while it led', async () => {
    const address = await townThere();
    const led = await leadingMachine(address);
    for (const venue of [1, 2]) await led.call('tables.edit', phone(venue, `1380000000${venue}`));
    await ask(`delete from "${schemaOf(address)}"."store_changes" where "number" = 2`);
    await ask(`update "${schemaOf(address)}"."venues" set "phone" = '13700000000' where "id" = 2`);
    expect(await codeOf(led.call('tables.edit', phone(3, '13800000003')))).toBe('STORE_LOST');
    await led.stop();
    const again = await leadingMachine(address, led.home);
    expect((await phonesOf(again)).phones).toEqual(['13800000001', '13700000000']);
    await again.stop();
    // A copy of a workspace that was there before is not taken for one of today's.
    const other = await openWorkspace();
    await importSmallTown(other);
    await other.call('tables.edit', phone(1, '13600000000'));
    await other.service.close();
    const before = await townThere();
    const unchanged = await leadingMachine(before);
    await unchanged.stop();
    await ask(`drop schema "${schemaOf(before)}" cascade`);
    await moveThere(other.directory, before, new Date(NOW.getTime() + 1));
    const anew = await leadingMachine(before, unchanged.home);
    expect((await phonesOf(anew)).phones[0]).toBe('13600000000');
  });

  it('is whole again where its copy was damaged, and is not put back by a backup of the copy', async () => {
    const address = await townThere();
    const led = await leadingMachine(address);
    await led.call('tables.edit', phone(1, '13800000001'));
    expect(await codeOf(led.call('backups.restoreAutomatic', { name: 'x.sqlite' }))).toBe('STORE_RESTORE');
    await led.stop();
    writeFileSync(join(led.store.directory, 'workspace.sqlite'), Buffer.alloc(64 * 1024, 7));
    const again = await leadingMachine(address, led.home);
    expect((await phonesOf(again)).phones[0]).toBe('13800000001');
    expect(await differencesBetween(again.store.directory, address)).toEqual([]);
  });

  it('is brought up to the schema of today by the machine that leads, with all its rows', async () => {
    const old = join(temporaryFolder(), 'old');
    layOldWorkspace(43, old);
    names += 1;
    const address = database.address(`旧 ${names}`);
    const place = readPostgresAddress(address);
    const sqlite = connect(join(old, 'workspace.sqlite'), { readonly: true });
    const visits = sqlite.prepare('select facts from visits order by id').pluck().all();
    const wanted = { movedAt: NOW.toISOString(), count: () => undefined, layFiles: async () => null };
    await withPostgres(place, (postgres) => moveIn(sqlite, postgres, place, wanted));
    sqlite.close();
    const led = await leadingMachine(address);
    const stored = led.service.workspace.database.reader.selectFrom('visits').select('facts').orderBy('id');
    expect((await stored.execute()).map(({ facts }) => facts)).toEqual(visits);
    expect(visits.length).toBeGreaterThan(0);
    await led.call('tables.edit', phone(1, '13800000001'));
    expect(await differencesBetween(led.store.directory, address)).toEqual([]);
    expect(await ask(`select "version" from "${schemaOf(address)}"."schema_version"`)).toEqual([
      { version: String(SCHEMA_VERSION) },
    ]);
    await led.stop();
    // A machine that has nothing of it makes the same.
    const other = await leadingMachine(address);
    expect(await differencesBetween(other.store.directory, address)).toEqual([]);
  });

  it('is read and written by the command line, by its address or its name alone', async () => {
    const address = await townThere();
    const home = temporaryFolder();
    const name = schemaOf(address);
    const env = {
      XUEANTU_STORE: 'postgres',
      XUEANTU_DATABASE: address.slice(0, address.lastIndexOf('/')),
      XUEANTU_HOME: home,
    };
    const list = join(temporaryFolder(), 'more.csv');
    writeFileSync(list, '名称,类别,地址,经度,纬度\n新网吧,网吧,东街40号,116.4003,39.8984\n');
    const run = (...words: string[]) => cliWith(env, ...words);
    expect(json(run('import', name, list, '--as', 'venues', '--crs', 'wgs84', '--json'))).toMatchObject({
      added: 1,
    });
    expect(json(run('check', name, '--json'))).toMatchObject({ venues: 5 });
    expect(json(run('verify', address, '--json'))).toMatchObject({ ok: true });
    const [stores = ''] = readdirSync(join(home, 'stores'));
    expect(await differencesBetween(join(home, 'stores', stores), address)).toEqual([]);
  });
});

async function phonesOf({ service }: { service: DataService }): Promise<{ phones: string[] }> {
  const rows = await service.workspace.database.reader
    .selectFrom('venues')
    .select('phone')
    .orderBy('id')
    .execute();
  return { phones: rows.map(({ phone }) => phone).filter((each) => each !== '') };
}

describe.skipIf(!hasPostgis)('views of a workspace in PostgreSQL', () => {
  beforeAll(async () => {
    database = await ownDatabase('views');
    await ask('create extension postgis');
  });

  it('tell analysts where things lie, and nothing of persons', async () => {
    const address = await townThere();
    const { schema, views } = json<{ schema: string; views: string[] }>(
      cliWith({}, 'office', 'views', address, '--json'),
    );
    await database.addUser('analyst', 'in role xueantu_analyst');
    const asAnalyst = async (statement: string) => {
      const client = await database.connect('analyst');
      try {
        return (await client.query(statement)).rows;
      } finally {
        await client.end();
      }
    };
    for (const view of views) {
      const rows = await asAnalyst(
        `select *, st_isvalid("geom") as valid, st_srid("geom") as srid from "${schema}"."${view}"`,
      );
      for (const { valid, srid } of rows) expect([view, valid, srid]).toEqual([view, true, 4326]);
      expect(
        Object.keys(rows[0] ?? {}).filter((column) => /phone|person|officer|registrar|saidBy/i.test(column)),
      ).toEqual([]);
    }
    // The zone as it is drawn reaches as far as the rule says, from the ellipsoid's own distance.
    const reach =
      await asAnalyst(`select z."id", st_distance(st_boundary(z."geom")::geography, s."geom"::geography) as metres
      from "${schema}"."safety_zones" z join "${schema}"."schools" s using ("id")
      where z."groundUnknown" and not exists (select 1 from "${schema}"."gates" g where g."schoolId" = z."id")`);
    expect(reach.length).toBeGreaterThan(0);
    for (const { metres } of reach) expect(Math.abs(metres - 200)).toBeLessThan(0.2);
    // What the program found is there with its distance.
    const [found] =
      await asAnalyst(`select "distance", st_length("geom"::geography) as metres from "${schema}"."findings"
      where "method" = 'straight' order by "distance" limit 1`);
    expect(Math.abs(found?.distance - found?.metres)).toBeLessThan(0.01);
    // A part of the map is found by the index, also through the view.
    const client = await database.connect();
    onTestFinished(() => client.end());
    await client.query('set enable_seqscan = off');
    const plan = await client.query(
      `explain select * from "${schema}"."venues" where "geom" && st_makeenvelope(116, 39, 117, 40, 4326)`,
    );
    expect(JSON.stringify(plan.rows)).toContain('venuesByPlace');
    await expect(asAnalyst(`select * from "${schemaOf(address)}"."venues"`)).rejects.toThrow(
      /permission denied/,
    );
  });
});
