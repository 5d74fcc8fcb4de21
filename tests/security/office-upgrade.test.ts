import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { accountScripts, openAccountsDatabase } from '#service/db/accounts/open-accounts.ts';
import { inspectDatabase } from '#service/db/engine/integrity.ts';
import { storedVersion } from '#service/db/engine/stored-version.ts';
import * as migrations from '#service/db/schema/migrations/index.ts';
import { DataService } from '#service/dispatch/service.ts';
import { Announcements, keepNotice } from '#service/doors/office/announcements.ts';
import { hostsOf } from '#service/doors/office/certificates.ts';
import { certificatesBy, openWaitingDoor } from '#service/doors/office/office-door.ts';
import { systemClock } from '#service/platform/clock.ts';
import { listAutomatic } from '#service/upkeep/backups/automatic.ts';
import { rollBack } from '#service/upkeep/backups/roll-back.ts';
import type { EventMessage } from '#shared/contract/envelope.ts';
import { callsTo } from '../support/calls.ts';
import { addTo, movedClock, openTestOffice } from '../support/office-house.ts';
import { layOldWorkspace } from '../support/old-workspaces.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { NOW } from '../support/workspace.ts';

const OLDER = migrations.SCHEMA_VERSION - 1;

vi.mock('#service/db/schema/migrations/index.ts', { spy: true });

/** A workspace of the version before, in a folder of its own. */
function layOlder(): string {
  const directory = join(temporaryFolder(), '区里的工作区');
  layOldWorkspace(OLDER, directory);
  return directory;
}

/** Opens a workspace with today's program, records something, and closes it. */
async function useToday(directory: string): Promise<void> {
  const service = new DataService({ now: () => NOW });
  await service.open(directory);
  try {
    const sweep = { title: '升级后的行动', period: '2026Q4', agencies: ['区城管委'], focusTopics: [] };
    await callsTo(service)('sweeps.create', sweep);
    await expect(rollBack(directory, NOW)).rejects.toMatchObject({ code: 'WORKSPACE_IN_USE' });
  } finally {
    await service.close();
  }
}

function sweepTitles(path: string): string[] {
  const sqlite = new SqliteDatabase(path, { readonly: true });
  try {
    return sqlite.prepare<[], string>('select title from sweeps').pluck().all();
  } finally {
    sqlite.close();
  }
}

