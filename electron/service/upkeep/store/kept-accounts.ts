import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNTS_FILE, hasAccounts, OFFICE_FOLDER } from '../../db/accounts/open-accounts.ts';
import { connect } from '../../db/engine/connect.ts';
import { connectTo, type Postgres } from '../../db/postgres/connection.ts';
import { fetchFile, piecesOfContent, storedFiles, storeFile } from '../../db/postgres/file-pieces.ts';
import type { Lead } from '../../db/postgres/lead.ts';
import { makePrivateFolder } from '../../platform/private-files.ts';

const FILE = `${OFFICE_FOLDER}/${ACCOUNTS_FILE}`;

/**
 * Who may sign in to a workspace in PostgreSQL, and who is in: a small database beside the copy, which goes into the store as a
 * whole whenever something of it has changed. The key that passwords are hashed with does not: it is the machine's.
 */
export class KeptAccounts {
  readonly #directory: string;
  readonly #schema: string;
  #version: number | null = null;
  #postgres: Postgres | null = null;
  #passing: Promise<void> = Promise.resolve();
  #accounts: ReturnType<typeof connect> | null = null;

  constructor(directory: string, schema: string) {
    this.#directory = directory;
    this.#schema = schema;
  }

  /** Makes them what the store holds, while nobody has them open. */
  async fetch(postgres: Postgres): Promise<void> {
    if (!(await storedFiles(postgres, this.#schema)).includes(FILE)) return;
    const folder = join(this.#directory, OFFICE_FOLDER);
    makePrivateFolder(folder);
    const path = join(folder, ACCOUNTS_FILE);
    await fetchFile(postgres, this.#schema, FILE, `${path}.part`);
    for (const ending of ['-wal', '-shm']) rmSync(`${path}${ending}`, { force: true });
    renameSync(`${path}.part`, path);
    this.#version = null;
  }

  /** Brings them into the store where they changed since the last time. Errors: STORE_LOST and those of the database. */
  async passOn(lead: Lead): Promise<void> {
    const before = this.#passing.catch(() => undefined);
    this.#passing = before.then(() => this.#pass(lead));
    await this.#passing;
  }

  async close(): Promise<void> {
    await this.#passing.catch(() => undefined);
    this.#accounts?.close();
    this.#accounts = null;
    this.#drop();
  }

  async #pass(lead: Lead): Promise<void> {
    if (!hasAccounts(this.#directory)) return;
    this.#accounts ??= connect(join(this.#directory, OFFICE_FOLDER, ACCOUNTS_FILE), { readonly: true });
    const version = Number(this.#accounts.pragma('data_version', { simple: true }));
    if (version === this.#version) return;
    const content = this.#accounts.serialize();
    try {
      this.#postgres ??= await connectTo(lead.address);
      await storeFile(this.#postgres, this.#schema, FILE, piecesOfContent(content), (postgres) =>
        lead.compare(postgres),
      );
      this.#version = version;
    } catch (error) {
      this.#drop();
      throw error;
    }
  }

  #drop(): void {
    void this.#postgres?.end().catch(() => undefined);
    this.#postgres = null;
  }
}
