import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { describe, expect, it } from 'vitest';
import { up } from '#service/db/schema/migrations/0001_initial.ts';
import { migrations, SCHEMA_VERSION } from '#service/db/schema/migrations/index.ts';

const venue = `insert into venues (name, uscc, regNo, category, categoryScore, categoryReason, listedCategory, industryCode, scope,
  address, legalPerson, phone, status, establishedOn, lng, lat, positionSource, identity, contentHash)
  values ('极速网吧', '', '', 'internet_cafe', 1, '', '', '', '', '', '', '', '', null, $lng, $lat, null, 'x', 'x')`;

describe('migration 0001', () => {
  it('takes an empty file to tables that hold real rows and refuse wrong ones', async () => {
    const sqlite = new SqliteDatabase(':memory:');
    sqlite.pragma('foreign_keys = on');
    await up(new Kysely({ dialect: new SqliteDialect({ database: sqlite }) }));
    sqlite.prepare(venue).run({ lng: 116.4, lat: 39.9 });
    sqlite.prepare(venue).run({ lng: null, lat: null });
    expect(sqlite.prepare('select count(*) as n from venues').get()).toEqual({ n: 2 });
    expect(() => sqlite.prepare(venue).run({ lng: 116.4, lat: null })).toThrow('CHECK');
    expect(() => sqlite.prepare(venue).run({ lng: 'east', lat: 39.9 })).toThrow('REAL');
    expect(() =>
      sqlite.exec(
        "insert into gates (schoolId, name, isMain, lng, lat, positionSource, identity, contentHash) values (9, '南门', 1, 116, 39, 'gnss', 'x', 'x')",
      ),
    ).toThrow('FOREIGN KEY');
  });

  it('is the first of consecutively numbered ones', () => {
    expect(migrations.map(({ version }) => version)).toEqual(
      Array.from({ length: SCHEMA_VERSION }, (_, i) => i + 1),
    );
    for (const { version, name } of migrations)
      expect(name).toMatch(new RegExp(`^${String(version).padStart(4, '0')}_`));
  });
});
