import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { DistrictReports } from '#service/db/postgres/reporting/read-reports.ts';
import { type DistrictOutcome, reportDistricts } from '#service/upkeep/reporting/report-districts.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { cli, json } from '../support/command-line.ts';
import { layDemo } from '../support/demo.ts';
import { districtCalled, fillDistrict } from '../support/district-beside.ts';
import { leadAt, moveThere } from '../support/kept-store.ts';
import { type OwnDatabase, ownDatabase } from '../support/own-postgres.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasPostgres } from '../support/this-machine.ts';
import { NOW, openWorkspace } from '../support/workspace.ts';

const DAY = '2026-11-21';

let database: OwnDatabase;

/** Reports as the command does, at the moment at which the tests stand. */
function report(above: string, ...from: string[]): Promise<DistrictOutcome[]> {
  return reportDistricts(above, from, { day: DAY, now: NOW, passwordOf: () => '', tell: () => undefined });
}

const stateOf = (outcomes: readonly DistrictOutcome[]) => outcomes.map(({ state }) => state);

/** Everything that a schema holds, as text, by table and column. */
async function contentOf(schema: string): Promise<Map<string, string>> {
  const client = await database.connect();
  try {
    const { rows: columns } = await client.query<{ table: string; column: string }>(
      `select table_name as table, column_name as column from information_schema.columns where table_schema = $1`,
      [schema],
    );
    const content = new Map<string, string>();
    for (const { table, column } of columns) {
      const { rows } = await client.query<{ text: string }>(
        `select coalesce(string_agg("${column}"::text, E'\\n'), '') as text from "${schema}"."${table}"`,
      );
      content.set(`${table}.${column}`, rows[0]?.text ?? '');
    }
    return content;
  } finally {
    await client.end();
  }
}

const hazard = {
  ...{ lead: false, source: '学校自查' as const, sourceNumber: '', saidBy: '', saidOn: '2026-11-20' },
  ...{ schoolId: 1, placeText: '', kind: '消防安全' as const, level: '一般' as const },
  ...{ responsibleBody: '', responsiblePerson: '', description: '甲', dueOn: '2026-11-22' },
};

/** What stays in the district, by table and column. */
const withheld = [
  ...['phone', 'legalPerson', 'uscc', 'regNo', 'address', 'scope'].map(
    (column) => ['venues', column] as const,
  ),
  ...['phone', 'address'].map((column) => ['schools', column] as const),
  ...['name', 'phone', 'certificate'].map((column) => ['officers', column] as const),
  ...['person', 'phone', 'substitute', 'substitutePhone'].map((column) => ['duties', column] as const),
  ...['description', 'responsiblePerson', 'saidBy', 'placeText'].map(
    (column) => ['hazards', column] as const,
  ),
  ...[
    ['members', 'name'],
    ['licences', 'number'],
    ['surveys', 'witness'],
  ].map(([table = '', column = '']) => [table, column] as const),
];

const released = [
  ...columns(
    'districts',
    'id name mark day writtenAt isMeasured span figures outline hasBorder edge west south east north',
  ),
  ...columns('edge_findings', 'district venueDistrict school venue kind severity distance limit lng lat'),
  ...columns('district_days', 'district day figures'),
  ...columns(
    'district_hazards',
    'district code kind level state foundOn dueOn closedOn isOverdue isListed school place lng lat',
  ),
  ...columns('district_findings', 'district school venue kind severity severityRank distance limit lng lat'),
  ...columns(
    'district_schools',
    'district name stage violations undetermined openHazards isSwept sweptOn lng lat',
  ),
  ...columns('district_towns', 'district name schools swept'),
];

function columns(table: string, names: string): string[] {
  return names.split(' ').map((name) => `${table}.${name}`);
}

