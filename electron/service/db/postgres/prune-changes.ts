import { type Postgres, quoted } from './connection.ts';
import { CHANGES_TABLE } from './store-tables.ts';

/** How long it is kept which rows a transaction changed: a copy that was away longer is made anew. */
const KEPT_DAYS = 30;

/** Takes old entries out of the list of changes; the last one stays, which tells up to where the store goes. */
export async function pruneChanges(postgres: Postgres, schema: string): Promise<void> {
  const changes = quoted(schema, CHANGES_TABLE);
  await postgres.query(
    `delete from ${changes} where "at" < now() - interval '${KEPT_DAYS} days'
       and "number" < (select max("number") from ${changes})`,
  );
}
