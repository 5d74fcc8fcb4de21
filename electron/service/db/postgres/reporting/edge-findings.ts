import { z } from 'zod';
import { boxesOfEdge, type Edge, type EdgeFinding, edgeSchema, judgeEdge } from '#shared/districts/edge.ts';
import { unionOf } from '#shared/geodesy/fitting-box.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import { grow } from '#shared/zones/reach.ts';
import { type Postgres, quoted, rowsOf } from '../connection.ts';
import { DISTRICTS_TABLE, EDGES_TABLE, edgeColumns } from './report-tables.ts';

/** What lies further from each other is under no rule. */
const FURTHEST_RULE = 2000;

/** The box around what a district has near its border; without anything there all four are null. */
export function boxOfEdge(edge: Edge): readonly (number | null)[] {
  return boundsOf(edge) ?? [null, null, null, null];
}

function boundsOf(edge: Edge): LngLatBounds | null {
  return unionOf(boxesOfEdge(edge));
}

/** The statement that takes away what was found across the borders of a district. */
export function removalOfEdges(schema: string, district: number): string {
  return `delete from ${quoted(schema, EDGES_TABLE)} where "district" = ${district} or "venueDistrict" = ${district}`;
}

const edgeRow = z.object({
  id: z.int(),
  edge: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(edgeSchema),
});

/** Judges a district anew with the places of those beside it, both ways. */
export async function replaceEdges(
  postgres: Postgres,
  schema: string,
  id: number,
  edge: Edge,
): Promise<void> {
  await postgres.query(removalOfEdges(schema, id));
  const bounds = boundsOf(edge);
  if (!bounds) return;
  const rows = await rowsOf(
    postgres,
    `select "id", "edge" from ${quoted(schema, DISTRICTS_TABLE)}
       where "id" <> $1 and "east" >= $2 and "north" >= $3 and "west" <= $4 and "south" <= $5`,
    [id, ...grow(bounds, FURTHEST_RULE)],
  );
  for (const other of z.array(edgeRow).parse(rows)) {
    await insert(postgres, schema, [id, other.id], judgeEdge(edge, other.edge));
    await insert(postgres, schema, [other.id, id], judgeEdge(other.edge, edge));
  }
}

/** Of the district of the school, and of the venue. */
async function insert(
  postgres: Postgres,
  schema: string,
  [district, venueDistrict]: readonly [number, number],
  findings: readonly EdgeFinding[],
): Promise<void> {
  if (findings.length === 0) return;
  const rows = findings.map(({ position: [lng, lat], category, ...row }) => ({
    ...row,
    kind: category,
    lng,
    lat,
  }));
  await postgres.query(
    `insert into ${quoted(schema, EDGES_TABLE)} ("district", "venueDistrict", "school", "venue", "kind", "severity", "distance", "limit", "lng", "lat")
       select $1::integer, $2::integer, "school", "venue", "kind", "severity", "distance", "limit", "lng", "lat"
       from json_to_recordset($3::json) as "row" (${edgeColumns})`,
    [district, venueDistrict, JSON.stringify(rows)],
  );
}
