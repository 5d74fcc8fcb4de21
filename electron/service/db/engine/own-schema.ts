import { Kysely, SqliteDialect, sql } from 'kysely';
import { runMigrations } from '../schema/migrations/index.ts';
import type { Database } from '../schema/schema.ts';
import { connect } from './connect.ts';

/** What a schema is made of: each object, named in Chinese, with the statement that made it. */
type SchemaObjects = ReadonlyMap<string, string | null>;

const kinds: Readonly<Record<string, string>> = {
  table: '表',
  index: '索引',
  trigger: '触发器',
  view: '视图',
};

const own = new Map<number, Promise<SchemaObjects>>();

/** The schema that the program itself makes of that version: all migrations up to it, in memory. */
function ownSchema(version: number): Promise<SchemaObjects> {
  const known = own.get(version) ?? makeSchema(version);
  own.set(version, known);
  return known;
}

async function makeSchema(version: number): Promise<SchemaObjects> {
  const db: Database = new Kysely({ dialect: new SqliteDialect({ database: connect(':memory:') }) });
  try {
    await runMigrations(db, 0, version);
    return await readObjects(db);
  } finally {
    await db.destroy();
  }
}

/**
 * What differs in a database from the schema of its version, in Chinese words: objects that were added, changed or
 * removed by something other than this program. An added trigger would change rows when this program writes, and an
 * added view could replace a table.
 */
export async function findSchemaChanges(db: Database, version: number): Promise<readonly string[]> {
  const wanted = await ownSchema(version);
  const found = await readObjects(db);
  const changes = [...found].flatMap(([name, statement]) => {
    if (!wanted.has(name)) return [`多出${name}`];
    return wanted.get(name) === statement ? [] : [`改动了${name}`];
  });
  return [...changes, ...[...wanted.keys()].filter((name) => !found.has(name)).map((name) => `缺少${name}`)];
}

async function readObjects(db: Database): Promise<SchemaObjects> {
  const { rows } = await sql<{ type: string; name: string; table: string; statement: string | null }>`
    select type, name, tbl_name as "table", sql as statement from sqlite_schema order by type, name`.execute(
    db,
  );
  return new Map(
    rows.map(({ type, name, table, statement }) => {
      const kind = kinds[type] ?? type;
      return [table === name ? `${kind} ${name}` : `表 ${table} 的${kind} ${name}`, statement];
    }),
  );
}