describe('an upgrade of an office', () => {
  it('is taken back by one command, and what was entered since is kept', async () => {
    const directory = layOlder();
    const before = sweepTitles(join(directory, 'workspace.sqlite'));
    expect(storedVersion(directory)).toBe(OLDER);
    await expect(rollBack(directory, NOW)).rejects.toMatchObject({ code: 'UPGRADE_NONE' });
    await useToday(directory);
    expect(storedVersion(directory)).toBe(migrations.SCHEMA_VERSION);
    const copy = listAutomatic(directory).find(({ kind }) => kind === 'upgrade');
    const done = await rollBack(directory, NOW);
    expect(done).toMatchObject({ restored: copy?.name, schema: OLDER });
    const file = join(directory, 'workspace.sqlite');
    expect(await inspectDatabase(file)).toEqual({ version: OLDER, changes: [], integrity: 'ok' });
    expect(sweepTitles(file)).toEqual(before);
    const kept = join(directory, 'backups', done.kept);
    expect(sweepTitles(kept)).toContain('升级后的行动');
    // Whoever goes on with the program of before loses nothing by a second time.
    await expect(rollBack(directory, NOW)).rejects.toMatchObject({ code: 'UPGRADE_NONE' });
    await useToday(directory);
    expect(sweepTitles(file)).toEqual([...before, '升级后的行动']);
  });

  it('that does not come out whole leaves the workspace as it was', async () => {
    const directory = layOlder();
    const file = join(directory, 'workspace.sqlite');
    const really = await vi.importActual<typeof migrations>('#service/db/schema/migrations/index.ts');
    const spoilt = vi.mocked(migrations.runMigrations);
    spoilt.mockImplementation(async (db, from, to) => {
      await really.runMigrations(db, from, to);
      if (from === OLDER) await db.schema.createTable('stray').addColumn('id', 'integer').execute();
    });
    onTestFinished(() => void spoilt.mockReset());
    const service = new DataService({ now: () => NOW });
    await expect(service.openOrSalvage(directory)).rejects.toMatchObject({ code: 'UPGRADE_UNSOUND' });
    expect(await inspectDatabase(file)).toEqual({ version: OLDER, changes: [], integrity: 'ok' });
  });

  it('keeps accounts as they are, for the program of before as well', async () => {
    const { office, directory } = openTestOffice();
    await addTo(office, 'li', 'officer');
    const later = openAccountsDatabase(directory);
    later.exec(
      'alter table accounts add column later text; create table more (id integer primary key) strict',
    );
    later.pragma('user_version = 99');
    later.close();
    const again = openAccountsDatabase(directory);
    onTestFinished(() => void again.close());
    expect(again.pragma('user_version', { simple: true })).toBe(99);
    expect(again.prepare('select name from accounts').pluck().all()).toEqual(['li']);
  });

  it('of the accounts only adds: what an earlier program writes can be written', () => {
    const columnsAfter = (count: number) => {
      const sqlite = new SqliteDatabase(':memory:');
      for (const script of accountScripts.slice(0, count)) sqlite.exec(script);
      const tables = sqlite
        .prepare<[], string>(
          "select name from sqlite_schema where type in ('table', 'trigger') order by name",
        )
        .pluck()
        .all();
      const columns = tables.flatMap((table) =>
        (
          sqlite.pragma(`table_info("${table}")`) as {
            name: string;
            type: string;
            notnull: number;
            dflt_value: string | null;
            pk: number;
          }[]
        ).map((column) => ({ table, ...column, wanted: column.notnull === 1 && column.dflt_value === null })),
      );
      sqlite.close();
      return columns;
    };
    const today = columnsAfter(accountScripts.length);
    for (let count = 1; count < accountScripts.length; count += 1) {
      const earlier = columnsAfter(count);
      const known = new Set(earlier.map(({ table }) => table));
      for (const { table, name, type } of earlier)
        expect(today).toContainEqual(expect.objectContaining({ table, name, type }));
      const wanted = today.filter(
        ({ table, name, wanted }) =>
          wanted && known.has(table) && !earlier.some((each) => each.table === table && each.name === name),
      );
      expect(wanted.map(({ table, name }) => `${table}.${name}`)).toEqual([]);
    }
  });

  it('is announced to those who are signed in, until its time', () => {
    const { directory } = openTestOffice();
    const clock = movedClock();
    const announcements = new Announcements([directory], '0.9.0', clock);
    const heard: EventMessage[] = [];
    const stop = announcements.follow(directory, (event) => heard.push(event));
    keepNotice(directory, { at: '2026-11-26T18:00', minutes: 10, text: '换证书' });
    announcements.look();
    announcements.look();
    expect(heard).toEqual([
      { event: 'served', version: '0.9.0', notice: null },
      { event: 'served', version: '0.9.0', notice: expect.stringContaining('约 10 分钟不能使用（换证书）') },
    ]);
    clock.move(24 * 3600_000 * 30);
    announcements.look();
    stop();
    expect(heard.at(-1)).toMatchObject({ notice: null });
    // The program that starts after that time has nothing to announce.
    const next = new Announcements([directory], '0.9.1', clock);
    next.follow(directory, (event) => heard.push(event))();
    expect(heard.at(-1)).toEqual({ event: 'served', version: '0.9.1', notice: null });
    expect(() => readFileSync(join(directory, 'office', 'notice.json'))).toThrow('ENOENT');
  });

  it('is told to who comes while it goes on, over TLS, with when to come again', async () => {
    const clock = { now: () => NOW };
    const certificates = certificatesBy(null, hostsOf('127.0.0.1', null), systemClock);
    const door = await openWaitingDoor({ address: '127.0.0.1', port: 0, certificates, clock });
    onTestFinished(() => door.close());
    const { authority } = await certificates();
    const ask = (path: string, accept: string) =>
      new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>(
        (resolve, reject) => {
          const at = { host: '127.0.0.1', port: door.port, path, ca: authority ?? '', headers: { accept } };
          request(at, (answer) => {
            const { statusCode: status = 0, headers } = answer;
            void text(answer).then((body) => resolve({ status, headers, body }), reject);
          })
            .on('error', reject)
            .end();
        },
      );
    const page = await ask('/', 'text/html');
    expect(page).toMatchObject({ status: 503, body: expect.stringContaining('正在升级') });
    expect(page.headers['retry-after']).toBe('5');
    expect(page.headers['strict-transport-security']).toContain('max-age=');
    expect((await ask('/call', 'application/json')).headers['x-upgrading']).toMatch(/^\d\d:\d\d$/);
    expect(JSON.parse((await ask('/healthz', '*/*')).body)).toMatchObject({ ok: false, upgrading: {} });
  });
});
