import { setTimeout as pause } from 'node:timers/promises';
import { CodedError } from '#shared/contract/errors.ts';
import type { PostgresAddress } from './address.ts';
import { connectTo, type Postgres, quoted, rowsOf } from './connection.ts';
import { isDivisionByZero, workFault } from './faults.ts';
import { pruneChanges } from './prune-changes.ts';
import { lockOf } from './statements.ts';
import { rowOfPlace, type StorePlace } from './store-place.ts';
import { LEADER_TABLE, PULSE_TABLE } from './store-tables.ts';

/** How often a leader is heard of, and after how long without a word another may take over, ms. */
const PULSE_MS = 2000;
const SILENT_S = 8;
/** How often it is looked whether the list of changes holds old ones, ms. */
const PRUNE_MS = 3_600_000;
/** Between two tries to get the lock after those who held it were ended, ms. */
const AGAIN_MS = 100;
const TRIES = 50;

/**
 * The right to write a workspace in PostgreSQL: a lock of a connection, which the database frees when that ends in any way,
 * and a number that each transaction compares. Who was frozen meanwhile finds another number, and can write nothing.
 */
export class Lead {
  readonly address: PostgresAddress;
  readonly epoch: number;
  #client: Postgres | null = null;
  #opening: Promise<Postgres> | null = null;
  #pulse: Postgres | null = null;
  #ticking: NodeJS.Timeout | null = null;
  #tick: Promise<void> | null = null;
  #prunedAt = Number.NEGATIVE_INFINITY;
  #isLost = false;
  /** Is told once when somebody else leads. */
  onLost: () => void = () => undefined;

  private constructor(address: PostgresAddress, client: Postgres, epoch: number) {
    this.address = address;
    this.epoch = epoch;
    this.#hold(client);
  }

  /** Takes the lead where nobody has it, or has been silent for long; null where somebody leads. Errors: those of a connection. */
  static async take(address: PostgresAddress, holder: string): Promise<Lead | null> {
    const client = await connectTo(address);
    try {
      if (!(await tryLock(client, address))) {
        if (!(await isSilent(client, address))) {
          await client.end();
          return null;
        }
        await takeFromHolder(client, address);
      }
      const [row] = await rowsOf<{ epoch: string }>(
        client,
        `update ${quoted(address.schema, LEADER_TABLE)} set "epoch" = "epoch" + 1, "holder" = $1 returning "epoch"`,
        [holder],
      );
      const lead = new Lead(address, client, Number(row?.epoch));
      await lead.#overPulse(async (postgres) => await lead.#tellPulse(postgres));
      lead.#ticking = setInterval(() => lead.#beat(), PULSE_MS);
      lead.#ticking.unref();
      return lead;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw workFault(error, address);
    }
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** The connection that holds the lock, made anew where it broke off. Errors: STORE_LOST and those of a connection. */
  async client(): Promise<Postgres> {
    this.#refuseLost();
    if (this.#client) return this.#client;
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null;
    });
    return await this.#opening;
  }

  async #open(): Promise<Postgres> {
    const client = await connectTo(this.address);
    try {
      await this.compare(client);
      // What broke off here may still be there on the other side.
      if (!(await tryLock(client, this.address))) await takeFromHolder(client, this.address);
      await this.compare(client);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.#hold(client);
    return client;
  }

  /** A connection that ends is missed at once, not only by the next command: the lock went with it. */
  #hold(client: Postgres): void {
    this.#client = client;
    client.once('end', () => {
      if (this.#client === client) this.#client = null;
    });
  }

  /** Lets a connection go that broke off. */
  drop(): void {
    const client = this.#client;
    this.#client = null;
    void client?.end().catch(() => undefined);
  }

  /**
   * Holds the lead to the end of a transaction: who wants to take over waits for it. Errors: STORE_LOST.
   */
  async compare(client: Postgres): Promise<void> {
    const [row] = await rowsOf<{ epoch: string }>(client, this.#ownEpoch);
    this.#compareWith(row);
  }

  /**
   * The statements that begin a transaction in which rows go and come in any order of tables, and hold the lead in it. They
   * fail where somebody else leads, or where the store does not hold what was done up to `place`, because it was put back or a
   * replica took its place that had not heard of everything; what follows them is not carried out: `refuse` tells.
   */
  beginningAfter(place: StorePlace): string {
    const { schema } = this.address;
    const own = `select from ${quoted(schema, LEADER_TABLE)} where "epoch" = ${this.epoch} for share`;
    const divided = [own, rowOfPlace(schema, place)].map(
      (rows) => `select 1 / count(*) from (${rows}) as found`,
    );
    return ['begin', 'set constraints all deferred', ...divided].join('; ');
  }

  /** Errors: STORE_LOST where `beginningAfter` failed by this error. */
  refuse(error: unknown): void {
    if (isDivisionByZero(error)) this.lose();
  }

  get #ownEpoch(): string {
    return `select "epoch" from ${quoted(this.address.schema, LEADER_TABLE)} for share`;
  }

