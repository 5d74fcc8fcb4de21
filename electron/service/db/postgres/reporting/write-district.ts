import type { Released } from '#shared/contract/districts.ts';
import type { Edge } from '#shared/districts/edge.ts';
import type { DistrictFigures } from '#shared/districts/figures.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { severities } from '#shared/zones/verdict.ts';
import { type Postgres, quoted, rowsOf } from '../connection.ts';
import { runAll } from '../statements.ts';
import { boxOfEdge, removalOfEdges, replaceEdges } from './edge-findings.ts';
import {
  columnsOf,
  DAYS_TABLE,
  DISTRICTS_TABLE,
  lockReports,
  partitionsOf,
  type ReleasedTable,
  releasedTableNames,
  releasedTables,
  removalOfPartitions,
} from './report-tables.ts';

/** What a district reports of a day. */
export interface DistrictReport {
  readonly name: string;
  readonly day: string;
  readonly isMeasured: boolean;
  readonly span: string;
  readonly figures: DistrictFigures;
  readonly outline: readonly (readonly LngLat[])[];
  readonly released: Released;
  /** Whether its border is known: without one nothing of it is judged with its neighbours' places. */
  readonly hasBorder: boolean;
  readonly edge: Edge;
}

interface Written {
  /** By what it is known that nothing has changed since. */
  readonly mark: string;
  readonly writtenAt: string;
}

/** The marks of all districts, by their names. */
export async function readMarks(postgres: Postgres, schema: string): Promise<ReadonlyMap<string, string>> {
  const rows = await rowsOf<{ name: string; mark: string }>(
    postgres,
    `select "name", "mark" from ${quoted(schema, DISTRICTS_TABLE)}`,
  );
  return new Map(rows.map(({ name, mark }) => [name, mark]));
}

/** Puts a district's report in the place of its last one: all of it or nothing. Returns how many rows it has. */
export async function writeDistrict(
  postgres: Postgres,
  schema: string,
  report: DistrictReport,
  written: Written,
): Promise<number> {
  return await whole(postgres, schema, async () => {
    const id = await districtNumber(postgres, schema, report, written);
    await writeDay(postgres, schema, id, report);
    let rows = 0;
    for (const table of releasedTableNames)
      rows += await replaceRows(postgres, schema, id, table, rowsIn(report, table));
    await replaceEdges(postgres, schema, id, report.edge);
    return rows;
  });
}

/** Takes a district out that reports no more; false where there is none of that name. */
export async function removeDistrict(postgres: Postgres, schema: string, name: string): Promise<boolean> {
  return await whole(postgres, schema, async () => {
    const [gone] = await rowsOf<{ id: number }>(
      postgres,
      `delete from ${quoted(schema, DISTRICTS_TABLE)} where "name" = $1 returning "id"`,
      [name],
    );
    if (gone)
      await runAll(postgres, [...removalOfPartitions(schema, gone.id), removalOfEdges(schema, gone.id)]);
    return gone !== undefined;
  });
}

async function whole<Result>(
  postgres: Postgres,
  schema: string,
  work: () => Promise<Result>,
): Promise<Result> {
  await postgres.query('begin');
  try {
    await lockReports(postgres, schema);
    const result = await work();
    await postgres.query('commit');
    return result;
  } catch (error) {
    await postgres.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Enters the district itself; its number, with partitions of its own where it is new. */
async function districtNumber(
  postgres: Postgres,
  schema: string,
  { name, day, isMeasured, span, figures, outline, hasBorder, edge }: DistrictReport,
  { mark, writtenAt }: Written,
): Promise<number> {
  const table = quoted(schema, DISTRICTS_TABLE);
  const said = [mark, day, writtenAt, isMeasured, span, JSON.stringify(figures), JSON.stringify(outline)];
  const border = [hasBorder, JSON.stringify(edge), ...boxOfEdge(edge)];
  const [known] = await rowsOf<{ id: number }>(
    postgres,
    `update ${table} set "mark" = $2, "day" = $3, "writtenAt" = $4, "isMeasured" = $5, "span" = $6, "figures" = $7, "outline" = $8, "hasBorder" = $9,
       "edge" = $10, "west" = $11, "south" = $12, "east" = $13, "north" = $14 where "name" = $1 returning "id"`,
    [name, ...said, ...border],
  );
  if (known) return known.id;
  const [made] = await rowsOf<{ id: number }>(
    postgres,
    `insert into ${table} select coalesce(max("id"), 0) + 1, $1, $2, $3, $4, $5::boolean, $6, $7, $8, $9::boolean, $10,
       $11::double precision, $12::double precision, $13::double precision, $14::double precision from ${table} returning "id"`,
    [name, ...said, ...border],
  );
  if (!made) throw new Error('a row that was inserted has a number');
  await runAll(postgres, partitionsOf(schema, made.id));
  return made.id;
}

async function writeDay(
  postgres: Postgres,
  schema: string,
  id: number,
  { day, figures }: DistrictReport,
): Promise<void> {
  const table = quoted(schema, DAYS_TABLE);
  await postgres.query(`delete from ${table} where "district" = $1 and "day" = $2`, [id, day]);
  await postgres.query(`insert into ${table} values ($1, $2, $3)`, [id, day, JSON.stringify(figures)]);
}

type Row = Readonly<Record<string, string | number | boolean | null>>;

/** All rows of a table in one statement: thousands go in some milliseconds. */
async function replaceRows(
  postgres: Postgres,
  schema: string,
  id: number,
  name: ReleasedTable,
  rows: readonly Row[],
): Promise<number> {
  const table = quoted(schema, name);
  const columns = Object.keys(releasedTables[name]).map((column) => quoted(column));
  await postgres.query(`delete from ${table} where "district" = $1`, [id]);
  await postgres.query(
    `insert into ${table} ("district", ${columns.join(', ')})
       select $1::integer, ${columns.join(', ')} from json_to_recordset($2::json) as "row" (${columnsOf(name)})`,
    [id, JSON.stringify(rows)],
  );
  return rows.length;
}

/** The rows of a table; what is not one of its columns is left behind by the statement. */
function rowsIn({ released }: DistrictReport, table: ReleasedTable): Row[] {
  switch (table) {
    case 'district_hazards':
      return released.hazards.map(({ position, ...row }) => ({ ...row, ...placed(position) }));
    case 'district_findings':
      return released.findings.map(({ position, ...row }) => ({
        ...row,
        ...placed(position),
        severityRank: severities.indexOf(row.severity),
      }));
    case 'district_schools':
      return released.schools.map(({ position, ...row }) => ({ ...row, ...placed(position) }));
    case 'district_towns':
      return [...released.towns];
  }
}

function placed(position: LngLat | null): { lng: number | null; lat: number | null } {
  return { lng: position?.[0] ?? null, lat: position?.[1] ?? null };
}
