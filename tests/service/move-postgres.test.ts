import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type pg from 'pg';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { lockOf, makeRole } from '#service/db/postgres/statements.ts';
import { SCHEMA_VERSION } from '#service/db/schema/migrations/index.ts';
import { restoreBackup } from '#service/upkeep/backups/restore-backup.ts';
import { moveFromPostgres, moveToPostgres } from '#service/upkeep/moving/move-workspace.ts';
import { progressTo } from '#service/workspace/context.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { cli, commandLine, json } from '../support/command-line.ts';
import { layDemo } from '../support/demo.ts';
import { type OwnDatabase, ownDatabase } from '../support/own-postgres.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasPostgres } from '../support/this-machine.ts';
import { until } from '../support/until.ts';
import { NOW, openService, openWorkspace } from '../support/workspace.ts';

const progress = progressTo(new AbortController().signal, () => undefined);
const PHOTO = Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3]);

let database: OwnDatabase;
let names = 0;

/** A name that no other test of this file uses. */
function freshName(): string {
  names += 1;
  return `区 ${names}`;
}

function moveIn(directory: string, name: string, user?: string, files = temporaryFolder()) {
  const wanted = { now: NOW, progress, files, passwordOf: () => 'wrong' };
  return moveToPostgres(directory, database.address(name, user), wanted);
}

function moveOut(name: string, directory = join(temporaryFolder(), 'back'), files: string | null = null) {
  return moveFromPostgres(database.address(name), directory, { now: NOW, progress, files });
}

/** The code of what a move ends with. */
async function codeOf(moving: Promise<unknown>): Promise<string> {
  const error = await moving.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CodedError)) throw error ?? new Error('the move went well');
  expect(error.message).toMatch(/\p{Script=Han}/u);
  return error.code;
}

/** All values of a workspace, with their types, and its files: read without any of the program. */
function contentOf(directory: string): Record<string, unknown> {
  const sqlite = new SqliteDatabase(join(directory, 'workspace.sqlite'), { readonly: true });
  try {
    const tables = sqlite
      .prepare<[], { name: string; wr: number }>(
        `select name, wr from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite%'`,
      )
      .all();
    const rows = tables.map(({ name, wr }) => {
      const number = wr ? '' : 'rowid as "number of the row", ';
      const all = sqlite.prepare<[], Record<string, unknown>>(`select ${number}* from "${name}"`);
      return [name, all.safeIntegers(true).all().map(told).sort()];
    });
    const files = ['attachments', 'basemaps'].flatMap((folder) =>
      readdirSync(join(directory, folder)).map((name) => [
        `${folder}/${name}`,
        createHash('sha256')
          .update(readFileSync(join(directory, folder, name)))
          .digest('hex'),
      ]),
    );
    return Object.fromEntries([...rows, ...files]);
  } finally {
    sqlite.close();
  }
}

function told(row: Record<string, unknown>): string {
  return JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}

/** An empty workspace that nobody has open, with what `write` puts into its database past the program. */
async function laidWorkspace(write: (sqlite: SqliteDatabase.Database) => void = () => undefined) {
  const { directory, service } = await openWorkspace();
  await service.close();
  const sqlite = new SqliteDatabase(join(directory, 'workspace.sqlite'));
  write(sqlite);
  sqlite.close();
  return directory;
}

