import pg from 'pg';
import type { PostgresAddress } from './address.ts';
import { connectFault, workFault } from './faults.ts';

/** How long a server may take to let us in, ms. */
const CONNECT_MS = 15_000;

export type Postgres = pg.Client;

/**
 * Does something over one connection, which is closed again after it. Errors: those of the work, and POSTGRES_UNREACHABLE,
 * POSTGRES_SIGN_IN, POSTGRES_NO_DATABASE, POSTGRES_RIGHTS, POSTGRES_ALTERED, POSTGRES_FAILED.
 */
export async function withPostgres<Result>(
  address: PostgresAddress,
  work: (postgres: Postgres) => Promise<Result>,
): Promise<Result> {
  const client = await connectTo(address);
  try {
    return await work(client);
  } catch (error) {
    throw workFault(error, address);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Opens a connection; who asks closes it. Errors: POSTGRES_UNREACHABLE, POSTGRES_SIGN_IN, POSTGRES_NO_DATABASE, POSTGRES_RIGHTS. */
export async function connectTo(address: PostgresAddress): Promise<Postgres> {
  try {
    const client = new pg.Client({
      connectionString: address.connection,
      connectionTimeoutMillis: CONNECT_MS,
      application_name: 'xueantu',
      keepAlive: true,
    });
    // A connection that breaks off also fails the statement that runs, which tells it.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  } catch (error) {
    throw connectFault(error, address);
  }
}

/** Rows of a statement; values come as texts, whole numbers of 64 bits too. */
export async function rowsOf<Row extends pg.QueryResultRow>(
  postgres: Postgres,
  statement: string,
  values: readonly (string | number | boolean | null)[] = [],
): Promise<Row[]> {
  return (await postgres.query<Row>(statement, [...values])).rows;
}

/** A name within a statement. */
export function quoted(...names: readonly string[]): string {
  return names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.');
}

/** A text within a statement. */
export function literal(text: string): string {
  return pg.escapeLiteral(text);
}
