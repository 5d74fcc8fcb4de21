import { sql } from 'kysely';
import type { LngLat } from '#shared/geodesy/units.ts';
import type { Scope } from '#shared/office/scope.ts';
import type { Read } from '../schema/schema.ts';
import { pointRule } from '../schema/scoped-tables.ts';
import type { StoredTable } from '../schema/table-facts.ts';

/** Where everything with a position of its own lies, for whoever may see what lies in some regions. */
export async function selectVenuePositions(db: Read) {
  return await db.selectFrom('venues').select(['id', 'lng', 'lat']).execute();
}

/** Whether a connection sees a row. */
export async function hasRow(db: Read, table: StoredTable, id: number): Promise<boolean> {
  const { rows } = await sql`select 1 from ${sql.table(table)} where id = ${id}`.execute(db);
  return rows.length > 0;
}

/** Whether a spot on the map lies where a scope sees such; the connection is the scope's own. */
export async function seesPoint(
  db: Read,
  scope: Exclude<Scope, 'all'>,
  [lng, lat]: LngLat,
): Promise<boolean> {
  const { rows } = await sql`select 1 from (select ${lng} as lng, ${lat} as lat)
    where ${sql.raw(pointRule(scope))}`.execute(db);
  return rows.length > 0;
}