/** Runs statements as the administrator of the database, or as another user. */
async function ask(statement: string, user?: string): Promise<pg.QueryResult['rows']> {
  const client = await database.connect(user);
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

async function tablesIn(name: string): Promise<number> {
  const rows = await ask(`select 1 from pg_tables where schemaname = '${name}'`);
  return rows.length;
}

// Where it is missing `npm test` installs Debian's postgresql-15, or says that these are skipped.
describe.skipIf(!hasPostgres)('a workspace in PostgreSQL', () => {
  beforeAll(async () => {
    database = await ownDatabase('move');
  });

  it('goes there and back by the command line: equal by value, verified, and its backup opens', async () => {
    const town = await layDemo();
    writeFileSync(
      join(town, 'attachments', `${createHash('sha256').update(PHOTO).digest('hex')}.jpg`),
      PHOTO,
    );
    const before = contentOf(town);
    const address = database.address('云溪镇');
    const folder = temporaryFolder();
    const back = join(folder, '迁回');
    const there = json<Record<string, unknown>>(
      cli('office', 'move', town, address, '--files', join(folder, 'files'), '--json'),
    );
    const rows = Object.values(before).reduce<number>(
      (sum, each) => sum + (Array.isArray(each) ? each.length : 0),
      0,
    );
    const tables = Object.values(before).filter((each) => Array.isArray(each)).length;
    expect(there).toEqual({ tables, rows, hashesEqual: true });
    expect(contentOf(town)).toEqual(before);
    const returned = cli('office', 'move', address, back, '--json');
    expect(json(returned)).toEqual(there);
    expect(contentOf(back)).toEqual(before);
    expect(json(cli('verify', back, '--json'))).toMatchObject({ ok: true, problems: [] });
    const { service } = await openService(back);
    await service.close();
    const backup = join(folder, 'town.xab');
    expect(cli('backup', back, backup).status).toBe(0);
    const restored = join(folder, '恢复');
    await restoreBackup(backup, restored, { password: null, now: NOW, progress });
    expect(contentOf(restored).venues).toEqual(before.venues);
  });

  it('keeps keys, counters and the trail there, and texts in the order of their code points', async () => {
    const town = await layDemo();
    const name = freshName();
    await moveIn(town, name);
    const own = `"${name}".`;
    const [last] = await ask(`select max("id") as id from ${own}"venues"`);
    const [next] = await ask(`select nextval('${own}"venues_id"') as id`);
    expect(Number(next.id)).toBe(Number(last.id) + 1);
    await expect(ask(`delete from ${own}"audit"`)).rejects.toThrow('append-only');
    await expect(ask(`update ${own}"audit" set "actor" = 'x'`)).rejects.toThrow('append-only');
    await expect(ask(`delete from ${own}"schools"`)).rejects.toMatchObject({ code: '23503' });
    await expect(ask(`update ${own}"venues" set "lng" = null where "lng" is not null`)).rejects.toMatchObject(
      {
        code: '23514',
      },
    );
    const sorted = await ask(`select "name" from ${own}"venues" order by "name"`);
    const found = sorted.map((row) => Buffer.from(row.name));
    expect(found).toEqual([...found].sort(Buffer.compare));
    await database.addUser('working', 'in role xueantu_program');
    await database.addUser('auditing', 'in role xueantu_auditor');
    await expect(ask(`update ${own}"audit" set "actor" = 'x'`, 'working')).rejects.toMatchObject({
      code: '42501',
    });
    await ask(`update ${own}"saved" set "name" = "name"`, 'working');
    expect((await ask(`select "id" from ${own}"audit"`, 'auditing')).length).toBeGreaterThan(0);
    await expect(ask(`select 1 from ${own}"venues"`, 'auditing')).rejects.toMatchObject({ code: '42501' });
  });

  it('makes roles that another move makes at the same moment: they are those of all databases', async () => {
    const [first, second] = [await database.connect(), await database.connect()];
    onTestFinished(async () => {
      for (const each of [first, second]) await each.end();
      await ask('drop owned by made_twice; drop role made_twice');
    });
    for (const each of [first, second]) await each.query('begin');
    await makeRole(first, 'made_twice');
    const made = makeRole(second, 'made_twice');
    await until('the second waits for the first', async () => {
      const waiting = await ask(`select 1 from pg_stat_activity
        where wait_event_type = 'Lock' and query like '%made_twice%' and pid <> pg_backend_pid()`);
      return waiting.length > 0;
    });
    await first.query('commit');
    await made;
    await second.query('grant usage on schema public to made_twice; commit');
  });

  it('keeps every bit of odd values', async () => {
    const texts = ['', '\\N', 'a\tb\nc\\', '\'"', '𠮷😀', '\ufffd', 'null', ' '];
    const reals = [0.1 + 0.2, 5e-324, 1.7976931348623157e308, -2.2250738585072014e-308, 1e21, 1 / 3, 116.4];
    const integers = [2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n), 0n, -1n];
    const directory = await laidWorkspace((sqlite) => {
      const insert = sqlite.prepare(
        `insert into "saved" ("kind", "name", "content", "updatedAt") values ('odd', ?, ?, '')`,
      );
      for (const [at, text] of texts.entries()) insert.run(String(at), text);
      const place = sqlite.prepare(
        `insert into "incidents" ("kind", "at", "lng", "lat", "addedAt", "addedBy") values ('', '', ?, 0, '', '')`,
      );
      for (const real of reals) place.run(real);
      const numbered = sqlite.prepare(
        `insert into "distinctVenues" ("firstId", "secondId", "at", "actor") values (?, 1, '', '')`,
      );
      for (const integer of integers) numbered.run(integer);
      // Numbers of rows that SQLite keeps beside the columns, with a gap.
      sqlite.exec(
        `insert into "templates" (rowid, "id", "blocks", "updatedAt") values (77, 'b', '[]', ''), (5, 'c', '[]', '')`,
      );
    });
    const name = freshName();
    await moveIn(directory, name);
    const back = join(temporaryFolder(), 'back');
    await moveOut(name, back);
    expect(contentOf(back)).toEqual(contentOf(directory));
    const kept = await ask(`select "lng" from "${name}"."incidents" order by "id"`);
    expect(kept.map((row) => row.lng)).toEqual(reals);
  });

  it('names a text that PostgreSQL cannot keep, and leaves nothing there', async () => {
    const spoil = (value: string) =>
      laidWorkspace((sqlite) =>
        sqlite.exec(
          `insert into "saved" ("id", "kind", "name", "content", "updatedAt") values (7, 'odd', ${value}, '', '')`,
        ),
      );
    for (const value of [`'a' || char(0) || 'b'`, `cast(x'e4b8' as text)`]) {
      const name = freshName();
      const directory = await spoil(value);
      const failed = await moveIn(directory, name).catch((error: unknown) => error);
      expect(failed).toMatchObject({
        code: 'MOVE_TEXT',
        details: { table: 'saved', row: '7', column: 'name' },
      });
      expect(await tablesIn(name)).toBe(0);
    }
  });

  it('refuses what is taken, open, of another version, or behind a password', async () => {
    const name = freshName();
    const { directory, service, call } = await openWorkspace();
    expect(await codeOf(moveIn(directory, name))).toBe('WORKSPACE_IN_USE');
    await call('workspace.setPassword', { password: null, newPassword: 'only for us' });
    await service.close();
    expect(await codeOf(moveIn(directory, name))).toBe('WORKSPACE_PASSWORD');
    const open = await laidWorkspace();
    await moveIn(open, name);
    expect(await codeOf(moveIn(open, name))).toBe('MOVE_TAKEN');
    const full = temporaryFolder();
    writeFileSync(join(full, 'mine.txt'), 'mine');
    expect(await codeOf(moveOut(name, full))).toBe('MOVE_TAKEN');
    expect(readdirSync(full)).toEqual(['mine.txt']);
    expect(await codeOf(moveOut(freshName()))).toBe('POSTGRES_NONE');
    await ask(`update "${name}"."schema_version" set "version" = ${SCHEMA_VERSION - 1}`);
    expect(await codeOf(moveOut(name))).toBe('MOVE_VERSION');
    await ask(`update "${name}"."schema_version" set "version" = ${SCHEMA_VERSION}`);
    await ask(`alter table "${name}"."saved" add column "more" text`);
    expect(await codeOf(moveOut(name))).toBe('POSTGRES_ALTERED');
  });

  it('says who cannot be reached, who is not let in, and what an account may not do', async () => {
    const directory = await laidWorkspace();
    const to = (address: string) =>
      codeOf(moveToPostgres(directory, address, { now: NOW, progress, files: null, passwordOf: () => '' }));
    const { port } = database;
    expect(await to(`postgres://owner@127.0.0.1:1/move/${'x'}`)).toBe('POSTGRES_UNREACHABLE');
    expect(await to(`postgres://owner:wrong@127.0.0.1:${port}/move/x`)).toBe('POSTGRES_SIGN_IN');
    expect(await to(database.address('x').replace('/move/', '/nowhere/'))).toBe('POSTGRES_NO_DATABASE');
    expect(await to(database.address('public'))).toBe('POSTGRES_ADDRESS');
    expect(await to(database.address('长'.repeat(30)))).toBe('POSTGRES_ADDRESS');
    await database.addUser('powerless');
    expect(await to(database.address('x', 'powerless'))).toBe('POSTGRES_RIGHTS');
    // An administrator may make the schema in advance; then nothing else is needed.
    const name = freshName();
    await ask(`create schema "${name}" authorization "powerless"`);
    await moveIn(directory, name, 'powerless');
    expect(await tablesIn(name)).toBeGreaterThan(0);
  });

  it('tells the sign-in of openGauss, which has the number of another', async () => {
    // Method 2 (SHA-256), a salt, a token and how often it is hashed: as its manual says the server asks.
    const asked = Buffer.concat([
      Buffer.from([0, 0, 0, 10, 0, 0, 0, 2]),
      Buffer.from('ab'.repeat(32) + 'cd'.repeat(4)),
      Buffer.from([0, 0, 0x27, 0x10]),
    ]);
    const head = Buffer.from([0x52, 0, 0, 0, 4 + asked.length]);
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.write(Buffer.concat([head, asked])));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const bound = server.address();
    const port = bound !== null && typeof bound === 'object' ? bound.port : 0;
    const to = `postgres://me:secret@127.0.0.1:${port}/office/town`;
    const wanted = { now: NOW, progress, files: null, passwordOf: () => '' };
    expect(await codeOf(moveToPostgres(await laidWorkspace(), to, wanted))).toBe('POSTGRES_HANDSHAKE');
  });

  it('says what is wrong on the command line without a password in it', () => {
    const { status, out, err } = cli(
      'office',
      'move',
      'postgres://me:secret@127.0.0.1:1/a/b',
      join(temporaryFolder(), 'x'),
    );
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toMatch(/^POSTGRES_UNREACHABLE .*postgres:\/\/127\.0\.0\.1:1\/a\/b/);
    expect(err).not.toContain('secret');
    expect(cli('office', 'move', 'a', 'b').status).toBe(2);
  });

  it('leaves nothing half done when the connection or the program is killed in the middle', async () => {
    const directory = await layDemo();
    writeFileSync(join(directory, 'attachments', `${'a'.repeat(64)}.jpg`), PHOTO);
    const name = freshName();
    await ask(`create schema "${name}"`);
    const files = temporaryFolder();
    const beside = await database.connect();
    onTestFinished(() => beside.end());
    const backends = () =>
      ask(
        `select pid from pg_stat_activity where application_name = 'xueantu' and wait_event_type = 'Lock' and datname = 'move'`,
      );
    /** Lets a move come as far as its rules, when all rows are there, and no further until the work is done. */
    const whileHeld = async (work: () => Promise<void>) => {
      await beside.query('begin');
      await beside.query(
        `create function "${name}".refuse_change() returns trigger language plpgsql as $$ begin return new; end $$`,
      );
      try {
        await work();
      } finally {
        await beside.query('rollback');
      }
    };
    await whileHeld(async () => {
      const moving = codeOf(moveIn(directory, name, undefined, files));
      await until('the move waits', async () => (await backends()).length === 1);
      // Another one at the same time is refused at once.
      expect(await codeOf(moveIn(await laidWorkspace(), name))).toBe('MOVE_BUSY');
      expect(await codeOf(moveOut(name))).toBe('MOVE_BUSY');
      await ask(`select pg_terminate_backend(${(await backends())[0]?.pid})`);
      expect(await moving).toBe('POSTGRES_FAILED');
    });
    expect(await tablesIn(name)).toBe(0);
    await whileHeld(async () => {
      const args = ['office', 'move', directory, database.address(name), '--files', files];
      const killed = spawn(process.execPath, [commandLine, ...args], { stdio: 'ignore' });
      const ended = new Promise((resolve) => killed.once('exit', resolve));
      await until('the program waits', async () => (await backends()).length === 1);
      killed.kill('SIGKILL');
      await ended;
    });
    await until('the database has let go', async () => {
      const [locked] = await ask(`select pg_try_advisory_lock(${lockOf(name)}) as got`);
      return locked.got === true;
    });
    expect(await tablesIn(name)).toBe(0);
    expect(readdirSync(files)).toEqual([]);
    await moveIn(directory, name, undefined, files);
    expect(readdirSync(files)).toHaveLength(1);
  });

  it('makes no folder of what it could not take back, and says where the files are missing', async () => {
    const directory = await laidWorkspace();
    mkdirSync(join(directory, 'attachments'), { recursive: true });
    writeFileSync(join(directory, 'attachments', `${'b'.repeat(64)}.jpg`), PHOTO);
    const [name, files] = [freshName(), temporaryFolder()];
    await moveIn(directory, name, undefined, files);
    const back = join(temporaryFolder(), 'back');
    const laid = join(files, readdirSync(files)[0] ?? '');
    await ask(`update "${name}"."schema_version" set "files" = '/nowhere/at/all'`);
    expect(await codeOf(moveOut(name, back))).toBe('MOVE_FILES');
    expect(existsSync(back)).toBe(false);
    expect(readdirSync(dirname(back))).toEqual([]);
    await moveOut(name, back, laid);
    expect(contentOf(back)).toEqual(contentOf(directory));
    // What SQLite keeps otherwise (no NaN, which becomes null) is noticed by the hashes, where it keeps it at all.
    await ask(
      `insert into "${name}"."sweeps" ("title", "period", "coordinator", "agencies", "focusTopics", "createdAt", "startLng") values ('', '', '', '[]', '[]', '', 'NaN')`,
    );
    expect(await codeOf(moveOut(name, back.concat('2')))).toBe('MOVE_UNEQUAL');
    await ask(
      `insert into "${name}"."incidents" ("kind", "at", "lng", "lat", "addedAt", "addedBy") values ('', '', 'NaN', 0, '', '')`,
    );
    expect(await codeOf(moveOut(name))).toBe('POSTGRES_ALTERED');
  });
});
