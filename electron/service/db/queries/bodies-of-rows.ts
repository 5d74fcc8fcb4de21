import { type RawBuilder, sql } from 'kysely';
import { SCHOOL_PLACE } from '#shared/sweeps/visit-rules.ts';
import { toIdList } from '../schema/id-list.ts';
import type { Read } from '../schema/schema.ts';

/** Tables whose rows some body is responsible for. */
export const tablesWithBodies = ['venues', 'licences', 'findings', 'hazards'] as const;
export type TableWithBodies = (typeof tablesWithBodies)[number];

const joined: Record<TableWithBodies, RawBuilder<unknown>> = {
  venues: sql`"venues"`,
  licences: sql`"licences" as "own" join "venues" on "venues"."id" = "own"."venueId"`,
  findings: sql`"findings" as "own" join "venues" on "venues"."id" = "own"."venueId"`,
  hazards: sql`"hazards" as "own" left join "venues" on "venues"."id" = "own"."venueId"`,
};

/** The main kind of the venue of each row, and of hazards to whom they are assigned. */
export async function selectBodiesOfRows(db: Read, table: TableWithBodies, ids: readonly number[]) {
  const id = sql.ref(table === 'venues' ? 'venues.id' : 'own.id');
  const body = table === 'hazards' ? sql`"own"."responsibleBody"` : sql`''`;
  const { rows } = await sql<{ id: number; category: string; body: string }>`
    select ${id} as "id", coalesce("venues"."category", ${SCHOOL_PLACE}) as "category", ${body} as "body"
    from ${joined[table]} where ${id} in ${toIdList(ids)}`.execute(db);
  return rows;
}