  #compareWith(row: { readonly epoch: string } | undefined): void {
    if (Number(row?.epoch) !== this.epoch) this.lose();
  }

  /** Somebody else leads. Errors: STORE_LOST, always. */
  lose(): never {
    this.#lose();
    throw new CodedError('STORE_LOST', { address: this.address.shown });
  }

  async close(): Promise<void> {
    if (this.#ticking) clearInterval(this.#ticking);
    await this.#tick;
    await this.#pulse?.end().catch(() => undefined);
    await this.#client?.end().catch(() => undefined);
  }

  #refuseLost(): void {
    if (this.#isLost) this.lose();
  }

  #lose(): void {
    if (this.#isLost) return;
    this.#isLost = true;
    if (this.#ticking) clearInterval(this.#ticking);
    this.onLost();
  }

  /** Says that this leader is there, unless it is still about to. */
  #beat(): void {
    this.#tick ??= this.#overPulse(async (postgres) => {
      await this.#tellPulse(postgres);
      await this.client();
      if (performance.now() - this.#prunedAt < PRUNE_MS) return;
      await pruneChanges(postgres, this.address.schema);
      this.#prunedAt = performance.now();
    }).finally(() => {
      this.#tick = null;
    });
  }

  async #tellPulse(postgres: Postgres): Promise<void> {
    const { schema } = this.address;
    const { rowCount } = await postgres.query(
      `update ${quoted(schema, PULSE_TABLE)} set "seen" = now()
       where exists (select 1 from ${quoted(schema, LEADER_TABLE)} where "epoch" = ${this.epoch})`,
    );
    if (rowCount === 0) this.#lose();
  }

  /** Does something over a connection of its own: the other one may be busy for long. A database that is away is no error. */
  async #overPulse(work: (postgres: Postgres) => Promise<void>): Promise<void> {
    try {
      this.#pulse ??= await connectTo(this.address);
      await work(this.#pulse);
    } catch (error) {
      // The next try makes a new connection.
      const broken = this.#pulse;
      this.#pulse = null;
      await broken?.end().catch(() => undefined);
      if (!(workFault(error, this.address) instanceof CodedError)) throw error;
    }
  }
}

/** Whether somebody leads and is heard of. */
export async function hasLeader(client: Postgres, address: PostgresAddress): Promise<boolean> {
  if (await isSilent(client, address)) return false;
  const got = await tryLock(client, address);
  if (got) await client.query('select pg_advisory_unlock_all()');
  return !got;
}

async function tryLock(client: Postgres, { schema }: PostgresAddress): Promise<boolean> {
  const [row] = await rowsOf<{ got: boolean }>(client, 'select pg_try_advisory_lock($1::bigint) as got', [
    lockOf(schema),
  ]);
  return row?.got === true;
}

/** Whether a leader has not been heard of for so long that it is frozen, or cut off. */
async function isSilent(client: Postgres, { schema }: PostgresAddress): Promise<boolean> {
  const [row] = await rowsOf<{ silent: boolean }>(
    client,
    `select "seen" < now() - interval '${SILENT_S} seconds' as silent from ${quoted(schema, PULSE_TABLE)}`,
  );
  return row?.silent === true;
}

/** Ends the connections that hold the lock, and takes it. Errors: STORE_TAKEN. */
async function takeFromHolder(client: Postgres, address: PostgresAddress): Promise<void> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    await rowsOf(
      client,
      `select pg_terminate_backend(pid) from pg_locks
       where locktype = 'advisory' and granted and pid <> pg_backend_pid()
         and database = (select oid from pg_database where datname = current_database())
         and ((classid::bigint << 32) | objid::bigint) = $1::bigint`,
      [lockOf(address.schema)],
    );
    if (await tryLock(client, address)) return;
    await pause(AGAIN_MS);
  }
  throw new CodedError('STORE_TAKEN', { address: address.shown });
}
