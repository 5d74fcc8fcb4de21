import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type SqliteDatabase from 'better-sqlite3';
import { CodedError } from '#shared/contract/errors.ts';
import { makePrivateFolder } from '../../platform/private-files.ts';
import { connect } from '../engine/connect.ts';
import { DATABASE_FILE } from '../engine/file-names.ts';
import { keepPrepared } from '../engine/kept-statements.ts';

/** The folder of a workspace that holds who may sign in to it. */
export const OFFICE_FOLDER = 'office';
export const ACCOUNTS_FILE = 'accounts.sqlite';
const BUSY_MS = 5000;

/**
 * Frozen once released; a later version appends another script, which only adds: tables, and columns that may be left
 * out. So a program of an earlier version goes on with these accounts after a way back, and nobody who was shut out
 * meanwhile is let in again.
 */
export const accountScripts: readonly string[] = [
  `create table bodies (id integer primary key, name text not null unique) strict;
  create table people (
    id integer primary key, name text not null, bodyId integer references bodies (id)) strict;
  create table accounts (
    id integer primary key,
    personId integer not null references people (id),
    name text not null unique collate nocase,
    password text not null,
    passwordAt text not null,
    mustChange integer not null,
    closedAt text,
    secret text,
    codeStep integer not null default 0) strict;
  create table formerPasswords (
    id integer primary key, accountId integer not null references accounts (id), password text not null) strict;
  create table grants (
    id integer primary key,
    accountId integer not null references accounts (id),
    role text not null,
    regions text not null,
    school integer,
    grantedAt text not null,
    withdrawnAt text) strict;
  create index grantsOfAccount on grants (accountId);
  create table sessions (
    id integer primary key,
    hash text not null unique,
    accountId integer not null references accounts (id),
    createdAt integer not null,
    usedAt integer not null,
    address text not null,
    agent text not null,
    endedAt integer) strict;
  create index sessionsOfAccount on sessions (accountId);
  create table signIns (
    id integer primary key, at text not null, name text not null, address text not null, outcome text not null) strict;
  create table waits (key text primary key, wrong integer not null, since integer not null, until integer not null) strict;
  create table setup (id integer primary key check (id = 1), code text not null, until integer not null, usedAt text) strict;
  create table events (
    id integer primary key,
    at text not null,
    actor text not null,
    what text not null,
    detail text not null,
    previousHash text not null,
    hash text not null) strict;
  create trigger eventsStay before delete on events begin select raise(abort, 'events stay'); end;
  create trigger eventsAreKept before update on events begin select raise(abort, 'events stay'); end;`,
  // Who else may say who somebody is, and under what name it knows an account.
  `create table providers (
    id text primary key,
    title text not null,
    settings text not null,
    secret text) strict, without rowid;
  create table subjects (
    provider text not null references providers (id) on delete cascade,
    subject text not null,
    accountId integer not null references accounts (id),
    primary key (provider, subject),
    unique (provider, accountId)) strict, without rowid;
  alter table sessions add column provider text not null default '';
  alter table signIns add column provider text not null default '';`,
  // Who may show what certificate, and whether one must.
  `create table certificates (
    fingerprint text primary key,
    accountId integer not null references accounts (id),
    title text not null,
    addedAt text not null,
    until text not null,
    withdrawnAt text) strict, without rowid;
  create table certificateRule (
    id integer primary key check (id = 1), mode text not null, authority text) strict;`,
  // What a person was called before, and of which body: what was written down then still says so.
  `create table formerPeople (
    id integer primary key,
    personId integer not null references people (id),
    name text not null,
    body text not null,
    until text not null) strict;
  create index formerPeopleOfPerson on formerPeople (personId);`,
];

export type AccountsDatabase = SqliteDatabase.Database;

/** Errors: WORKSPACE_MISSING. */
export function requireWorkspace(directory: string): void {
  if (!existsSync(join(directory, DATABASE_FILE)))
    throw new CodedError('WORKSPACE_MISSING', { path: directory });
}

export function hasAccounts(directory: string): boolean {
  return existsSync(join(directory, OFFICE_FOLDER, ACCOUNTS_FILE));
}

/** Opens the accounts of a workspace; several processes may. Errors: OFFICE_MISSING. */
export function openAccountsDatabase(directory: string, create = false): AccountsDatabase {
  if (!create && !hasAccounts(directory)) throw new CodedError('OFFICE_MISSING', { path: directory });
  const folder = join(directory, OFFICE_FOLDER);
  makePrivateFolder(folder);
  const sqlite = connect(join(folder, ACCOUNTS_FILE), { timeout: BUSY_MS });
  sqlite.pragma('journal_mode = wal');
  sqlite.pragma('synchronous = full');
  sqlite
    .transaction(() => {
      const version = Number(sqlite.pragma('user_version', { simple: true }));
      for (const script of accountScripts.slice(version)) sqlite.exec(script);
      if (version < accountScripts.length) sqlite.pragma(`user_version = ${accountScripts.length}`);
    })
    .immediate();
  // Each call of an office asks who calls, by the same few statements.
  keepPrepared(sqlite);
  return sqlite;
}

/** Another after each change of the accounts, whichever process made it. */
export function versionOfAccounts(db: AccountsDatabase): string {
  const others = db.prepare<[], number>('pragma data_version').pluck().get();
  const own = db.prepare<[], number>('select total_changes()').pluck().get();
  return `${others} ${own}`;
}
