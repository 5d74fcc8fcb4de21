import { CodedError } from '#shared/contract/errors.ts';
import type { PostgresAddress } from '../address.ts';
import { type Postgres, quoted, rowsOf } from '../connection.ts';
import { lockOf, runAll } from '../statements.ts';

// The reporting database above the districts: one row a district, and partitions by district of all that is many. It needs
// PostgreSQL 10 or newer, which knows partitions; workspaces themselves do not.

export const DISTRICTS_TABLE = 'districts';
/** Figures of each day on which a district was reported. */
export const DAYS_TABLE = 'district_days';

/** Venues of one district in or near the zones of schools of another: few, in one table. */
export const EDGES_TABLE = 'edge_findings';

/** A column of what a district hands up, with its type. */
type Columns = Readonly<Record<string, 'text' | 'double precision' | 'integer' | 'boolean'>>;

/** Columns of the findings across borders, with their types, as statements name them. */
export const edgeColumns =
  '"school" text, "venue" text, "kind" text, "severity" text, "distance" double precision, "limit" double precision, "lng" double precision, "lat" double precision';

/** What a district hands up, by table. The columns are all that goes up: what is not named here stays below. */
export const releasedTables = {
  district_hazards: {
    code: 'text',
    kind: 'text',
    level: 'text',
    state: 'text',
    foundOn: 'text',
    dueOn: 'text',
    closedOn: 'text',
    isOverdue: 'boolean',
    isListed: 'boolean',
    school: 'text',
    place: 'text',
    lng: 'double precision',
    lat: 'double precision',
  },
  district_findings: {
    school: 'text',
    venue: 'text',
    kind: 'text',
    severity: 'text',
    severityRank: 'integer',
    distance: 'double precision',
    limit: 'double precision',
    lng: 'double precision',
    lat: 'double precision',
  },
  district_schools: {
    name: 'text',
    stage: 'text',
    violations: 'integer',
    undetermined: 'integer',
    openHazards: 'integer',
    isSwept: 'boolean',
    sweptOn: 'text',
    lng: 'double precision',
    lat: 'double precision',
  },
  district_towns: { name: 'text', schools: 'integer', swept: 'integer' },
} as const satisfies Readonly<Record<string, Columns>>;

export type ReleasedTable = keyof typeof releasedTables;
export const releasedTableNames = [
  'district_hazards',
  'district_findings',
  'district_schools',
  'district_towns',
] as const;

/** Tables that have a partition for each district. */
const partitioned: readonly string[] = [DAYS_TABLE, ...releasedTableNames];

/** Columns with their types, as statements name them. */
export function columnsOf(table: ReleasedTable): string {
  return Object.entries(releasedTables[table])
    .map(([name, type]) => `${quoted(name)} ${type}`)
    .join(', ');
}

/** Keeps others from writing at the same time, to the end of the transaction. */
export async function lockReports(postgres: Postgres, schema: string): Promise<void> {
  await postgres.query('select pg_advisory_xact_lock($1::bigint)', [lockOf(`report ${schema}`)]);
}

/**
 * Makes the tables where they are missing. Errors: REPORT_TAKEN where the schema holds something else, and those of the
 * database.
 */
export async function layReportTables(postgres: Postgres, { schema, shown }: PostgresAddress): Promise<void> {
  const at = (name: string) => quoted(schema, name);
  await postgres.query('begin');
  try {
    await lockReports(postgres, schema);
    const there = await rowsOf<{ name: string }>(
      postgres,
      'select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where nspname = $1',
      [schema],
    );
    const isOurs = there.some(({ name }) => name === DISTRICTS_TABLE);
    if (there.length > 0 && !isOurs) throw new CodedError('REPORT_TAKEN', { address: shown });
    if (!isOurs)
      await runAll(postgres, [
        `create schema if not exists ${quoted(schema)}`,
        `create table ${at(DISTRICTS_TABLE)} ("id" integer primary key, "name" text collate "C" not null unique, "mark" text not null,
           "day" text not null, "writtenAt" text not null, "isMeasured" boolean not null, "span" text not null,
           "figures" text not null, "outline" text not null, "hasBorder" boolean not null, "edge" text not null,
           "west" double precision, "south" double precision, "east" double precision, "north" double precision)`,
        `create table ${at(EDGES_TABLE)} ("district" integer not null, "venueDistrict" integer not null, ${edgeColumns})`,
        `create table ${at(DAYS_TABLE)} ("district" integer not null, "day" text collate "C" not null, "figures" text not null,
           primary key ("district", "day")) partition by list ("district")`,
        ...releasedTableNames.map(
          (name) =>
            `create table ${at(name)} ("district" integer not null, ${columnsOf(name)}) partition by list ("district")`,
        ),
      ]);
    await postgres.query('commit');
  } catch (error) {
    await postgres.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** The statements that make a district's partitions. */
export function partitionsOf(schema: string, district: number): string[] {
  return partitioned.map(
    (name) =>
      `create table ${quoted(schema, `${name}_${district}`)} partition of ${quoted(schema, name)} for values in (${district})`,
  );
}

/** The statements that take them away. */
export function removalOfPartitions(schema: string, district: number): string[] {
  return partitioned.map((name) => `drop table ${quoted(schema, `${name}_${district}`)}`);
}
