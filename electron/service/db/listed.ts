import { sql } from 'kysely';

/** A list of ids of any length as one parameter, for `where … in`: SQLite has a limit on parameters, not on JSON. */
export function listed(ids: readonly number[]) {
  return sql<number>`(select value from json_each(${JSON.stringify(ids)}))`;
}
