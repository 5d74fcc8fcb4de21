import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { phoneColumnsOf, storedTables } from '#service/db/schema/find-tables.ts';
import { closeText, openText } from '#service/platform/phone-cipher.ts';
import { addPhoneKey, phoneKeys } from '#service/platform/phone-keys.ts';
import { cli, json } from '../support/command-line.ts';
import { everyCommand } from '../support/commands/every-command.ts';
import { openTownAt } from '../support/commands/town-in-use.ts';
import { layDemo } from '../support/demo.ts';
import { differencesBetween, leadAt, moveThere } from '../support/kept-store.ts';
import { leadingMachine, smallTownThere } from '../support/leading-machine.ts';
import { type OwnDatabase, ownDatabase } from '../support/own-postgres.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasPostgres } from '../support/this-machine.ts';
import { openWorkspace } from '../support/workspace.ts';

afterEach(() => {
  delete process.env.XUEANTU_PHONES_KEY;
});

/** A file of keys that the environment names from here on. */
function withKeys(count = 1): string {
  const file = join(temporaryFolder(), 'phones.key');
  for (let at = 0; at < count; at += 1) addPhoneKey(file, { plain: false });
  process.env.XUEANTU_PHONES_KEY = file;
  return file;
}

const coded = (code: string) => expect.objectContaining({ code });

describe('a telephone in SM4', () => {
  it('is read where it was written, by its key, and by no other', () => {
    const file = withKeys();
    const stored = closeText('13800138000', 'venues.phone 7', phoneKeys());
    expect(stored).not.toContain('138');
    expect(openText(stored, 'venues.phone 7', phoneKeys())).toBe('13800138000');
    // The same once more is something else: equal telephones are not seen.
    expect(closeText('13800138000', 'venues.phone 7', phoneKeys())).not.toBe(stored);
    expect(() => openText(stored, 'venues.phone 8', phoneKeys())).toThrow(coded('PHONES_ALTERED'));
    const at = stored.length - 8;
    const flipped = `${stored.slice(0, at)}${stored[at] === 'A' ? 'B' : 'A'}${stored.slice(at + 1)}`;
    expect(() => openText(flipped, 'venues.phone 7', phoneKeys())).toThrow(coded('PHONES_ALTERED'));
    expect(() => openText(stored.slice(0, 40), 'venues.phone 7', phoneKeys())).toThrow(
      coded('PHONES_ALTERED'),
    );

    addPhoneKey(file, { plain: false });
    expect(closeText('13800138000', 'venues.phone 7', phoneKeys())).toMatch(/sm4:2:/);
    expect(openText(stored, 'venues.phone 7', phoneKeys())).toBe('13800138000');
    withKeys();
    expect(() => openText(stored, 'venues.phone 7', phoneKeys())).toThrow(coded('PHONES_ALTERED'));
    delete process.env.XUEANTU_PHONES_KEY;
    expect(() => openText(stored, 'venues.phone 7', phoneKeys())).toThrow(coded('PHONES_KEY'));
  });

  it('is kept as it is without a key, also where somebody writes what looks encrypted', () => {
    withKeys();
    const looks = closeText('13800138000', 'venues.phone 7', phoneKeys());
    delete process.env.XUEANTU_PHONES_KEY;
    for (const text of ['', '13800138000', looks, '\u0001=x', '\u0001'])
      expect(openText(closeText(text, 'venues.phone 1', phoneKeys()), 'venues.phone 1', phoneKeys())).toBe(
        text,
      );
    expect(closeText('13800138000', 'venues.phone 1', phoneKeys())).toBe('13800138000');
  });

  it('has keys in a file that nobody else reads, whole or told what is wrong', () => {
    const file = withKeys();
    const content = readFileSync(file, 'utf8');
    chmodSync(file, 0o644);
    expect(() => phoneKeys()).toThrow(coded('PHONES_KEY_FILE'));
    chmodSync(file, 0o600);
    for (const bad of ['', 'x\n', `${content}${content}`, content.replace(/[0-9a-f]\n/, '\n')]) {
      writeFileSync(file, bad);
      expect(() => phoneKeys(), bad).toThrow(coded('PHONES_KEY_FILE'));
    }
    writeFileSync(file, content);
    expect(phoneKeys().current?.number).toBe(1);
    process.env.XUEANTU_PHONES_KEY = join(temporaryFolder(), 'gone');
    expect(() => phoneKeys()).toThrow(coded('PHONES_KEY_FILE'));
  });

  it('gets its keys by the command line', () => {
    const file = join(temporaryFolder(), 'phones.key');
    expect(json(cli('office', 'phone-key', file, '--json'))).toMatchObject({ key: 1 });
    expect(json(cli('office', 'phone-key', file, '--json'))).toMatchObject({ key: 2 });
    process.env.XUEANTU_PHONES_KEY = file;
    expect(phoneKeys().current?.number).toBe(2);
    expect(json(cli('office', 'phone-key', file, '--plain', '--json'))).toMatchObject({ key: null });
    expect([phoneKeys().current, phoneKeys().keys.size]).toEqual([null, 2]);
  });
});

let database: OwnDatabase;

