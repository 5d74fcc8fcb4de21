import { type Kysely, sql } from 'kysely';
import { identityOf } from '#shared/registry/identity.ts';

/** Rows that are named anew at one time. */
const STEP = 5000;

/**
 * A standard address is named with the areas that it says, so that two districts no longer overwrite each other. The
 * rule of today is asked, not a copy of it: a copy would need the names of all districts of China.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (let last = 0, more = true; more; ) {
    const { rows } = await sql<{ id: number; address: string }>`
      select "id", "address" from "addresses" where "id" > ${last} order by "id" limit ${STEP}`.execute(db);
    const named = rows.map(({ id, address }) => [id, identityOf('addresses', { address })]);
    await sql`update "addresses" set "identity" = named.value ->> 1 from json_each(${JSON.stringify(named)}) named
      where "addresses"."id" = named.value ->> 0`.execute(db);
    last = rows.at(-1)?.id ?? last;
    more = rows.length === STEP;
  }
}
