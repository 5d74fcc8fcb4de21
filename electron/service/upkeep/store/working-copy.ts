import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import { connect } from '../../db/engine/connect.ts';
import { isDamage } from '../../db/engine/faults.ts';
import { DATABASE_FILE } from '../../db/engine/file-names.ts';
import { openDatabase } from '../../db/engine/open.ts';
import { whileLocked } from '../../db/engine/workspace-lock.ts';
import type { PostgresAddress } from '../../db/postgres/address.ts';
import { catchUp, readPlace } from '../../db/postgres/catch-up.ts';
import type { Postgres } from '../../db/postgres/connection.ts';
import type { Lead } from '../../db/postgres/lead.ts';
import { replaceTables } from '../../db/postgres/move-in.ts';
import { moveOut, placeOfFiles, storedFacts } from '../../db/postgres/move-out.ts';
import { BEGINNING, noteOf, placeAfter, type StorePlace } from '../../db/postgres/store-place.ts';
import { hasOtherPhones } from '../../db/postgres/stored-phones.ts';
import { SCHEMA_VERSION } from '../../db/schema/migrations/index.ts';
import { rememberDatabase } from '../../platform/known-databases.ts';
import { makePrivateFolder } from '../../platform/private-files.ts';
import { programHome } from '../../platform/program-home.ts';
import { flushFile, writeWhole } from '../../platform/whole-file.ts';
import { progressTo } from '../../workspace/context.ts';
import { copyFiles, movedFolders } from '../moving/moved-files.ts';
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

  /** Writes down up to where it goes, once all of that is on the disk. */
  keepPlace(): void {
    flushFile(join(this.directory, `${DATABASE_FILE}-wal`));
    if (this.#place) writeWhole(this.directory, PLACE_FILE, JSON.stringify(this.#place));
    this.#writtenAt = performance.now();
  }

  /**
   * Makes it what the store holds: by what was changed since, or anew. Errors: those of `moveOut`, WORKSPACE_IN_USE,
   * DISK_WRITE.
   */
  async bringUp(postgres: Postgres, anew = false): Promise<void> {
    await whileLocked(this.directory, async () => {
      const reached = anew ? null : await this.#catchUp(postgres);
      this.#place = reached ?? (await this.#makeAnew(postgres));
      this.keepPlace();
    });
    await this.files.fetch(postgres);
    rememberDatabase(join(this.directory, DATABASE_FILE));
  }

  /**
   * Brings a store of an older version up to today's, and one whose telephones are kept in another way than the environment says:
   * the copy is made anew, opened once, which checks and upgrades it, and laid in the store's place. Errors: MOVE_VERSION,
   * PHONES_KEY_FILE, PHONES_KEY, PHONES_ALTERED, those of `openDatabase` and of the store.
   */
  async upgrade(lead: Lead): Promise<void> {
    const postgres = await lead.client();
    const { version } = await storedFacts(postgres, this.#address);
    const isToday = version === SCHEMA_VERSION;
    if (isToday && !(await hasOtherPhones(postgres, this.#address.schema))) return;
    if (version > SCHEMA_VERSION)
      throw new CodedError('MOVE_VERSION', {
        place: this.#address.shown,
        found: version,
        known: SCHEMA_VERSION,
      });
    await this.#layAnew(lead, postgres, version);
  }

  async #layAnew(lead: Lead, postgres: Postgres, version: number): Promise<void> {
    await whileLocked(this.directory, async () => {
      this.#clear();
      const options = { locks: false, version };
      await moveOut(postgres, this.#address, this.directory, () => undefined, options);
    });
    rememberDatabase(join(this.directory, DATABASE_FILE));
    await (await openDatabase(this.directory, false)).close();
    const next = placeAfter(await readPlace(postgres, this.#address.schema));
    const sqlite = connect(join(this.directory, DATABASE_FILE), { readonly: true });
    try {
      await replaceTables(sqlite, postgres, this.#address, async () => {
        await lead.compare(postgres);
        await postgres.query(noteOf(this.#address.schema, next, lead.epoch, '{}'));
      });
    } finally {
      sqlite.close();
    }
    this.#place = next;
    this.keepPlace();
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
    } catch (error) {
      if (isDamage(error)) return null;
      throw error;
    } finally {
      sqlite.close();
    }
  }

  /** What is changed while it is copied is taken once more afterwards. */
  async #makeAnew(postgres: Postgres): Promise<StorePlace> {
    this.#clear();
    this.#place = await readPlace(postgres, this.#address.schema);
    await moveOut(postgres, this.#address, this.directory, () => undefined, {
      locks: false,
      compares: false,
    });
    return (await this.#catchUp(postgres)) ?? this.#place;
  }

  #clear(): void {
    rmSync(join(this.directory, PLACE_FILE), { force: true });
    for (const ending of ['', '-wal', '-shm'])
      rmSync(join(this.directory, `${DATABASE_FILE}${ending}`), { force: true });
    for (const folder of movedFolders) makePrivateFolder(join(this.directory, folder));
  }

  #readPlace(): StorePlace | null {
    try {
      return placeSchema.parse(JSON.parse(readFileSync(join(this.directory, PLACE_FILE), 'utf8')));
    } catch {
      return null;
    }
  }
}
