import type { Insertable, Kysely, Transaction, Updateable } from 'kysely';
import type { ExchangeTables } from './exchange-tables.ts';
import type { JudgingTables } from './judging-tables.ts';
import type { LicenceTables } from './licence-tables.ts';
import type { ListTables } from './list-tables.ts';
import type { PlaceTables } from './place-tables.ts';
import type { RecordTables } from './record-tables.ts';
import type { SweepTables } from './sweep-tables.ts';

/**
 * Every table. Days are YYYY-MM-DD, moments ISO 8601 in UTC. Yes and no are 0 and 1, lists and shapes are JSON:
 * `stored-values.ts` reads and writes both.
 */
export interface Schema
  extends PlaceTables,
    LicenceTables,
    ListTables,
    JudgingTables,
    SweepTables,
    ExchangeTables,
    RecordTables {}

/** A row of a table that is to be inserted. */
export type NewRow<Table extends keyof Schema> = Insertable<Schema[Table]>;
/** The same of a table whose rows have identities: what inserts it makes that. */
export type NewRecord<Table extends keyof Schema> = Omit<NewRow<Table>, 'uid'>;
/** Columns of a row that change. */
export type RowChanges<Table extends keyof Schema> = Updateable<Schema[Table]>;

export type Database = Kysely<Schema>;
export type Write = Transaction<Schema>;
export type Read = Database | Write;
