import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type SqliteDatabase from 'better-sqlite3';
import { sql } from 'kysely';
import { minuteOf } from '#shared/calendar/china-time.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { localActor } from '../../platform/actor.ts';
import { appendAudit } from '../journal/audit.ts';
import { Seals } from '../journal/row-seals.ts';
import { runMigrations, SCHEMA_VERSION } from '../schema/migrations/index.ts';
import type { Database } from '../schema/schema.ts';
import { connect } from './connect.ts';
import { BACKUP_FOLDER, DATABASE_FILE } from './file-names.ts';
import { checkIntegrity, inspectDatabase, schemaVersion } from './integrity.ts';
import { findSchemaChanges } from './own-schema.ts';

/** The first version with seals. */
const SEALED_SINCE = 19;
/**
 * Before this version what lists overwrote was sealed by the number of another row, so that its seals were wrong without
 * anybody's doing: nobody is accused of it.
 */
const MISNUMBERED = { table: 'batchRows', before: 44 };

/**
 * Brings the schema up to today's: copied before, checked before it counts. Errors: WORKSPACE_UNREADABLE, UPGRADE_UNSOUND,
 * DISK_WRITE.
 */
export async function migrate(
  sqlite: SqliteDatabase.Database,
  db: Database,
  directory: string,
): Promise<void> {
  const found = await schemaVersion(db);
  if (found === SCHEMA_VERSION) return;
  // A new workspace has nothing to lose.
  if (found > 0) await copyBefore(sqlite, directory, found);
  // All steps or none: a workspace between two versions would belong to no program.
  await db.transaction().execute(async (trx) => {
    // All rows are sealed anew below. Rows that were altered before must be found first, or the new seals would hide
    // them.
    const before = alteredBefore(sqlite, found);
    await runMigrations(trx, found, SCHEMA_VERSION);
    await sql.raw(`pragma user_version = ${SCHEMA_VERSION}`).execute(trx);
    if (found === 0) return;
    // Whole before (the copy was checked), so it has to be whole now; else nothing of the upgrade stays.
    const integrity = await checkIntegrity(trx);
    if (integrity !== 'ok') throw new CodedError('UPGRADE_UNSOUND', { path: directory, what: integrity });
    const entry = {
      at: new Date().toISOString(),
      actor: localActor(),
      command: 'workspace.upgrade',
      input: '{}',
      before: JSON.stringify({ schema: found, ...before }),
      after: JSON.stringify({ schema: SCHEMA_VERSION }),
    };
    // The columns of rows have changed since they were sealed, so the old seals no longer match.
    await appendAudit(trx, entry, new Seals(sqlite).sealAll(before.altered));
  });
}

function alteredBefore(sqlite: SqliteDatabase.Database, found: number): ReturnType<Seals['findAltered']> {
  if (found < SEALED_SINCE) return { altered: [], waiting: [] };
  const { altered, waiting } = new Seals(sqlite).findAltered();
  const isTold = ({ table }: { readonly table: string }) =>
    found >= MISNUMBERED.before || table !== MISNUMBERED.table;
  return { altered: altered.filter(isTold), waiting };
}

/**
 * A schema that this program did not make is refused: its triggers and views would run as part of this program. Errors:
 * WORKSPACE_NEWER, WORKSPACE_ALTERED.
 */
export async function refuseOtherSchema(db: Database, directory: string): Promise<void> {
  const version = await schemaVersion(db);
  const changes = version > SCHEMA_VERSION ? [] : await findSchemaChanges(db, version);
  refuseSchema({ version, changes, directory });
}

/** The same of a schema that was looked at already. */
export function refuseSchema({
  version,
  changes,
  directory,
}: {
  readonly version: number;
  readonly changes: readonly string[];
  readonly directory: string;
}): void {
  if (version > SCHEMA_VERSION)
    throw new CodedError('WORKSPACE_NEWER', { path: directory, found: version, known: SCHEMA_VERSION });
  if (changes.length > 0)
    throw new CodedError('WORKSPACE_ALTERED', { path: directory, what: changes.join('，') });
}

/** Keeps the workspace as it was before its upgrade. Errors: DISK_WRITE, WORKSPACE_UNREADABLE. */
async function copyBefore(
  sqlite: SqliteDatabase.Database,
  directory: string,
  version: number,
): Promise<void> {
  const folder = join(directory, BACKUP_FOLDER);
  const name = `升级前 第${version}版 ${minuteOf(new Date()).replace('T', ' ').replace(':', '')}.sqlite`;
  const beside = join(folder, `.${name}.part`);
  try {
    mkdirSync(folder, { recursive: true });
    // A workspace from elsewhere may have a link waiting under this name.
    rmSync(beside, { force: true });
    await sqlite.backup(beside);
    settle(beside);
    const { integrity } = await inspectDatabase(beside);
    if (integrity !== 'ok')
      throw new CodedError('WORKSPACE_UNREADABLE', { path: join(directory, DATABASE_FILE) });
    renameSync(beside, join(folder, name));
  } catch (error) {
    rmSync(beside, { force: true });
    if (error instanceof CodedError) throw error;
    throw new CodedError('DISK_WRITE', { path: folder });
  }
}

/** Makes a copy complete in one file, with no journal beside it. */
export function settle(path: string): void {
  const copy = connect(path);
  try {
    copy.pragma('journal_mode = delete');
  } finally {
    copy.close();
  }
}
