import { CodedError } from '#shared/contract/errors.ts';
import type { Metres } from '#shared/geodesy/units.ts';
import type { PostgresAddress } from './address.ts';
import { literal, type Postgres, quoted, rowsOf } from './connection.ts';
import { makeRole, runAll } from './statements.ts';

/** The role that reads the views and nothing else. */
export const ANALYST_ROLE = 'xueantu_analyst';
/** What the schema of the views is called behind that of the workspace. */
const SUFFIX = '_gis';
/** The safety zone, and the zone at a gate, as they are drawn where nothing else is known. */
const ZONE: Metres = 200;
const GATE_ZONE: Metres = 50;
/** WGS 84, longitude and latitude: as positions are kept. */
const SRID = 4326;
/** As round as what the program draws: a 200 m arc within 0.02 m. */
const ROUND = 'quad_segs=64';

/** What was laid for QGIS, GeoServer and their like. */
export interface MapViews {
  readonly schema: string;
  readonly views: readonly string[];
  /** Whether the role is there that reads them. */
  readonly hasRole: boolean;
}

/**
 * Makes read-only views of a workspace with geometries, in a schema beside it, in the terms of the domain and without
 * persons. Drawing only: verdicts are those of the program. Errors: POSTGIS_MISSING and those of the database.
 */
export async function layMapViews(postgres: Postgres, { schema, shown }: PostgresAddress): Promise<MapViews> {
  const [postgis] = await rowsOf(postgres, `select 1 from pg_extension where extname = 'postgis'`);
  if (!postgis) throw new CodedError('POSTGIS_MISSING', { address: shown });
  const beside = `${schema}${SUFFIX}`;
  await postgres.query('begin');
  try {
    await runAll(postgres, [
      `drop schema if exists ${quoted(beside)} cascade`,
      `create schema ${quoted(beside)}`,
      ...Object.entries(viewsOf(schema)).map(
        ([name, query]) => `create view ${quoted(beside, name)} as ${query}`,
      ),
      ...['schools', 'gates', 'venues'].flatMap((table) => indexOf(schema, table)),
    ]);
    const hasRole = await letRead(postgres, beside);
    await postgres.query('commit');
    return { schema: beside, views: Object.keys(viewsOf(schema)), hasRole };
  } catch (error) {
    await postgres.query('rollback').catch(() => undefined);
    throw error;
  }
}

const point = (table: string) => `st_setsrid(st_makepoint(${table}."lng", ${table}."lat"), ${SRID})`;
const ground = (column: string) => `st_setsrid(st_force2d(st_geomfromgeojson(${column})), ${SRID})`;
/**
 * The shapes of a view, of one kind and in one system, which the database then tells of it: where it does not, QGIS guesses by
 * rows, and cannot open what has none.
 */
const typed = (kind: 'linestring' | 'multipolygon' | 'point' | 'polygon', shape: string) =>
  `(${shape})::geometry(${kind}, ${SRID})`;
const around = (shape: string, distance: Metres) =>
  `st_buffer((${shape})::geography, ${distance}, ${literal(ROUND)})::geometry`;

function viewsOf(schema: string): Readonly<Record<string, string>> {
  const table = (name: string) => quoted(schema, name);
  const isOf = 'where g."schoolId" = s."id"';
  const gates = `select st_collect(${point('g')}) from ${table('gates')} g ${isOf}`;
  const origin = `coalesce(${ground('s."boundary"')}, (${gates}), ${point('s')})`;
  const from = `st_setsrid(st_makepoint(f."fromLng", f."fromLat"), ${SRID})`;
  return {
    schools: `select s."id", s."name", s."stage", s."schoolCode", s."address", ${typed('point', point('s'))} as "geom"
      from ${table('schools')} s where s."lng" is not null`,
    school_grounds: `select s."id", s."name", s."stage",
      ${typed('multipolygon', `st_multi(${ground('s."boundary"')})`)} as "geom"
      from ${table('schools')} s where s."boundary" is not null`,
    safety_zones: `select s."id", s."name", s."stage", s."boundary" is null as "groundUnknown",
      ${typed('multipolygon', `st_multi(${around(origin, ZONE)})`)} as "geom"
      from ${table('schools')} s where s."boundary" is not null or s."lng" is not null
      or exists (select 1 from ${table('gates')} g ${isOf})`,
    gates: `select g."id", g."schoolId", g."name", g."isMain" = 1 as "isMain", ${typed('point', point('g'))} as "geom"
      from ${table('gates')} g`,
    gate_zones: `select g."id", g."schoolId", g."name", ${typed('polygon', around(point('g'), GATE_ZONE))} as "geom"
      from ${table('gates')} g`,
    venues: `select v."id", v."name", v."category", v."address", v."status", v."establishedOn", v."positionSource",
      ${typed('point', point('v'))} as "geom" from ${table('venues')} v where v."lng" is not null`,
    findings: `select f."id", f."schoolId", s."name" as "school", f."venueId", v."name" as "venue", f."ruleId", f."method",
      f."distance", f."limit", f."sigma", f."verdict", f."severity", f."isPrimary" = 1 as "isPrimary",
      ${typed('linestring', `st_makeline(${from}, ${point('v')})`)} as "geom"
      from ${table('findings')} f join ${table('venues')} v on v."id" = f."venueId" join ${table('schools')} s on s."id" = f."schoolId"`,
    hazards: `select h."id", h."code", h."kind", h."level", h."state", h."foundOn", h."dueOn", h."closedOn", h."schoolId", h."venueId",
      ${typed('point', `coalesce(${point('v')}, ${point('s')})`)} as "geom"
      from ${table('hazards')} h left join ${table('venues')} v on v."id" = h."venueId" left join ${table('schools')} s on s."id" = h."schoolId"`,
  };
}

/** Found by where it lies; an index by the expression of the views leaves the tables as they are. */
function indexOf(schema: string, table: string): string[] {
  const name = `${table}ByPlace`;
  return [
    `drop index if exists ${quoted(schema, name)}`,
    `create index ${quoted(name)} on ${quoted(schema, table)} using gist ((${typed('point', point(quoted(table)))}))`,
  ];
}

/** Lets the role of analysts read the views, where it is there or may be made; whether it is. */
async function letRead(postgres: Postgres, beside: string): Promise<boolean> {
  const [found] = await rowsOf(postgres, 'select 1 from pg_roles where rolname = $1', [ANALYST_ROLE]);
  if (!found) {
    const [self] = await rowsOf<{ may: boolean }>(
      postgres,
      'select rolsuper or rolcreaterole as may from pg_roles where rolname = current_user',
    );
    if (!self?.may) return false;
    await makeRole(postgres, ANALYST_ROLE);
  }
  await runAll(postgres, [
    `grant usage on schema ${quoted(beside)} to ${quoted(ANALYST_ROLE)}`,
    `grant select on all tables in schema ${quoted(beside)} to ${quoted(ANALYST_ROLE)}`,
  ]);
  return true;
}