/** Every text of a schema with where it stands, as an administrator of the database sees it. */
async function textsOf(schema: string): Promise<[where: string, text: string][]> {
  const client = await database.connect();
  try {
    const { rows } = await client.query<{ table_name: string; column_name: string }>(
      `select table_name, column_name from information_schema.columns
       where table_schema = $1 and data_type in ('text', 'character varying') and table_name not like 'store\\_%'`,
      [schema],
    );
    const found: [string, string][] = [];
    for (const { table_name, column_name } of rows) {
      const texts = await client.query<{ text: string | null }>(
        `select "${column_name}" as "text" from "${schema}"."${table_name}"`,
      );
      for (const { text } of texts.rows) if (text) found.push([`${table_name}.${column_name}`, text]);
    }
    return found;
  } finally {
    await client.end();
  }
}

const MOBILE = /(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])/;
const seen = async (schema: string) => [
  ...new Set((await textsOf(schema)).flatMap(([where, text]) => (MOBILE.test(text) ? [where] : []))),
];

async function townThere(name: string): Promise<string> {
  const address = database.address(name);
  await smallTownThere(address);
  return address;
}

const phone = (id: number, value: string) => ({
  table: 'venues' as const,
  ids: [id],
  values: { phone: value },
});

describe.skipIf(!hasPostgres)('telephones of a workspace in PostgreSQL', () => {
  beforeAll(async () => {
    database = await ownDatabase('phones');
  });

  it('are seen by nobody who reads the database, whatever was done; everything is as it is without a key', async () => {
    const demo = await layDemo();
    withKeys();
    const address = database.address('every');
    await moveThere(demo, address);
    const store = await leadAt(address, temporaryFolder());
    if (!store) throw new Error('another machine leads');
    const town = await openTownAt(store.directory, store.keeper);
    for (const [name, inputs] of Object.entries(everyCommand))
      for (const [at, inputFor] of inputs.entries()) {
        const input: unknown = await inputFor(town);
        await town.service.call({ id: `${name} ${at}`, name, input, signal: new AbortController().signal });
      }
    expect(await seen('every')).toEqual([]);
    expect(await differencesBetween(store.directory, address)).toEqual([]);
    expect(town.service.workspace.database.verifySeals().altered).toEqual([]);
    const isPlain = (await textsOf('every')).filter(
      ([where, text]) =>
        !text.startsWith('\u0001sm4:1:') &&
        storedTables.some((table) => phoneColumnsOf(table).some((column) => where === `${table}.${column}`)),
    );
    expect(isPlain).toEqual([]);
    await town.service.close();
    await store.close();
    // A machine that never saw it makes the same of it.
    const other = await leadAt(address, temporaryFolder());
    expect(await differencesBetween(other?.directory ?? '', address)).toEqual([]);
    await other?.close();
  });

  it('are encrypted, by another key, and plain again, once the server has started anew with that file', async () => {
    const address = await townThere('turned');
    const first = await leadingMachine(address);
    await first.call('tables.edit', phone(1, '13800000001'));
    await first.stop();
    expect(await seen('turned')).toContain('venues.phone');

    const file = withKeys();
    const second = await leadingMachine(address);
    expect(await seen('turned')).toEqual([]);
    expect((await second.call('venues.get', { id: 1 })).phone).toBe('138****0001');
    await second.call('tables.edit', phone(2, '13800000002'));
    expect(await seen('turned')).toEqual([]);
    await second.stop();

    addPhoneKey(file, { plain: false });
    const third = await leadingMachine(address);
    const isOld = (await textsOf('turned')).filter(([, text]) => text.startsWith('\u0001sm4:1:'));
    expect(isOld).toEqual([]);
    expect((await third.call('venues.get', { id: 2 })).phone).toBe('138****0002');
    await third.call('edits.undo', {});
    await third.stop();

    addPhoneKey(file, { plain: true });
    const fourth = await leadingMachine(address);
    expect(await seen('turned')).toContain('venues.phone');
    expect((await fourth.call('venues.get', { id: 1 })).phone).toBe('138****0001');
    expect((await textsOf('turned')).filter(([, text]) => text.startsWith('\u0001'))).toEqual([]);
    await fourth.stop();
  });

  it('are not read by a machine without the key, which says so and changes nothing; what was altered is told', async () => {
    const address = await townThere('keyless');
    withKeys();
    const first = await leadingMachine(address);
    await first.call('tables.edit', phone(1, '13800000001'));
    await first.stop();
    const before = await textsOf('keyless');
    const file = process.env.XUEANTU_PHONES_KEY;
    delete process.env.XUEANTU_PHONES_KEY;
    await expect(leadAt(address, temporaryFolder())).rejects.toMatchObject({ code: 'PHONES_KEY' });
    expect(await textsOf('keyless')).toEqual(before);
    process.env.XUEANTU_PHONES_KEY = file;
    const client = await database.connect();
    await client.query(
      `update "keyless"."venues" set "phone" = (select "phone" from "keyless"."venues" where "id" = 1) where "id" = 2`,
    );
    await client.end();
    await expect(leadAt(address, temporaryFolder())).rejects.toMatchObject({ code: 'PHONES_ALTERED' });
  });
});

it('columns that by their names hold telephones are among those that are encrypted', async () => {
  const { service } = await openWorkspace();
  const columns = await service.workspace.database.reader.introspection.getTables();
  const named = columns.flatMap(({ name, columns: all }) =>
    all.flatMap((column) => (/phone|mobile|tel$/i.test(column.name) ? [`${name}.${column.name}`] : [])),
  );
  expect(named.length).toBeGreaterThan(5);
  const encrypted = storedTables.flatMap((table) =>
    phoneColumnsOf(table).map((column) => `${table}.${column}`),
  );
  expect(named.filter((each) => !encrypted.includes(each))).toEqual([]);
  await service.close();
});
