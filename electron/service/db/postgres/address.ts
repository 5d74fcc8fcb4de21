import { CodedError } from '#shared/contract/errors.ts';

/** Where a workspace lies in PostgreSQL: `postgres://user@server:port/DATABASE/NAME`. */
export interface PostgresAddress {
  /** What the driver connects by: the address without the workspace. */
  readonly connection: string;
  /** The workspace's schema. */
  readonly schema: string;
  /** The address as messages tell it, without a password. */
  readonly shown: string;
}

/** PostgreSQL cuts longer names, bytes. */
const LONGEST_NAME = 63;
/** Schemas that belong to the database itself. */
const FOREIGN_SCHEMA = /^(pg_.*|public|information_schema)$/i;

export function isPostgresAddress(text: string): boolean {
  return /^postgres(ql)?:\/\//i.test(text);
}

/**
 * Reads an address. With one name alone, `postgres://server/NAME`, the database is called like the workspace. Errors:
 * POSTGRES_ADDRESS.
 */
export function readPostgresAddress(text: string): PostgresAddress {
  const url = URL.parse(text);
  // What cannot be read may still hold a password.
  if (!url) throw new CodedError('POSTGRES_ADDRESS', { address: 'postgres://…', reason: '读不懂' });
  const names = url.pathname.split('/').filter((name) => name !== '');
  const shown = `${url.protocol}//${url.host}${url.pathname}`;
  const refuse = (reason: string) => new CodedError('POSTGRES_ADDRESS', { address: shown, reason });
  const [database, name = database] = names;
  if (database === undefined || name === undefined || names.length > 2)
    throw refuse('要写明数据库和工作区的名称');
  const schema = decoded(name);
  if (schema === null || /\p{Cc}/u.test(schema)) throw refuse('工作区的名称里有不能用的字符');
  if (Buffer.byteLength(schema) > LONGEST_NAME) throw refuse(`工作区的名称太长，最多 ${LONGEST_NAME} 个字节`);
  if (FOREIGN_SCHEMA.test(schema)) throw refuse(`“${schema}”是数据库自己用的名称，请换一个`);
  url.pathname = `/${database}`;
  return { connection: url.href, schema, shown: decoded(shown) ?? shown };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
