import { createHash } from 'node:crypto';
import { CodedError } from '#shared/contract/errors.ts';
import type { PostgresAddress } from './address.ts';
import { type Postgres, quoted, rowsOf } from './connection.ts';

export async function runAll(postgres: Postgres, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await postgres.query(statement);
}

/**
 * Holds a workspace to the end of the transaction: nobody else moves it meanwhile. The database frees it when the
 * connection ends in any way. Errors: MOVE_BUSY.
 */
export async function lockWorkspace(postgres: Postgres, { schema, shown }: PostgresAddress): Promise<void> {
  const [locked] = await rowsOf<{ got: boolean }>(
    postgres,
    'select pg_try_advisory_xact_lock($1::bigint) as got',
    [lockOf(schema)],
  );
  if (!locked?.got) throw new CodedError('MOVE_BUSY', { address: shown });
}

/** The number that a workspace is locked by; each database has its own locks. */
export function lockOf(schema: string): string {
  return createHash('sha256').update(`xueantu workspace ${schema}`).digest().readBigInt64BE().toString();
}

/** Makes a role that may not sign in; another transaction may make it at the same moment, as roles are those of all databases. */
export async function makeRole(postgres: Postgres, role: string): Promise<void> {
  await postgres.query(
    `do $$ begin create role ${quoted(role)} nologin; exception when duplicate_object or unique_violation then null; end $$`,
  );
}
