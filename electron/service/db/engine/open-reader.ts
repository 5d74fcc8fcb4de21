import { join } from 'node:path';
import type { Database } from '../schema/schema.ts';
import { connect } from './connect.ts';
import { DATABASE_FILE } from './file-names.ts';
import { defineNear, type NearLookup } from './near-function.ts';
import { defineRegions, queryBuilder, type RegionNames } from './open.ts';

/** How long to wait, ms, while a writer of the mode `delete` keeps everybody out. */
const BUSY_MS = 30_000;

/** A connection that only reads, for a thread of its own; all that it reads is of one moment. */
export interface ReaderAside {
  readonly db: Database;
  readRegions(names: RegionNames): void;
  readNear(lookUp: NearLookup): void;
  close(): Promise<void>;
}

/** Opens the database of a workspace folder that this program has open or just made, to read what was committed last. */
export function openReader(directory: string): ReaderAside {
  const sqlite = connect(join(directory, DATABASE_FILE), { readonly: true, timeout: BUSY_MS });
  const db = queryBuilder(sqlite, () => undefined);
  sqlite.exec('begin');
  return {
    db,
    readRegions: (names) => defineRegions(sqlite, names),
    readNear: (lookUp) => defineNear(sqlite, lookUp),
    async close() {
      await db.destroy();
      sqlite.close();
    },
  };
}
