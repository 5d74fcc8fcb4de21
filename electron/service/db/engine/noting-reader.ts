import {
  type CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Area } from '#shared/contract/areas.ts';
import { areasOf } from '../schema/find-tables.ts';
import type { Database, Schema } from '../schema/schema.ts';
import { tablesRead } from '../schema/tables-read.ts';
import { ReadingDriver } from './reading-driver.ts';

/** A reader that notes what areas its statements rest on, so that nobody has to say it and forgets one. */
export interface NotingReader {
  readonly db: Database;
  /** What was read until now; null where that cannot be said of one of the statements. */
  areas(): readonly Area[] | null;
}

export function noteReading(reader: Database): NotingReader {
  const noted = new Set<Area>();
  let isKnown = true;
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery) {
      const tables = tablesRead(query.sql);
      if (tables === null) isKnown = false;
      for (const area of areasOf(tables ?? [])) noted.add(area);
      return await reader.executeQuery<R>(query);
    },
    streamQuery: () => {
      throw new Error('no result is streamed');
    },
  };
  const db = new Kysely<Schema>({
    dialect: {
      createDriver: () => new ReadingDriver(connection),
      createAdapter: () => new SqliteAdapter(),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createIntrospector: (each) => new SqliteIntrospector(each),
    },
  });
  return { db, areas: () => (isKnown ? [...noted] : null) };
}
