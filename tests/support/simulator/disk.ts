import SqliteDatabase from 'better-sqlite3';
import { sql } from 'kysely';
import type { DataService } from '#service/dispatch/service.ts';

/** More pages than any database has. */
const ALL_PAGES = 1_073_741_823;

/** The disk of an office, as far as it fails: full for a while, or with an error in the middle of a command. */
export class Disk {
  #isFull = false;
  #heal: () => void = () => undefined;

  get isFull(): boolean {
    return this.#isFull;
  }

  /** From now on so many pages are left. */
  async fill(service: DataService, pages: number): Promise<void> {
    const { writer } = service.workspace.database;
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(writer);
    await sql.raw(`pragma max_page_count = ${(rows[0]?.page_count ?? 0) + pages}`).execute(writer);
    this.#isFull = true;
  }

  async empty(service: DataService): Promise<void> {
    await sql.raw(`pragma max_page_count = ${ALL_PAGES}`).execute(service.workspace.database.writer);
    this.#isFull = false;
  }

  /** One of the next statements that change something fails, as a disk does that has lost a sector. */
  failAt(statement: number): void {
    this.healed();
    const { prototype } = SqliteDatabase;
    const { prepare } = prototype;
    let begun = 0;
    Object.assign(prototype, {
      prepare(this: SqliteDatabase.Database, source: string) {
        if (CHANGES.test(source) && ++begun === statement)
          throw new SqliteDatabase.SqliteError('disk I/O error', 'SQLITE_IOERR_WRITE');
        return prepare.call(this, source);
      },
    });
    this.#heal = () => void Object.assign(prototype, { prepare });
  }

  /** Errors in the middle of a command end; a disk that is full stays so until it is emptied or left. */
  healed(): void {
    this.#heal();
    this.#heal = () => undefined;
  }

  mend(): void {
    this.healed();
    this.#isFull = false;
  }
}

const CHANGES = /^\s*(insert|update|delete|commit)/i;