describe.skipIf(!hasPostgres)('a reporting database above districts', () => {
  beforeAll(async () => {
    database = await ownDatabase('reports');
  });

  it('has the figures of each district by its own overview, whoever has it open; a bad one holds up nobody, and only what changed is written again', async () => {
    const above = database.address('市');
    const [east, west] = [await districtCalled('东区'), await districtCalled('西区')];
    const there = database.address('西区的工作区');
    await moveThere(west.directory, there);
    const [leading, broken] = [await leadAt(there, temporaryFolder()), temporaryFolder()];
    writeFileSync(join(broken, 'workspace.sqlite'), 'no database');
    const { call } = await east.open();
    await call('findings.recompute', {});
    try {
      expect(leading).not.toBeNull();
      const first = await report(above, east.directory, broken, join(broken, '没有'), there);
      expect(stateOf(first)).toEqual(['written', 'failed', 'failed', 'written']);
      expect(first.flatMap((each) => (each.state === 'failed' ? [each.code] : []))).toEqual([
        'WORKSPACE_UNREADABLE',
        'WORKSPACE_MISSING',
      ]);

      const reader = await openWorkspace('beijing-daxing', undefined, {
        districts: { reports: new DistrictReports(above), seesAll: true },
      });
      const own = await call('overview.get', {});
      const told = await reader.call('districts.overview', {});
      expect(told?.districts.map(({ name, day, isMeasured }) => [name, day, isMeasured])).toEqual([
        ['东区', DAY, true],
        ['西区', DAY, true],
      ]);
      const figures = told?.districts[0]?.figures;
      expect(figures).toMatchObject({
        ...{ schools: own.schools, venues: own.venues, unlocated: own.unlocated, unvisited: own.unvisited },
        ...{ violations: own.severities.violation, undetermined: own.severities.undetermined },
        ...{ open: own.hazards.open, overdue: own.hazards.overdue, listed: own.hazards.supervised },
        ...{ swept: own.coverage.swept, visits: own.coverage.visits },
      });
      expect(figures?.violations).toBeGreaterThan(0);
      expect((await reader.call('workspace.describe', {})).districts).toBe('all');

      // Nothing happened, then a visit's worth of change in one of them.
      expect(stateOf(await report(above, east.directory, there))).toEqual(['unchanged', 'unchanged']);
      const { rows } = await call('tables.rows', {
        ...{ table: 'venues' as const, query: { match: 'all' as const, parts: [] } },
        ...{ columns: ['name'], offset: 0, limit: 1 },
      });
      await call('hazards.register', { ...hazard, venueId: rows[0]?.id ?? 0 });
      expect(stateOf(await report(above, east.directory, there))).toEqual(['written', 'unchanged']);

      const id = told?.districts[0]?.id ?? 0;
      const got = await reader.call('districts.get', { district: id });
      expect(got?.released.hazards).toMatchObject([{ state: 'found', isListed: false, isOverdue: false }]);
      expect(got?.totals).toEqual({ hazards: 1, findings: got?.released.findings.length, schools: 2 });
      expect(got?.released.findings[0]).toMatchObject({
        severity: 'violation',
        venue: '极速网吧',
        school: '东街小学',
      });
      const trend = await reader.call('districts.trend', { district: null });
      expect(trend?.days).toHaveLength(1);
      expect(trend?.days[0]).toMatchObject({ day: DAY, districts: 2, figures: { open: 1, schools: 4 } });
      const map = await reader.call('districts.map', {});
      expect(map?.districts).toHaveLength(2);
    } finally {
      await leading?.close();
    }
  });

  it('holds no telephone, person, code, address or description of what a district knows', async () => {
    const town = await layDemo();
    const { status, out } = cli('office', 'report', database.address('省'), town, '--json');
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ districts: [{ state: 'written' }] });
    const content = await contentOf('省');
    const all = [...content.values()].join('\n');
    expect(content.get('district_findings.venue')).not.toBe('');
    expect(content.get('district_hazards.code')).not.toBe('');
    const sqlite = new SqliteDatabase(join(town, 'workspace.sqlite'), { readonly: true });
    const secrets = withheld.flatMap(([table, column]) =>
      sqlite
        .prepare<[], { text: string | null }>(`select distinct "${column}" as "text" from "${table}"`)
        .all()
        .map(({ text }) => text ?? '')
        .filter((text) => text.length > 1),
    );
    sqlite.close();
    expect(secrets.length).toBeGreaterThan(100);
    expect(secrets.filter((text) => all.includes(text))).toEqual([]);
    // What may go up is a list: a further column is a decision.
    expect([...new Set([...content.keys()].map((name) => name.replace(/_\d+\./, '.')))].toSorted()).toEqual(
      released.toSorted(),
    );
  });

  it('judges schools with the venues across the border, tells both districts, and forgets what is gone', async () => {
    const above = database.address('交界');
    const west = await districtCalled('西', (town) =>
      fillDistrict(
        town,
        [116.3, 116.4],
        '西关小学,小学,116.3993,39.9\n',
        '远处网吧,网吧,西街1号,116.35,39.9\n',
      ),
    );
    const east = await districtCalled('东', (town) =>
      fillDistrict(
        town,
        [116.4, 116.5],
        '东关小学,小学,116.45,39.9\n',
        '交界网吧,网吧,东街1号,116.4003,39.9\n',
      ),
    );
    expect(stateOf(await report(above, west.directory, east.directory))).toEqual(['written', 'written']);
    const reader = await openWorkspace('beijing-daxing', undefined, {
      districts: { reports: new DistrictReports(above), seesAll: true },
    });
    const { districts = [] } = (await reader.call('districts.overview', {})) ?? {};
    expect(
      districts.map(({ hasBorder, isMeasured, figures }) => [hasBorder, isMeasured, figures.violations]),
    ).toEqual([
      [true, false, 0],
      [true, false, 0],
    ]);
    const edgesOf = async (name: string) => (await new DistrictReports(above).edgesOf(name)).edges;
    const found = await edgesOf('西');
    expect(found).toMatchObject([
      {
        school: '西关小学',
        schoolDistrict: '西',
        venue: '交界网吧',
        venueDistrict: '东',
        category: 'internet_cafe',
      },
    ]);
    expect(['violation', 'undetermined']).toContain(found[0]?.severity);
    expect(found[0]?.distance).toBeGreaterThan(80);
    expect(found[0]?.distance).toBeLessThan(90);
    expect(await edgesOf('东')).toEqual(found);
    const file = join(temporaryFolder(), '交界处.csv');
    expect(json(cli('office', 'edges', above, '东', '--out', file, '--json'))).toEqual({ found: 1 });
    expect(readFileSync(file, 'utf8')).toContain('西关小学,西,交界网吧,东');
    // What the districts beside it reported, as a file for its own workspace.
    expect(await new DistrictReports(above).neighboursOf('西')).toMatchObject([
      { district: '东', day: DAY, edge: { venues: [{ name: '交界网吧' }] } },
    ]);

    // The district itself sees what it shares, and no other.
    const { call } = await east.open({ districts: { reports: new DistrictReports(above), seesAll: false } });
    expect(await call('districts.edges', {})).toMatchObject({ district: { name: '东' }, edges: found });
    expect(await call('districts.overview', {})).toBeNull();
    expect(await call('districts.get', { district: 1 })).toBeNull();
    await call('tables.edit', { table: 'venues', ids: [1], values: { category: 'other' } });
    expect(stateOf(await report(above, west.directory, east.directory))).toEqual(['unchanged', 'written']);
    expect([await edgesOf('西'), await edgesOf('东')]).toEqual([[], []]);
  });

  it('does not write over anything else, keeps two of one name apart, and lets a district go', async () => {
    const [town, twin] = [await districtCalled('南区'), await districtCalled('南区')];
    const there = database.address('别的');
    await moveThere(twin.directory, there);
    const refused = await report(there, town.directory).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CodedError);
    expect(refused).toMatchObject({ code: 'REPORT_TAKEN' });
    const none = await new DistrictReports(database.address('还没有'))
      .overview()
      .catch((error: unknown) => error);
    expect(none).toMatchObject({ code: 'REPORT_NONE' });
    const above = database.address('汇总');
    // A text that PostgreSQL does not take holds up its own district alone.
    const odd = await districtCalled('怪区');
    const sqlite = new SqliteDatabase(join(odd.directory, 'workspace.sqlite'));
    sqlite.prepare(`update schools set name = 'a' || char(0) || 'b'`).run();
    sqlite.close();
    const outcomes = await report(above, odd.directory, town.directory, twin.directory);
    expect(outcomes).toMatchObject([
      { state: 'failed', code: 'POSTGRES_FAILED' },
      { state: 'written' },
      { state: 'failed', code: 'REPORT_SAME_NAME' },
    ]);
    expect(json(cli('office', 'report', above, '--remove', '南区', '--json'))).toEqual({ removed: true });
    expect(await new DistrictReports(above).overview()).toEqual({ districts: [] });
    expect(cli('office', 'report', above).status).toBe(2);
  });
});
