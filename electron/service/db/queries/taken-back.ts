import { sql } from 'kysely';
import type { Write } from '../schema/schema.ts';

/** Does something inside a transaction and takes it back, with what the journal noted of it; its result stays. */
export async function takenBack<Result>(db: Write, work: () => Promise<Result>): Promise<Result> {
  await sql`savepoint "takenBack"`.execute(db);
  try {
    return await work();
  } finally {
    await sql`rollback to "takenBack"`.execute(db);
    await sql`release "takenBack"`.execute(db);
  }
}
