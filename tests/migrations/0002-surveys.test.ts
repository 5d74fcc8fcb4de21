import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { describe, expect, it } from 'vitest';
import { up as initial } from '#service/db/schema/migrations/0001_initial.ts';
import { up } from '#service/db/schema/migrations/0002_surveys.ts';

/** Rows as version 1 wrote them. */
const rows = `
  insert into meta values ('findingsCurrent', '1');
  insert into schools (id, name, stage, schoolCode, address, phone, openedOn, lng, lat, positionSource, boundary, boundarySource, identity, contentHash)
    values (1, '东街小学', '小学', '', '', '', null, 116.4, 39.9, 'registry', null, null, 'x', 'x');
  insert into gates (id, schoolId, name, isMain, lng, lat, positionSource, identity, contentHash)
    values (1, 1, '南门', 1, 116.4, 39.8995, 'gnss', 'x', 'x');
  insert into venues (id, name, uscc, regNo, category, categoryScore, categoryReason, listedCategory, industryCode, scope,
    address, legalPerson, phone, status, establishedOn, lng, lat, positionSource, identity, contentHash)
    values (1, '极速网吧', '', '', 'internet_cafe', 1, '', '', '', '', '', '', '', '', null, 116.4, 39.8985, 'registry', 'x', 'x');
  insert into findings (schoolId, venueId, ruleId, gateId, origin, method, distance, boundary, gate, walking, sigma, "limit",
    verdict, effect, existing, severity, severityRank, bearing, fromLng, fromLat, disagrees, note, isPrimary)
    values (1, 1, 'R1', 1, 'anyGate', 'straight', 111, null, 111, null, 11, 200, 'inside', 'forbidden', null, 'violation', 0, 180,
      116.4, 39.8995, 0, '', 1);`;

describe('migration 0002', () => {
  it('keeps every row of version 1, and marks its findings as out of date', async () => {
    const sqlite = new SqliteDatabase(':memory:');
    sqlite.pragma('foreign_keys = on');
    const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
    await initial(db);
    sqlite.exec(rows);
    await up(db);
    const one = (sql: string) => sqlite.prepare(sql).get();
    expect(one('select name, frontage, band, held from gates')).toEqual({
      name: '南门',
      frontage: null,
      band: null,
      held: '[]',
    });
    expect(one('select distance, surveyId, ruleRank from findings')).toEqual({
      distance: 111,
      surveyId: null,
      ruleRank: 0,
    });
    expect(one("select value from meta where key = 'findingsCurrent'")).toEqual({ value: '0' });
    expect(one('select held from schools')).toEqual({ held: '[]' });
    expect(one('select held from venues')).toEqual({ held: '[]' });
  });

  it('refuses a survey of a pair that does not exist', async () => {
    const sqlite = new SqliteDatabase(':memory:');
    sqlite.pragma('foreign_keys = on');
    const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
    await initial(db);
    await up(db);
    expect(() =>
      sqlite.exec(`insert into surveys (code, schoolId, venueId, gateId, method, distance, sigma, fromText, toText, segments,
        instrument, instrumentNumber, surveyedAt, officers, witness, note, computed, recordedAt, withdrawnAt, withdrawnReason)
        values ('CL', 1, 1, null, 'straight', 1, 1, '', '', '[]', 'tape', '', '', '[]', '', '', '{}', '', null, '')`),
    ).toThrow('FOREIGN KEY');
  });
});
