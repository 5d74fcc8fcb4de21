import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import { connect } from '../../db/engine/connect.ts';
import { lookAtDatabase } from '../../db/engine/database-aside.ts';
import { DATABASE_FILE } from '../../db/engine/file-names.ts';
import { refuseSchema } from '../../db/engine/migrate.ts';
import { queryBuilder } from '../../db/engine/open.ts';
import { whileLocked } from '../../db/engine/workspace-lock.ts';
import { readPostgresAddress } from '../../db/postgres/address.ts';
import { withPostgres } from '../../db/postgres/connection.ts';
import { moveIn } from '../../db/postgres/move-in.ts';
import { moveOut } from '../../db/postgres/move-out.ts';
import type { CountRows } from '../../db/postgres/table-rows.ts';
import { readMeta } from '../../db/schema/meta.ts';
import { SCHEMA_VERSION } from '../../db/schema/migrations/index.ts';
import type { Read } from '../../db/schema/schema.ts';
import { refuseLinks } from '../../workspace/clear-strays.ts';
import type { Progress } from '../../workspace/context.ts';
import { opensLock, readLock } from '../../workspace/workspace-password.ts';
import { restoreInto } from '../backups/restore-into.ts';
import { StoreFiles } from '../store/store-files.ts';
import { copyFiles, FilesBeside } from './moved-files.ts';

export interface MovedWorkspace {
  readonly tables: number;
  readonly rows: number;
  /** Where the attachments and base maps lie now, beside the database; null where there are none. */
  readonly files: string | null;
  /** Whether PostgreSQL has the roles that cannot change the trail. */
  readonly hasRoles: boolean;
}

export interface WantedMoving {
  readonly now: Date;
  readonly progress: Progress;
  /** Where the files go that lie beside the database, or lie now; null where the program chooses, or knows. */
  readonly files: string | null;
}

interface WantedMoveIn extends WantedMoving {
  /** The password of a workspace that asks for one, by its name. Errors: WORKSPACE_LOCKED. */
  passwordOf(name: string): string;
}

/**
 * Copies a workspace folder into PostgreSQL: all of it or nothing. The folder stays as it is. Errors: WORKSPACE_MISSING,
 * WORKSPACE_IN_USE, WORKSPACE_LINKED, WORKSPACE_NEWER, WORKSPACE_ALTERED, WORKSPACE_UNREADABLE, WORKSPACE_LOCKED, WORKSPACE_PASSWORD, MOVE_VERSION, those of `moveIn`
 * and `withPostgres`, DISK_WRITE.
 */
export async function moveToPostgres(
  directory: string,
  address: string,
  { now, progress, files, passwordOf }: WantedMoveIn,
): Promise<MovedWorkspace> {
  const target = readPostgresAddress(address);
  const file = join(directory, DATABASE_FILE);
  if (!existsSync(file)) throw new CodedError('WORKSPACE_MISSING', { path: directory });
  refuseLinks(directory);
  const beside = new FilesBeside(files);
  return await whileLocked(directory, async () => {
    await refuseUnfit(file, directory);
    const sqlite = connect(file, { readonly: true });
    let laid: string | null = null;
    try {
      await requirePassword(
        queryBuilder(sqlite, () => undefined),
        passwordOf,
      );
      const moved = await withPostgres(target, (postgres) =>
        moveIn(sqlite, postgres, target, {
          movedAt: now.toISOString(),
          count: counting(progress, '迁入数据库'),
          layFiles: async () => (laid = await beside.lay(directory, target.schema, progress)),
        }),
      );
      return { ...moved, files: laid };
    } catch (error) {
      // Where nobody knows whether the database has the rows, it may need the files.
      if (!(error instanceof CodedError) || error.code !== 'POSTGRES_UNSURE') beside.takeBack();
      throw error;
    } finally {
      sqlite.close();
    }
  });
}

/** Errors: WORKSPACE_LOCKED, WORKSPACE_PASSWORD. */
async function requirePassword(db: Read, passwordOf: WantedMoveIn['passwordOf']): Promise<void> {
  const lock = await readLock(db);
  if (lock && !(await opensLock(lock, passwordOf((await readMeta(db, 'name')) ?? ''))))
    throw new CodedError('WORKSPACE_PASSWORD', { wait: 0 });
}

/** A workspace that is damaged, or of another version, is not moved: it is opened or restored first. */
async function refuseUnfit(file: string, directory: string): Promise<void> {
  const { version, changes, integrity } = await lookAtDatabase(file, 'whole');
  refuseSchema({ version, changes, directory });
  if (version !== SCHEMA_VERSION)
    throw new CodedError('MOVE_VERSION', { place: directory, found: version, known: SCHEMA_VERSION });
  if (integrity !== 'ok') throw new CodedError('WORKSPACE_UNREADABLE', { path: file });
}

/**
 * Makes a workspace folder of one in PostgreSQL, which stays as it is. Errors: MOVE_TAKEN, MOVE_FILES, those of `moveOut` and
 * `withPostgres`, DISK_WRITE.
 */
export async function moveFromPostgres(
  address: string,
  directory: string,
  { now, progress, files }: WantedMoving,
): Promise<Omit<MovedWorkspace, 'files' | 'hasRoles'>> {
  const source = readPostgresAddress(address);
  const target = resolve(directory);
  if (existsSync(target) && readdirSync(target).length > 0)
    throw new CodedError('MOVE_TAKEN', { target: directory });
  const { laid } = await restoreInto(target, now, async (staging) => {
    const moved = await withPostgres(source, (postgres) =>
      moveOut(postgres, source, staging, counting(progress, '迁出数据库')),
    );
    const from = moved.files === null ? null : (files ?? moved.files);
    if (from !== null && !existsSync(from)) throw new CodedError('MOVE_FILES', { path: from });
    if (from !== null) await copyFiles(from, staging, progress);
    await withPostgres(source, (postgres) => new StoreFiles(staging, source.schema).fetch(postgres));
    return moved;
  });
  return { tables: laid.tables, rows: laid.rows };
}

function counting(progress: Progress, label: string): CountRows {
  let done = 0;
  return (rows) => {
    done += rows;
    // Rows come one after the other without a pause in which the report could be awaited.
    void progress.report(`${label} ${done} 行`, done, null).catch(() => undefined);
  };
}
