import { setTimeout as pause } from 'node:timers/promises';
import type SqliteDatabase from 'better-sqlite3';
import { CodedError } from '#shared/contract/errors.ts';
import type { CommitKeeper } from '../engine/commit-keeper.ts';
import { type ChangedRows, ChangeNotes } from './change-notes.ts';
import { writeKeys } from './changed-keys.ts';
import { type Postgres, rowsOf } from './connection.ts';
import { isAway, isBrokenOff, workFault } from './faults.ts';
import type { Lead } from './lead.ts';
import { readMovedTables } from './moved-tables.ts';
import { noteOf, placeAfter, rowOfPlace, type StorePlace } from './store-place.ts';
import { changesAsText, writeChanges } from './write-changes.ts';

/** How long a command waits for a database that was cut off, and how often it tries, ms. */
const PATIENCE_MS = 20_000;
const AGAIN_MS = 200;

/** The copy that a leader reads from. */
export interface KeptCopy {
  /** Up to where it goes. */
  readonly place: StorePlace;
  /** It goes up to there now. */
  reached(place: StorePlace): void;
  /** Makes it what the store holds, while nobody has it open. */
  bringUp(postgres: Postgres, anew?: boolean): Promise<void>;
  readonly files: {
    /** Brings files into the store that rows may speak of. Errors: those of the database. */
    passOn(postgres: Postgres): Promise<void>;
  };
  readonly accounts: { passOn(lead: Lead): Promise<void> };
}

/**
 * Keeps a workspace in PostgreSQL: each transaction is committed there first, and here only if it is. What is here is a copy to
 * read from.
 */
export class PostgresKeeper implements CommitKeeper {
  readonly #lead: Lead;
  readonly #copy: KeptCopy;
  #notes: ChangeNotes | null = null;
  #passed: StorePlace | null = null;
  #unsure: StorePlace | null = null;
  #isBehind = false;

  constructor(lead: Lead, copy: KeptCopy) {
    this.#lead = lead;
    this.#copy = copy;
  }

  watch(sqlite: SqliteDatabase.Database): void {
    this.#isBehind = false;
    this.#unsure = null;
    // The disk was waited for there: what a power failure takes of the end of a copy's log is taken from the store once more.
    if (sqlite.pragma('journal_mode', { simple: true }) === 'wal') sqlite.pragma('synchronous = normal');
    this.#notes = new ChangeNotes(sqlite, readMovedTables(sqlite));
    this.#notes.watch();
  }

  /** Errors: STORE_LOST, STORE_BEHIND, STORE_UNSURE, and those of the database. */
  async passOn(): Promise<void> {
    this.#passed = null;
    const notes = this.#notes;
    const changed = notes?.read() ?? [];
    if (!notes || changed.length === 0) return;
    const { address } = this.#lead;
    if (this.#isBehind) throw new CodedError('STORE_BEHIND', { address: address.shown });
    const next = placeAfter(this.#copy.place);
    let tries = 0;
    await this.#patiently(next, async (client) => {
      if (await this.#settleUnsure(client)) throw new CodedError('STORE_BEHIND', { address: address.shown });
      if (tries > 0 && (await isThere(client, address.schema, next))) return;
      tries += 1;
      await this.#write(client, notes, changed, next);
    });
    notes.clear();
    this.#passed = next;
  }

  committed(): void {
    if (this.#passed) this.#copy.reached(this.#passed);
  }

  failed(): void {
    if (this.#passed) this.#isBehind = true;
  }

  async passOnBeside(): Promise<void> {
    await this.#copy.accounts.passOn(this.#lead);
  }

  async bringUp(anew = false): Promise<void> {
    await this.#copy.bringUp(await this.#lead.client(), anew);
  }

  /** Tries again while the database is cut off; nobody knows then whether the last try got there. */
  async #patiently(next: StorePlace, work: (client: Postgres) => Promise<void>): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    for (let wasSent = false; ; ) {
      try {
        const client = await this.#lead.client();
        wasSent = true;
        await work(client);
        return;
      } catch (error) {
        if (!isAway(error)) throw workFault(error, this.#lead.address);
        this.#lead.drop();
        if (performance.now() < until) await pause(AGAIN_MS);
        else if (wasSent) {
          this.#unsure = next;
          throw new CodedError('STORE_UNSURE', { address: this.#lead.address.shown });
        } else throw workFault(error, this.#lead.address);
      }
    }
  }

  /** Whether a transaction of which nobody knew counts there, and therefore not here. */
  async #settleUnsure(client: Postgres): Promise<boolean> {
    if (!this.#unsure) return false;
    this.#isBehind = await isThere(client, this.#lead.address.schema, this.#unsure);
    this.#unsure = null;
    return this.#isBehind;
  }

  async #write(
    client: Postgres,
    notes: ChangeNotes,
    changed: readonly ChangedRows[],
    next: StorePlace,
  ): Promise<void> {
    const { schema } = this.#lead.address;
    await this.#copy.files.passOn(client);
    const beginning = this.#lead.beginningAfter(this.#copy.place);
    const end = `${noteOf(schema, next, this.#lead.epoch, writeKeys(changed))}; commit`;
    const few = changesAsText(schema, notes, changed);
    try {
      if (few !== null) {
        await client.query([beginning, few, end].join('; '));
        return;
      }
      await client.query(beginning);
      await writeChanges(client, schema, notes, changed);
      await client.query(end);
    } catch (error) {
      if (!isBrokenOff(error)) await client.query('rollback').catch(() => undefined);
      this.#lead.refuse(error);
      throw error;
    }
  }
}

/** Whether a transaction is there; another in its place is of somebody else. */
async function isThere(client: Postgres, schema: string, place: StorePlace): Promise<boolean> {
  return (await rowsOf(client, rowOfPlace(schema, place))).length > 0;
}
