import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { connect } from '../../db/engine/connect.ts';
import { DATABASE_FILE } from '../../db/engine/file-names.ts';
import { whileLocked } from '../../db/engine/workspace-lock.ts';
import type { PostgresAddress } from '../../db/postgres/address.ts';
import { catchUp, readPlace } from '../../db/postgres/catch-up.ts';
import type { Postgres } from '../../db/postgres/connection.ts';
import { moveOut, placeOfFiles } from '../../db/postgres/move-out.ts';
import { BEGINNING, type StorePlace } from '../../db/postgres/store-place.ts';
import { rememberDatabase } from '../../platform/known-databases.ts';
import { makePrivateFolder } from '../../platform/private-files.ts';
import { programHome } from '../../platform/program-home.ts';
import { writeWhole } from '../../platform/whole-file.ts';
import { progressTo } from '../../workspace/context.ts';
import { copyFiles } from '../moving/moved-files.ts';
import { KeptAccounts } from './kept-accounts.ts';
import { StoreFiles } from './store-files.ts';

const PLACE_FILE = 'store.json';
const placeSchema = z.object({ number: z.int().min(0), token: z.string() });
const noProgress = progressTo(new AbortController().signal, () => undefined);
/** How often it is written down up to where a copy goes: what it has already is taken once more, which changes nothing. */
const WRITTEN_MS = 1000;

/** The copy of a workspace in PostgreSQL that a server reads from: an ordinary workspace folder. */
export class WorkingCopy {
  readonly directory: string;
  readonly files: StoreFiles;
  readonly accounts: KeptAccounts;
  readonly #address: PostgresAddress;
  #place: StorePlace | null;
  #writtenAt = 0;

  constructor(address: PostgresAddress) {
    this.#address = address;
    const mark = createHash('sha256').update(address.shown).digest('hex').slice(0, 8);
    const name = address.schema.replaceAll(/[^\p{L}\p{N}_-]/gu, '_').slice(0, 40);
    this.directory = join(programHome(), 'stores', `${name}-${mark}`);
    makePrivateFolder(this.directory);
    this.files = new StoreFiles(this.directory, address.schema);
    this.accounts = new KeptAccounts(this.directory, address.schema);
    this.#place = this.#readPlace();
  }

  /** Up to where it goes. */
  get place(): StorePlace {
    return this.#place ?? BEGINNING;
  }

  /** It goes up to there now. */
  reached(place: StorePlace): void {
    this.#place = place;
    if (performance.now() - this.#writtenAt >= WRITTEN_MS) this.keepPlace();
  }

  /** Writes down up to where it goes. */
  keepPlace(): void {
    if (this.#place) writeWhole(this.directory, PLACE_FILE, JSON.stringify(this.#place));
    this.#writtenAt = performance.now();
  }

  /**
   * Makes it what the store holds: by what was changed since, or anew. Errors: those of `moveOut`, WORKSPACE_IN_USE,
   * DISK_WRITE.
   */
  async bringUp(postgres: Postgres): Promise<void> {
    await whileLocked(this.directory, async () => {
      const reached = await this.#catchUp(postgres);
      this.#place = reached ?? (await this.#makeAnew(postgres));
      this.keepPlace();
    });
    await this.files.fetch(postgres);
    rememberDatabase(join(this.directory, DATABASE_FILE));
  }

  /** Takes the files in that were laid beside the database when the workspace was moved there. */
  async takeMovedFiles(postgres: Postgres): Promise<void> {
    const from = await placeOfFiles(postgres, this.#address);
    if (from !== null && existsSync(from)) await copyFiles(from, this.directory, noProgress);
    await this.files.passOn(postgres);
  }

  async #catchUp(postgres: Postgres): Promise<StorePlace | null> {
    const file = join(this.directory, DATABASE_FILE);
    if (!this.#place || !existsSync(file)) return null;
    const sqlite = connect(file);
    try {
      return await catchUp(postgres, this.#address.schema, sqlite, this.#place);
    } finally {
      sqlite.close();
    }
  }

  /** What is changed while it is copied is taken once more afterwards. */
  async #makeAnew(postgres: Postgres): Promise<StorePlace> {
    rmSync(join(this.directory, PLACE_FILE), { force: true });
    for (const ending of ['', '-wal', '-shm'])
      rmSync(join(this.directory, `${DATABASE_FILE}${ending}`), { force: true });
    for (const folder of ['attachments', 'basemaps'])
      mkdirSync(join(this.directory, folder), { recursive: true });
    this.#place = await readPlace(postgres, this.#address.schema);
    await moveOut(postgres, this.#address, this.directory, () => undefined, { locks: false });
    return (await this.#catchUp(postgres)) ?? this.#place;
  }

  #readPlace(): StorePlace | null {
    try {
      return placeSchema.parse(JSON.parse(readFileSync(join(this.directory, PLACE_FILE), 'utf8')));
    } catch {
      return null;
    }
  }
}
